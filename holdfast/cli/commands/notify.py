"""`holdfast notify`: tells people what changed since they were told last."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.notify.delivery import Outcome
    from holdfast.notify.result import Result


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(notify)


def notify(
    *,
    result: Annotated[
        Path,
        typer.Option(
            "--from", metavar="RESULT", help="A check, as `holdfast drift --output json=RESULT` wrote it."
        ),
    ],
    to: Annotated[
        list[str],
        typer.Option(
            metavar="RECEIVER",
            help="Whom to tell, such as slack=env:SLACK_WEBHOOK; as often as wanted. Receivers: docs/notify.md.",
        ),
    ],
    memory: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What everybody was told last; default: CLIENT.notified.json beside RESULT."
        ),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Templates of your own, which take the place of ours."),
    ] = None,
) -> None:
    """Tell what changed in a client's tenant since each receiver was told last; asks nothing of the tenant.

    Exit codes: 0 everybody knows everything, also where nothing changed; 2 somebody could not be told, or an error.
    """
    from holdfast.ending import run
    from holdfast.notify.addressed import addressed
    from holdfast.notify.delivery import Means, deliver
    from holdfast.notify.memory import Memory, alone, beside
    from holdfast.notify.result import checked_result
    from holdfast.notify.wire import PATIENCE
    from holdfast.notify.writing import Templates

    receivers, checked = addressed(to), checked_result(result)
    kept = memory or beside(result, checked.client)
    with alone(kept):
        means = Means(
            memory=Memory(kept),
            templates=Templates(templates),
            patience=PATIENCE,
            now=datetime.now(UTC),
            environment=os.environ,
        )
        outcomes = run(deliver(checked, receivers, means))
    _tell(outcomes, checked)
    if failed := [f"{one.name}: {one.failed}" for one in outcomes if one.failed]:
        raise HoldfastError("notify-failed", "; ".join(failed))


def _tell(outcomes: Sequence[Outcome], checked: Result) -> None:
    """Say what each was told; one line where nobody was told anything, because nothing changed."""
    from holdfast.report.simulation import marked

    mark = marked(simulation=checked.simulation)
    if not any(one.told or one.failed for one in outcomes):
        typer.echo(f"{checked.client}{mark}: nothing changed since the last notification: nothing was sent")
        return
    for one in outcomes:
        if one.told:
            typer.echo(f"{one.name}: told {one.told} in {checked.client}{mark}")
        elif not one.failed:
            typer.echo(f"{one.name}: knows everything of {checked.client}{mark} already: nothing was sent")
