"""`holdfast drift`: compares the live tenants of one client, or of many, with what is declared."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from holdfast.cli.answer import Format
from holdfast.cli.project import find_client, find_project
from holdfast.model.control import FailOn, Severity
from holdfast.model.duty import Duty
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.cli.keeper import Keeper
    from holdfast.cli.report_file import Output
    from holdfast.drift.check import Checked
    from holdfast.model.wanted import Wanted

    _Typed = tuple[tuple[str, ...], tuple[Duty, ...], tuple[Severity, ...], tuple[str, ...]]
    _Asked = tuple[_Typed, tuple[Path | None, Path | None], FailOn]
    """What was typed of the selection; the files of --since and --accepted; what fails the check."""

_CLIENT = "{client}"
"""Stands for the client's name in the paths of files."""
_AT_ONCE = 16
"""Clients: some hundred connections, and less memory than one large tenant takes."""
_MOST_AT_ONCE = 128
"""Each has up to six connections, and an ordinary machine lets a process open a thousand."""
_SHORTEST_WATCH = 30
"""Seconds between two rounds: audit logs take five requests in ten seconds, and a tenant is shared with others."""


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
            metavar="SECONDS", min=_SHORTEST_WATCH, help="Check again and again, and print what changed."
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
    typed = (tuple(control or ()), tuple(duty or ()), tuple(severity or ()), tuple(framework or ()))
    names = _names(client or [], group or [], everyone=everyone)
    keep = partial(_keeper, folder=record, key=record_key)
    if group or everyone or _several(names):
        if watch is not None:
            raise typer.BadParameter(
                "--watch prints what changes in one client: give one, or repeat the command"
            )
        sys.exit(
            _many(
                (names, group or [], everyone),
                output or [],
                (typed, (since, accepted), fail_on),
                at_once,
                format,
                record=keep,
            )
        )
    asked = (typed, (since, accepted), fail_on)
    sys.exit(_one(names[0], output or [], asked, watch, format, record=keep))


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
    from holdfast.plan.files import client_path

    return is_pattern(names[0]) and not client_path(find_project(), names[0]).exists()


def _one(
    client: str,
    output: Sequence[str],
    asked: _Asked,
    watch: int | None,
    format: Format,  # noqa: A002
    *,
    record: Callable[[Path], Keeper | None],
) -> int:
    """Check one client and return the exit code."""
    from holdfast.drift.check import check
    from holdfast.tenant.embedded import home

    project = find_client(client)
    outputs = _outputs([one.replace(_CLIENT, client) for one in output])
    keeper = record(project)
    typed, files, fail_on = asked

    def once() -> Checked:
        """Check once, record it where that is wanted, and write the files that are wanted."""
        since, accepted = (one and Path(str(one).replace(_CLIENT, client)) for one in files)
        wanted = _wanted(client, typed, (since, accepted), fail_on, everything=keeper is not None)
        checked = check(project, client, home(project), wanted=wanted)
        failed = [*_write(checked, outputs)]
        if keeper is not None:
            failed += keeper.keep(checked, wanted.accepted if wanted else ())
        if failed and watch is None:
            _show(checked, format)
        _raise_if(failed)
        return checked

    if watch is not None:
        return _watched(once, watch, format)
    checked = once()
    _show(checked, format)
    return checked.result.exit_code


