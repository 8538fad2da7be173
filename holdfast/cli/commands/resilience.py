"""`holdfast resilience`: three attacks on two embedded tenants, and what can be brought back in each."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.cli.project import find_project
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import typer

    from holdfast.cli.attacked import Loss, Victim
    from holdfast.emulator.data.inventory import Inventory

_TENANT = "contoso.onmicrosoft.com"
_BEFORE, _AFTER = timedelta(days=14), timedelta(days=100)
"""Until the attacks, so that there are weekly restore points; and until what is left is counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(resilience)


def resilience() -> None:
    """Attack two embedded tenants, as delivered and under a baseline, and count what can still be restored in each.

    Uses tenants, a project and a state of its own below `.holdfast/resilience`; nothing else is touched.
    """
    from holdfast.emulator import control
    from holdfast.emulator.server import TenantServer

    project = find_project()
    folder = project / ".holdfast" / "resilience"
    shutil.rmtree(folder, ignore_errors=True)
    for one in ("delivered", "tenant"):
        make_private(folder / one)
        control.seed(folder / one, _TENANT, "small")
    with TenantServer(folder / "tenant"):
        _tell(project, folder)


def _tell(project: Path, folder: Path) -> None:
    """Go through the story, step by step."""
    from holdfast.cli.attacked import Victim
    from holdfast.cli.hardened import make_project
    from holdfast.model.plan import Cloud
    from holdfast.report.simulation import noticed

    baseline = make_project(project, folder / "project", _TENANT)
    victims = {
        "as delivered": Victim(folder / "delivered", _TENANT),
        f"under {baseline}": Victim(folder / "tenant", _TENANT),
    }
    _step(1, "Two tenants with the same people, mail and files. One stays as Microsoft delivers it.")
    print(f"   The other comes under {baseline}, and its client chose Microsoft 365 Backup as well.")
    _harden(folder)
    _step(2, f"{_BEFORE.days} days pass. Then the same three attacks strike both of them:")
    for one in victims.values():
        one.wait(_BEFORE)
    struck = {name: _strike(name, one) for name, one in victims.items()}
    _step(3, f"{_AFTER.days} days pass, in which nobody notices. What can still be brought back?")
    for one in victims.values():
        one.wait(_AFTER)
    _show(
        {
            name: {what: one.loss(taken) for what, taken in struck[name].items()}
            for name, one in victims.items()
        }
    )
    print(
        "   Mail in Drafts or Deleted Items is in no backup: Microsoft 365 Backup leaves those two folders out."
    )
    print("   What is both in place and in the backup is one thing that can be brought back.")
    print(
        noticed(
            "   Both are embedded tenants, and each number is counted in them, item by item.", Cloud.EMBEDDED
        )
    )


def _harden(folder: Path) -> None:
    from holdfast.cli.hardened import harden
    from holdfast.cli.progress import Progress, changes_sentence

    with Progress() as progress:
        harden(folder / "project", folder, progress)
    print(f"   {changes_sentence(progress.counts)}")


def _strike(name: str, victim: Victim) -> dict[str, Inventory]:
    """Do every attack to a tenant, tell of it, and return what each took."""
    from holdfast.cli.attacked import ATTACKS

    print(f"   {name}:")
    taken = {}
    for attack, what in ATTACKS.items():
        told, taken[what] = victim.strike(attack)
        for sentence in told.splitlines():
            print(f"      {sentence}")
    return taken


def _show(losses: Mapping[str, Mapping[str, Loss]]) -> None:
    """Print what of each attack can be brought back in each tenant."""
    from rich.table import Table

    from holdfast.cli.attacked import rows_of
    from holdfast.report.console import open_console

    table = Table("", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for name in losses:
        table.add_column(name, justify="right")
    for what in next(iter(losses.values())):
        table.add_row(f"   {what}")
        for sort, *counted in rows_of([of[what] for of in losses.values()]):
            table.add_row(f"      {sort}", *counted)
    open_console().print(table)


def _step(number: int, sentence: str) -> None:
    from holdfast.report.console import open_console

    open_console().print(f"\n[bold]{number}. {sentence}[/bold]", soft_wrap=True)
