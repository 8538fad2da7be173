"""`holdfast preview`: shows what `up` would change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holdfast.cli.project import Client, find_client
from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(preview)


def preview(client: Client) -> None:
    """Show what `holdfast up` would change in the live tenant; reads only.

    Exit codes: 0 shown, also where `up` would stop, which is said with why; 2 no full answer, such as where what the
    tenant has could not be read, or an error.
    """
    from holdfast.apply.client import ClientRun
    from holdfast.cli.progress import Progress, changes_sentence
    from holdfast.report.simulation import noticed
    from holdfast.report.text import visible_lines

    project = find_client(client)
    with Progress(planned=True) as progress:
        run = ClientRun(project, client, progress.say)
        progress.kept = run.kept()
        previewed = run.preview(progress.on_event)
        progress.show_plan(previewed.plan)
    print(noticed(changes_sentence(progress.counts, would=True), run.cloud))
    for note in previewed.notes:
        print(visible_lines(f"note: {note}"))
    for refusal in previewed.refusals:
        print(visible_lines(f"up would stop: {refusal}"))
    if not previewed.whole:
        sys.exit(ExitCode.NO_ANSWER)
