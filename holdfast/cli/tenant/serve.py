"""`holdfast tenant serve`: runs the embedded tenant in the foreground."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from holdfast.cli.project import find_project
from holdfast.cli.tenant.folder import embedded_domains, explained, tenant_folder
from holdfast.model.errors import HoldfastError
from holdfast.plan.files import client_file, clients

if TYPE_CHECKING:
    from holdfast.emulator.server import TenantServer


def register(group: typer.Typer) -> None:
    """Add the subcommand."""
    group.command()(serve)


def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="TLS port on loopback; 0 takes a free one.")
    ] = 0,
    proxy_port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the forward proxy; 0 takes a free one.")
    ] = 0,
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
    """Run the embedded tenant until Ctrl-C; tenants of clients, new ones too, are seeded with `small` as it runs."""
    from holdfast.emulator import control
    from holdfast.emulator.description import running
    from holdfast.emulator.server import TenantServer

    folder = tenant_folder()
    if (other := running(folder)) is not None:
        told = f"an embedded tenant runs over {folder} already, as process {other.get('pid')}: use it, or end it first"
        raise HoldfastError("embedded-tenant-running", told)
    control.set_real_limits(folder, on=real_limits)
    with explained():
        control.set_faults(folder, [_fault(text) for text in fault or []])
    TenantServer(folder, port, proxy_port, expected=_Expected().domains).run(_ready)


class _Expected:
    """The domains of the clients on the embedded tenant, read again only when some client's file has changed."""

    def __init__(self) -> None:
        self._project = find_project()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._domains: list[str] = []

    def domains(self) -> list[str]:
        seen = self._files()
        if seen != self._seen:
            self._domains = embedded_domains()
            self._seen = seen
        return self._domains

    def _files(self) -> tuple[tuple[str, int, int], ...]:
        found = []
        for client in clients(self._project):
            # A file may be gone between two looks, or be a link to nowhere.
            with contextlib.suppress(OSError, HoldfastError):
                state = client_file(self._project, client).stat()
                found.append((client, state.st_mtime_ns, state.st_size))
        return tuple(found)


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
