"""`holdfast history show`: when controls and objects of a client were as agreed and when not, and by whom."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.answer import Format

if TYPE_CHECKING:
    from holdfast.model.history import History


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(show)


def show(
    # Not a `Client`: whoever has the folder alone, such as an auditor, has no project.
    name: Annotated[str, typer.Argument(metavar="CLIENT", help="Client whose checks were recorded.")],
    *,
    folder: Annotated[
        Path, typer.Option("--from", metavar="DIR", help="Folder that `holdfast drift --record` wrote.")
    ] = Path("history"),
    control: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Of this control only; as often as wanted.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="What was the case then, by the last run before: a date (the end of that day, UTC) or a time as RFC "
            "3339 has it.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How the answer is written.")] = Format.TABLE,  # noqa: A002
) -> None:
    """Show when controls and objects were as agreed, when not, and by whom; asks no tenant.

    Exit codes: 0 everything that was recorded is understood, 2 something is not known. A run that did not look, or that
    is lost, is never taken for one in which all was as agreed. Docs: docs/history.md.
    """
    from holdfast.history.question import history

    found = history(folder, name, control or (), _moment(at))
    with suppress(BrokenPipeError):  # whoever reads us may stop early: the exit code still says how it stands
        _print(found, format)
        sys.stdout.flush()
    sys.exit(found.exit_code)


def _moment(text: str | None) -> datetime | None:
    """Return the moment that is asked about.

    Raises:
        typer.BadParameter: when it is none.
    """
    if text is None:
        return None
    from holdfast.history.question import has_come, moment

    try:
        found = moment(text)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"--at: expected a date such as 2027-03-31, or a time such as 2027-03-31T18:00:00Z, found {text!r}"
        ) from None
    now = datetime.now(UTC)
    if not has_come(found, now):
        raise typer.BadParameter(f"--at: {text} has not come yet, so that nobody knows what is the case then")
    return min(found, now)  # of today, what has come of it


def _print(found: History, format: Format) -> None:  # noqa: A002
    from holdfast.report.history_text import history_json, print_history

    if format is Format.JSON:
        sys.stdout.write(history_json(found).decode())
    else:
        print_history(found)
