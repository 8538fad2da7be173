"""`holdfast tenant requests`: shows what was asked of the embedded tenant."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.cli.tenant.folder import tenant_folder


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(requests)


def requests(
    writes: Annotated[bool, typer.Option("--writes", help="Only those that change something.")] = False,
    last: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many, the newest last.")] = 50,
) -> None:
    """Show the requests that the embedded tenant answered; W marks a write, b a member of a batch."""
    from holdfast.emulator import control

    entries = [entry for entry in control.requests(tenant_folder()) if entry.write or not writes]
    for entry in entries[-last:]:
        marks = f"{'W' if entry.write else '-'}{'b' if entry.batch_parent else ' '}"
        what = entry.cmdlet or entry.path.partition("?")[0]
        print(
            f"{entry.time} {marks} {entry.status} {entry.method:<6} {entry.tenant.partition('.')[0]:<10} {what}"
        )
    print(f"{len(entries)} requests, {sum(entry.write for entry in entries)} of them writes")
