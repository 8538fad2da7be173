"""`holdfast tenant clock`: shows what time it is in a tenant, or lets time pass there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.tenant.folder import TenantOption, chosen, chosen_and_there, explained, tenant_folder

if TYPE_CHECKING:
    from datetime import datetime

_FORWARD = re.compile(r"\+(?P<number>\d{1,5})(?P<unit>[dh])")


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(clock)


def clock(
    forward: Annotated[
        str | None,
        typer.Argument(
            metavar="+DAYSd", help="How far forward, such as +31d or +6h; without it nothing moves."
        ),
    ] = None,
    tenant: TenantOption = None,
) -> None:
    """Show a tenant's time, or let time pass: what is due goes, unless something keeps it; seed and reset end it."""
    from holdfast.emulator import control

    by = None if forward is None else _duration(forward)
    with explained():
        for domain in chosen(tenant) if by is None else chosen_and_there(tenant):
            if by is None:
                now = control.tenant_time(tenant_folder(), domain)
            else:
                now = control.move_clock(tenant_folder(), domain, by)
            print(f"{domain}: {_told(now)}")


def _duration(text: str) -> timedelta:
    found = _FORWARD.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is no time forward, such as +31d or +6h", param_hint="+DAYSd")
    number = int(found["number"])
    return timedelta(days=number) if found["unit"] == "d" else timedelta(hours=number)


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
