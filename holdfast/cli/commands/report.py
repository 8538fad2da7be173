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
    horizon: Annotated[
        bool, typer.Option("--horizon", help="Look as well what Microsoft will erase, and when.")
    ] = False,
) -> None:
    """Check the live tenant and write the client's report; reads only.

    Exit codes as of `drift`: the report is written whatever was found, and of a look ahead says how it stands.
    """
    from holdfast.cli.looking_ahead import looked_ahead
    from holdfast.cli.report_file import usual_report, wanted_report, write_report
    from holdfast.cli.report_input import report_input
    from holdfast.drift.check import check
    from holdfast.report.simulation import notice
    from holdfast.tenant.embedded import home

    project = find_client(client)
    wanted = wanted_report(output or usual_report(project, client), project)
    folder = home(project)
    checked = check(project, client, folder)
    ahead = looked_ahead(checked.recording.plan, folder, None) if horizon else None
    print(write_report(report_input(checked, ahead), wanted))
    if told := notice(checked.result.cloud):
        print(told, file=sys.stderr)  # standard output is the path alone
    sys.exit(checked.result.exit_code)
