"""`holdfast drift`: compares a client's live tenant with what is declared."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.project import Client, find_client

if TYPE_CHECKING:
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
) -> None:
    """Compare the live tenant with what is declared; reads only.

    Exit codes: 0 everything was read and is in sync, 1 drift, 2 no full answer.
    """
    from holdfast.drift.check import check
    from holdfast.tenant.embedded import home

    project = find_client(client)
    checked = check(project, client, home(project))
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        show(checked, format)
        sys.stdout.flush()
    sys.exit(checked.result.exit_code)


def show(checked: Checked, format: Format) -> None:  # noqa: A002
    """Write the result to standard output."""
    if format is Format.JSON:
        from holdfast.cli.report_input import report_input
        from holdfast.report.formats.json import FORMAT

        sys.stdout.write(FORMAT.render(report_input(checked)).decode())
    else:
        from holdfast.report.formats.table import print_table

        print_table(checked.result, checked.recording.controls)
