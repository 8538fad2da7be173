"""`holdfast tenant tamper`: changes a tenant behind the toolkit's back."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.cli.tenant.folder import TenantOption, chosen_and_there, explained, tenant_folder


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(tamper)


def tamper(
    name: Annotated[
        str | None, typer.Argument(metavar="TAMPERING", help="Which; without it all are listed.")
    ] = None,
    tenant: TenantOption = None,
) -> None:
    """Do to a tenant what an attacker or a careless administrator does; its audit log shows who."""
    from holdfast.emulator import control
    from holdfast.emulator.tampering import TAMPERINGS

    if name is None:
        for tampering in TAMPERINGS.values():
            print(f"{tampering.name:<28} {tampering.summary}")
        return
    with explained():
        for domain in chosen_and_there(tenant):
            print(control.tamper(tenant_folder(), domain, name))
