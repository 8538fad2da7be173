"""`holdfast tenant reset`: puts a tenant back to how it was last seeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.cli.tenant.folder import TenantOption, chosen_and_there, explained, tenant_folder

if TYPE_CHECKING:
    import typer


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(reset)


def reset(tenant: TenantOption = None) -> None:
    """Put a tenant back to how it was last seeded, without faults and limits."""
    from holdfast.emulator import control

    with explained():
        for domain in chosen_and_there(tenant):
            control.reset(tenant_folder(), domain)
            print(f"reset {domain}")
