"""`holdfast tenant serve`: runs the embedded tenant in the foreground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from holdfast.cli.tenant.folder import embedded_domains, explained, tenant_folder

if TYPE_CHECKING:
    from holdfast.emulator.server import TenantServer


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(serve)


def serve(
    port: Annotated[int, typer.Option(help="TLS port on loopback; 0 takes a free one.")] = 0,
    proxy_port: Annotated[int, typer.Option(help="Port of the forward proxy; 0 takes a free one.")] = 0,
    real_limits: Annotated[
        bool, typer.Option("--real-limits", help="Limit requests as the real service does.")
    ] = False,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            help="ROUTE=FAULT, such as 'GET /users=503' or Get-Mailbox=429; see `holdfast tenant fault`."
        ),
    ] = None,
) -> None:
    """Run the embedded tenant until Ctrl-C; tenants that are new are seeded with `small` first."""
    from holdfast.emulator import control
    from holdfast.emulator.server import TenantServer

    folder = tenant_folder()
    for domain in embedded_domains():
        if not (folder / f"{domain}.sqlite").exists():
            control.seed(folder, domain, "small")
    control.set_real_limits(folder, on=real_limits)
    with explained():
        control.set_faults(folder, [_fault(text) for text in fault or []])
    TenantServer(folder, port, proxy_port).run(_ready)


def _fault(text: str) -> dict[str, Any]:
    route, equals, kind = text.rpartition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not ROUTE=FAULT", param_hint="--fault")
    return {"route": route, "fault": kind, "count": None}


def _ready(server: TenantServer) -> None:
    print(
        f"embedded tenant: {server.base_url}, as proxy {server.proxy_url} (trust {server.ca_file})",
        flush=True,
    )
    print(
        'in another terminal: eval "$(holdfast env contoso)" or holdfast drift contoso; Ctrl-C ends it',
        flush=True,
    )