def _many(
    who: tuple[Sequence[str], Sequence[str], bool],
    output: Sequence[str],
    asked: _Asked,
    at_once: int,
    format: Format,  # noqa: A002
    *,
    record: Callable[[Path], Keeper | None],
) -> int:
    """Check many clients and return the exit code."""
    from holdfast.cli.files_of_many import FilesOfMany
    from holdfast.cli.many import ManyAsked, drift_many
    from holdfast.cli.outputs_of_many import wanted_outputs_of_many
    from holdfast.plan.choose import chosen_clients

    typed, files, fail_on = asked
    names, groups, everyone = who
    project = find_project()
    of_each = FilesOfMany(*files)
    chosen = chosen_clients(project, names, groups, everyone=everyone)
    keeper = record(project)
    wishes: dict[str, Wanted | None] = {}

    def wanted(client: str) -> Wanted | None:
        """Return what is wanted of a client's check, and remember it for whoever records it."""
        wishes[client] = _wanted(client, typed, of_each.of(client), fail_on, everything=keeper is not None)
        return wishes[client]

    def keep(client: str, checked: Checked) -> Sequence[HoldfastError]:
        """Record a check where that is wanted; return why it could not be."""
        wish = wishes.pop(client, None)
        return keeper.keep(checked, wish.accepted if wish else ()) if keeper else ()

    return drift_many(
        project,
        ManyAsked(
            chosen=chosen,
            wanted=wanted,
            keep=keep,
            outputs=wanted_outputs_of_many(output, (*chosen.clients, *chosen.doubtful)),
            at_once=at_once,
            format=format,
            notes=of_each.notes,
        ),
    )


def _keeper(project: Path, folder: Path | None, key: Path | None) -> Keeper | None:
    """Return what records the check; None, with nothing loaded, where that is not wanted.

    Raises:
        typer.BadParameter: for a key without anything to sign.
    """
    if folder is None:
        if key is not None:
            raise typer.BadParameter("--record-key signs what is recorded: give --record DIR as well")
        return None
    from holdfast.cli.keeper import keeper

    return keeper(project, folder, key)


def _raise_if(failed: Sequence[HoldfastError]) -> None:
    """Raise what failed beside the check; several at once as one."""
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise HoldfastError("report-not-written", "; ".join(one.message for one in failed))


def _watched(once: Callable[[], Checked], seconds: int, format: Format) -> int:  # noqa: A002
    """Check again and again.

    Raises:
        typer.BadParameter: for JSON, of which one document is one check.
    """
    if format is Format.JSON:
        raise typer.BadParameter(
            "--watch prints lines, so it goes with --format table; take --output json=PATH"
        )
    from holdfast.cli.watch import watch

    return watch(once, seconds)


def _wanted(
    client: str,
    selection: _Typed,
    files: tuple[Path | None, Path | None],
    fail_on: FailOn,
    *,
    everything: bool,
) -> Wanted | None:
    """Return what is wanted beside the check; None, with nothing loaded, where it is a plain one."""
    if not any(selection) and not any(files) and fail_on is FailOn.ANY:
        return None
    from holdfast.cli.wanted import Options, wanted

    controls, duties, severities, frameworks = selection
    since, accepted = files
    options = Options(
        controls=controls,
        duties=duties,
        severities=severities,
        frameworks=frameworks,
        accepted=accepted,
        since=since,
        fail_on=fail_on,
        everything=everything,
    )
    return wanted(client, options)


def _outputs(written: Sequence[str]) -> tuple[Output, ...]:
    """Return the files that are wanted; formats are loaded only where there are any."""
    if not written:
        return ()
    from holdfast.cli.report_file import wanted_outputs

    return wanted_outputs(written)


def _write(checked: Checked, outputs: Sequence[Output]) -> tuple[HoldfastError, ...]:
    if not outputs:
        return ()
    from holdfast.cli.report_file import write_outputs
    from holdfast.cli.report_input import report_input

    return write_outputs(report_input(checked), outputs)


def _show(checked: Checked, format: Format) -> None:  # noqa: A002
    """Write the result to standard output; whoever reads us may stop early: the exit code still says how it stands."""
    with suppress(BrokenPipeError):
        show(checked, format)
        sys.stdout.flush()


def show(checked: Checked, format: Format) -> None:  # noqa: A002
    """Write the result to standard output."""
    if format is Format.JSON:
        from holdfast.cli.report_input import report_input
        from holdfast.report.formats.json import FORMAT

        sys.stdout.write(FORMAT.render(report_input(checked)).decode())
    else:
        from holdfast.report.formats.table import print_table

        print_table(checked.result, checked.controls)
