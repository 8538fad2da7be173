"""`holdfast report`: writes what a client can read: which of its duties are met."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
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
    from holdfast.drift.check import check
    from holdfast.tenant.embedded import home

    project = find_client(client)
    checked = check(project, client, home(project))
    path = write_report(checked, output or project / "reports" / f"{client}.html", datetime.now(UTC))
    print(path)
    sys.exit(checked.result.exit_code)
