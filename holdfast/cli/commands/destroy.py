"""`holdfast destroy`: deletes what the stack made, except what protects data."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.cli.project import Client, find_client


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(destroy)


def destroy(
    client: Client,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to delete.")] = False,
    allow_less_protection: Annotated[
        bool,
        typer.Option(help="Policies that protect sign-ins, and holds that may go, are deleted; else asked."),
    ] = False,
) -> None:
    """Delete what the client's stack made. Holds, labels and their policies stay, unless the client file allows it."""
    from holdfast.apply.client import ClientRun
    from holdfast.apply.gates.consent import Consent
    from holdfast.cli.progress import Progress, asking, changes_sentence
    from holdfast.report.simulation import noticed

    project = find_client(client)
    if not yes:
        question = (
            f"Delete what the stack {client} made in its tenant? Sign-in policies go; holds and labels stay, unless "
            "the client file says holdfast:delete_protected_data"
        )
        typer.confirm(question, abort=True)
    with Progress() as progress:
        run = ClientRun(project, client, progress.say)
        progress.kept = run.kept()
        consent = Consent(ask=asking(progress), less_protection=allow_less_protection)
        run.destroy(progress.on_event, consent)
    print(noticed(changes_sentence(progress.counts), run.cloud))
