"""`holdfast up`: applies a client's plan, repairing what drifted."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from holdfast.cli.project import Client, find_client


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(
    client: Client,
    adopt: Annotated[
        bool,
        typer.Option("--adopt", help="Take over declared objects that the tenant has already; else asked."),
    ] = False,
    allow_replace: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-replace", help="URN that may be made anew, its old object removed; else asked."
        ),
    ] = None,
    accept_moved: Annotated[
        list[str] | None,
        typer.Option("--accept-moved", help="Name that may mean another object than before; else asked."),
    ] = None,
    allow_less_protection: Annotated[
        bool,
        typer.Option(help="The tenant may be left with less protection than it has; else asked."),
    ] = False,
) -> None:
    """Apply the client's plan to its tenant, repairing what drifted.

    The same project, program and state as `pulumi up --stack CLIENT`: either may follow the other.
    Exit codes: 0 in sync afterwards, 1 drift remains (such as unmanaged objects), 2 it failed.
    """
    from holdfast.apply.client import ClientRun
    from holdfast.apply.gates.consent import Consent
    from holdfast.cli.progress import Progress, asking, changes_sentence
    from holdfast.report.formats.table import print_table
    from holdfast.report.simulation import noticed

    project = find_client(client)
    with Progress() as progress:
        run = ClientRun(project, client, progress.say)
        consent = Consent(
            ask=asking(progress),
            adopt=adopt,
            replace=frozenset(allow_replace or ()),
            moved=frozenset(accept_moved or ()),
            less_protection=allow_less_protection,
        )
        applied = run.up(progress.on_event, consent, progress.show_plan)
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        print(noticed(changes_sentence(progress.counts), run.cloud))
        print_table(applied.after.result, applied.after.recording.controls)
    sys.exit(applied.after.result.exit_code)
