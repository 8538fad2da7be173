"""`holdfast report`: writes what a client can read: which of its duties are met."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.project import Client, find_client


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    client: Client,
    output: Annotated[
        Path | None, typer.Option(help="File to write; default: reports/CLIENT.html in the project.")
    ] = None,
) -> None:
    """Check the live tenant and write the client's report; reads only.

    Exit codes as of `drift`: the report is written whatever was found.
    """
    from holdfast.cli.report_file import write_report
    from holdfast.cli.report_input import report_input
    from holdfast.drift.check import check
    from holdfast.report.simulation import notice
    from holdfast.tenant.embedded import home

    project = find_client(client)
    checked = check(project, client, home(project))
    print(write_report(report_input(checked), output or project / "reports" / f"{client}.html"))
    if told := notice(checked.result.cloud):
        print(told, file=sys.stderr)  # standard output is the path alone
    sys.exit(checked.result.exit_code)
