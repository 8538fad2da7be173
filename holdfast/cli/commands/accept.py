"""`holdfast accept`: writes down that what a check found is accepted, by whom, why, and until when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from holdfast.model.typed_command import typed_command


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(accept)


def accept(
    result: Annotated[
        Path,
        typer.Argument(metavar="RESULT", help="A check, as `holdfast drift --output json=RESULT` wrote it."),
    ],
    *,
    file: Annotated[
        Path,
        typer.Option(metavar="FILE", help="For `holdfast drift --accepted`; added to where it is there."),
    ],
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who accepts it and decides at its end.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    expires: Annotated[
        datetime,
        typer.Option(
            metavar="DAY", formats=["%Y-%m-%d"], help="Last day, such as 2027-03-31: two years at most."
        ),
    ],
    fingerprint: Annotated[
        list[str] | None,
        typer.Option(metavar="FINGERPRINT", help="Only this of what drifted; as often as wanted."),
    ] = None,
) -> None:
    """Accept the drift of a check as it is: a further change of the same property is drift again.

    What could not be read is accepted by nobody. Comments in FILE are not kept.
    """
    from holdfast.cli.accepting import Acceptance, accept_drift
    from holdfast.plan.accepted import latest_day
    from holdfast.plan.days import latest_today

    today, last = datetime.now(UTC).date(), expires.date()
    if not today <= last <= latest_day(latest_today(today)):
        raise typer.BadParameter(
            f"--expires: expected a day from {today} to {latest_day(today)}, found {last}"
        )
    if not owner.strip() or not reason.strip():
        raise typer.BadParameter("--owner and --reason: expected words, found nothing")
    acceptance = Acceptance(owner, reason, last)
    written = accept_drift(result, file, frozenset(fingerprint or ()), acceptance, today)
    told = "1 deviation" if written.number == 1 else f"{written.number} deviations"
    typer.echo(f"{file} accepts {told} of {written.client}, {written.added} of them new or renewed")
    typer.echo(f"from now on: {typed_command('drift', written.client, '--accepted', str(file))}")
