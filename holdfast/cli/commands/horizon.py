"""`holdfast horizon`: shows which data of a client Microsoft will erase, from which day on, and what keeps it."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.answer import Format
from holdfast.cli.project import Client, find_client

if TYPE_CHECKING:
    from holdfast.model.horizon import Horizon


_MOST_DAYS = 36_500
"""A hundred years, as far as any period of a tenant is set."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(horizon)


def horizon(
    client: Client,
    within: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=_MOST_DAYS,
            metavar="DAYS",
            help="How many days ahead: what is kept until then only is lost; default: all, by what keeps it today.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How the answer is written.")] = Format.TABLE,  # noqa: A002
) -> None:
    """Show which data Microsoft will erase, when, by which rule, and what keeps it; reads only.

    Exit codes: 0 nothing unprotected falls within the days, 1 something does, 2 no full answer. The day is the first
    one on which it may be gone. What could not be read or said is told, and never counted as kept.
    """
    from holdfast.cli.looking_ahead import looked_ahead
    from holdfast.drift.recording import load_recording
    from holdfast.tenant.embedded import home

    project = find_client(client)
    folder = home(project)
    plan = load_recording(project, client, folder, datetime.now(UTC).date()).plan
    found = looked_ahead(plan, folder, within)
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        _show(found, format)
        sys.stdout.flush()
    sys.exit(found.exit_code)


def _show(found: Horizon, format: Format) -> None:  # noqa: A002
    from holdfast.grace.notes import notes
    from holdfast.report.horizon_text import horizon_json, print_horizon

    if format is Format.JSON:
        from holdfast.grace.periods import PERIODS

        sys.stdout.write(horizon_json(found, list(PERIODS.values()), notes(found)).decode())
    else:
        print_horizon(found, notes(found))
