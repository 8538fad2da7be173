"""`holdfast drift`: compares a client's live tenant with what is declared."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import Client, find_client
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.cli.report_file import Output
    from holdfast.drift.check import Checked


class Format(StrEnum):
    """How the result is written."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(drift)


def drift(
    client: Client,
    format: Annotated[Format, typer.Option(help="How the result is written.")] = Format.TABLE,  # noqa: A002
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH",
            help="A file to write besides, such as sarif=drift.sarif; as often as wanted. Formats: docs/formats.md.",
        ),
    ] = None,
) -> None:
    """Compare the live tenant with what is declared; reads only.

    Exit codes: 0 everything was read and is in sync, 1 drift, 2 no full answer, or a file that was not written.
    """
    from holdfast.drift.check import check
    from holdfast.tenant.embedded import home

    project = find_client(client)
    outputs = _wanted(output or [])
    checked = check(project, client, home(project))
    failed = _write(checked, outputs)
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        show(checked, format)
        sys.stdout.flush()
    if failed:
        raise HoldfastError("report-not-written", "; ".join(one.message for one in failed))
    sys.exit(checked.result.exit_code)


def _wanted(written: Sequence[str]) -> tuple[Output, ...]:
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


def show(checked: Checked, format: Format) -> None:  # noqa: A002
    """Write the result to standard output."""
    if format is Format.JSON:
        from holdfast.cli.report_input import report_input
        from holdfast.report.formats.json import FORMAT

        sys.stdout.write(FORMAT.render(report_input(checked)).decode())
    else:
        from holdfast.report.formats.table import print_table

        print_table(checked.result, checked.recording.controls)
