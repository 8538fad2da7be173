"""`holdfast tenant fault`: makes the embedded tenant fail on demand."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.cli.tenant.folder import TenantOption, explained, tenant_folder


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(fault)


def fault(
    route: Annotated[
        str | None, typer.Argument(help="`GET /users`, a glob, a cmdlet's name, or `*`; none ends all.")
    ] = None,
    kind: Annotated[
        str,
        typer.Argument(
            help="429, 503, reset, expired-token, 404-after-create, lag; for lists half-page, page-refused, "
            "page-affinity, cut-short, rows-missing, warning, error-beside."
        ),
    ] = "503",
    count: Annotated[
        int | None, typer.Option(min=1, max=1_000_000, help="How many times; for ever without it.")
    ] = None,
    tenant: TenantOption = None,
) -> None:
    """Make a route fail as the real service can; without a route all faults end."""
    from holdfast.emulator import control

    faults = [] if route is None else [{"route": route, "fault": kind, "count": count}]
    with explained():
        control.set_faults(tenant_folder(), faults, domain=tenant)
    print(
        "no faults"
        if route is None
        else f"{route} fails with {kind}{'' if count is None else f', {count} times'}"
    )
