"""`holdfast drift`: compares the live tenants of one client, or of many, with what is declared."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from holdfast.cli.answer import Format
from holdfast.cli.asked import Asked
from holdfast.cli.project import find_client, find_project
from holdfast.model.control import FailOn, Severity
from holdfast.model.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence

_AT_ONCE = 16
"""Clients: some hundred connections, and less memory than one large tenant takes."""
_MOST_AT_ONCE = 128
"""Each has up to six connections, and an ordinary machine lets a process open a thousand."""
_SHORTEST_WATCH = 30
"""Seconds between two rounds: audit logs take five requests in ten seconds, and a tenant is shared with others."""
_LONGEST_WATCH = 7 * 86_400
"""Between two rounds that a process waits for; what is seldomer is a job of its own."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(drift)


def drift(
    client: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLIENT|PATTERN]...",
            show_default=False,
            help="Client: `contoso` for clients/Pulumi.contoso.yaml; or patterns of names, such as 'acme-*', quoted.",
        ),
    ] = None,
    *,
    everyone: Annotated[
        bool, typer.Option("--all", help="Check every client. Docs: docs/many-clients.md.")
    ] = False,
    group: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Check whoever has it in `holdfast:groups`; as often as wanted."),
    ] = None,
    at_once: Annotated[
        int, typer.Option(min=1, max=_MOST_AT_ONCE, metavar="N", help="Clients checked at once.")
    ] = _AT_ONCE,
    format: Annotated[Format, typer.Option(help="How the result is written.")] = Format.TABLE,  # noqa: A002
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH",
            help="A file to write besides, such as sarif=drift.sarif; as often as wanted. Formats: docs/formats.md.",
        ),
    ] = None,
    control: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show this control only; as often as wanted. Docs: docs/formats.md."),
    ] = None,
    duty: Annotated[
        list[Duty] | None, typer.Option(help="Show controls of this duty only; as often as wanted.")
    ] = None,
    severity: Annotated[
        list[Severity] | None, typer.Option(help="Show this severity only; as often as wanted.")
    ] = None,
    framework: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EDITION",
            help='Show controls that serve this edition only, or one id of it: "CIS M365 7.0.0 5.2.2.2".',
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(metavar="RESULT", help="Show only drift that this earlier --output json=RESULT lacks."),
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Deviations that are accepted, as `holdfast accept` writes them."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Add the whole check to the client's history there: docs/history.md."
        ),
    ] = None,
    record_key: Annotated[
        Path | None,
        typer.Option(
            metavar="PEM",
            help="Sign what is recorded by this Ed25519 key; else by HOLDFAST_RECORD_KEY, if set.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="From which severity of drift on the exit code is 1.")
    ] = FailOn.ANY,
    watch: Annotated[
        int | None,
        typer.Option(
            metavar="SECONDS",
            min=_SHORTEST_WATCH,
            max=_LONGEST_WATCH,
            help="Check again and again, and print what changed.",
        ),
    ] = None,
    detailed_exitcode: Annotated[  # noqa: ARG001 - the outermost handler sees to it, for errors as well
        bool,
        typer.Option("--detailed-exitcode", help="Exit codes of Terraform: 0 in sync, 1 error, 2 drift."),
    ] = False,
) -> None:
    """Compare live tenants with what is declared; reads only.

    Exit codes: 0 everything was read and is in sync, 1 drift, 2 no full answer, or a file that was not written. Of many
    clients: 2 where any has no full answer, else 1 where any has drift.
    """
    names = _names(client or [], group or [], everyone=everyone)
    asked = Asked(
        controls=tuple(control or ()),
        duties=tuple(duty or ()),
        severities=tuple(severity or ()),
        frameworks=tuple(framework or ()),
        files=(since, accepted),
        fail_on=fail_on,
        outputs=tuple(output or ()),
        format=format,
        record=record,
        record_key=record_key,
    )
    if not (group or everyone or _several(names)):
        project = find_client(names[0])
        from holdfast.cli.one import drift_one

        sys.exit(drift_one(project, names[0], asked, watch))
    if watch is not None:
        raise typer.BadParameter("--watch prints what changes in one client: give one, or repeat the command")
    from holdfast.cli.many import drift_many
    from holdfast.plan.choose import chosen_clients

    project = find_project()
    chosen = chosen_clients(project, names, group or [], everyone=everyone)
    sys.exit(drift_many(project, chosen, asked, at_once))


def _names(client: list[str], group: list[str], *, everyone: bool) -> list[str]:
    """Return the names and patterns that were typed.

    Raises:
        click.UsageError: where nobody is asked for, or everybody and somebody.
    """
    if everyone and (client or group):
        raise click.UsageError(
            "--all is every client: give it alone, or names, patterns and --group without it."
        )
    if not (client or group or everyone):
        raise click.UsageError(
            "Missing argument 'CLIENT': give a client, patterns of names, --group or --all."
        )
    return client


def _several(names: Sequence[str]) -> bool:
    """Return whether many clients are asked for; the name of a client that looks like a pattern is that client."""
    if len(names) != 1:
        return True
    from holdfast.plan.choose import is_pattern
    from holdfast.plan.files import clients

    return is_pattern(names[0]) and names[0] not in clients(find_project())
