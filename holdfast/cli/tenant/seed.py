"""`holdfast tenant seed`: empties a tenant and fills it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.tenant.folder import TenantOption, chosen, explained, tenant_folder
from holdfast.report.text import visible

_MOST = 1_000_000
"""Of anything: beyond that seeding takes hours."""


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(seed)


def seed(
    name: Annotated[str, typer.Argument(metavar="SEED", help="small, export or large.")],
    directory: Annotated[
        Path | None, typer.Argument(help="For export: the exported tenant's folder.")
    ] = None,
    *,
    tenant: TenantOption = None,
    mailboxes: Annotated[int, typer.Option(min=0, max=_MOST, help="For large: how many mailboxes more.")] = 0,
    sites: Annotated[int, typer.Option(min=0, max=_MOST, help="For large: how many sites more.")] = 0,
    policies: Annotated[
        int, typer.Option(min=0, max=_MOST, help="For large: how many Conditional Access policies.")
    ] = 0,
    locations: Annotated[
        int, typer.Option(min=0, max=_MOST, help="For large: how many named locations.")
    ] = 0,
) -> None:
    """Empty a tenant and fill it: 25 people (small), an exported tenant (export), or very many of each (large)."""
    from holdfast.emulator import control

    options: dict[str, Any] = {}
    if name != "export" and directory is not None:
        raise typer.BadParameter(f"{name} reads no folder; only export does", param_hint="DIRECTORY")
    if name != "large" and (mailboxes or sites or policies or locations):
        raise typer.BadParameter(
            f"{name} is always the same; only large takes numbers", param_hint="--mailboxes …"
        )
    if name == "export":
        if directory is None:
            raise typer.BadParameter("export needs the folder of an exported tenant", param_hint="DIRECTORY")
        options = {"directory": directory.resolve()}
    elif name == "large":
        options = {"mailboxes": mailboxes, "sites": sites, "policies": policies, "named_locations": locations}
    with explained():
        for domain in chosen(tenant):
            first, *more = control.seed(tenant_folder(), domain, name, **options) or ("",)
            print(f"seeded {domain} with {name}{first and f': {first}'}")
            for line in more:
                print(f"  {visible(line)}")
