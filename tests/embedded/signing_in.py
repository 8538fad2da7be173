"""Signs in to a served tenant as a check of a client does, by the way that its file names."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import SignInError
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import open_plan
from holdfast.tenant.ways import _NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTOSO, FABRIKAM = "contoso.onmicrosoft.com", "fabrikam.onmicrosoft.com"
FEDERATION = Connection(way=SignInWay.FEDERATION)
USUAL = Patience(deadline_seconds=30.0, request_seconds=20.0)


@contextmanager
def two_tenants(home: Path) -> Iterator[TenantServer]:
    """Serves contoso and fabrikam as `home`, where Holdfast keeps its state, has them."""
    folder = home / "tenant"
    folder.mkdir()
    for domain in (CONTOSO, FABRIKAM):
        control.seed(folder, domain, "small")
    with TenantServer(folder) as served:
        yield served


def forget_everything(monkeypatch: pytest.MonkeyPatch, server: TenantServer) -> None:
    """Makes this a shell without any credential, and leaves applications none but their secrets."""
    for name in (*(one for names in _NAMES.values() for one in names), "GITHUB_ACTIONS", "TF_BUILD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for domain in (CONTOSO, FABRIKAM):
        control.forget_credentials(server.folder, domain)


def plan(domain: str = CONTOSO, connection: Connection = FEDERATION) -> Plan:
    return Plan(
        client="contoso",
        tenant=domain,
        cloud=Cloud.EMBEDDED,
        baseline="core@1.0.0",
        parameters={},
        controls=(),
        exceptions=(),
        delete_protected_data=False,
        connection=connection,
    )


def claims(server: TenantServer, wanted: Plan, patience: Patience = USUAL) -> dict[str, Any]:
    """What the token says that a check of the client would work with, after one read of the tenant with it."""

    async def asked() -> dict[str, Any]:
        """Sign in and read."""
        async with open_plan(wanted, server.folder.parent, patience) as tenant:
            assert await tenant.graph.collection("/users?$select=id&$top=999")
            return await tenant.claims(tenant.hosts.graph)

    return asyncio.run(asked())


def refusal(server: TenantServer, wanted: Plan, patience: Patience = USUAL) -> SignInError:
    """Why one cannot sign in; no token or key is in it."""
    with pytest.raises(SignInError) as caught:
        claims(server, wanted, patience)
    told = f"{caught.value!r} {caught.value}"
    assert "eyJ" not in told
    assert "Trace ID" not in told, "one cause would be told as many"
    assert "Traceback" not in told
    return caught.value
