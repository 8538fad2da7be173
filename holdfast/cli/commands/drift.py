"""`holdfast drift`: compares a client's live tenant with what is declared."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.answer import Format
from holdfast.cli.project import Client, find_client
from holdfast.model.control import FailOn, Severity
from holdfast.model.duty import Duty
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.cli.keeper import Keeper
    from holdfast.cli.report_file import Output
    from holdfast.drift.check import Checked
    from holdfast.model.wanted import Wanted

_SHORTEST_WATCH = 30
"""Seconds between two rounds: audit logs take five requests in ten seconds, and a tenant is shared with others."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(drift)


def drift(
    client: Client,
    *,
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
    """Compare the live tenant with what is declared; reads only.

    Exit codes: 0 everything was read and is in sync, 1 drift, 2 no full answer, or a file that was not written.
    """
    from holdfast.drift.check import check
    from holdfast.tenant.embedded import home

    project = find_client(client)
    outputs = _outputs(output or [])
    keeper = _keeper(project, record, record_key)
    typed = (tuple(control or ()), tuple(duty or ()), tuple(severity or ()), tuple(framework or ()))

    def once() -> Checked:
        """Check once, record it where that is wanted, and write the files that are wanted."""
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
        sys.exit(_watched(once, watch, format))
    checked = once()
    _show(checked, format)
    sys.exit(checked.result.exit_code)


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
    selection: tuple[tuple[str, ...], tuple[Duty, ...], tuple[Severity, ...], tuple[str, ...]],
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
