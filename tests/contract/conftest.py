"""One server for the contract tests, a tiny tenant of its own for every test that asks for one, and the check of marks.

Every test below this folder bears exactly one of the marks of marks.py, and asks what its mark says that it covers.
"""

from __future__ import annotations

import itertools
import json
import os
import ssl
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from holdfast.emulator.gate import TenantGate
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from tests.contract.marks import mark_of, mistake_of, unasked

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from holdfast.emulator.store import TenantStore
    from holdfast.emulator.wire import Call, Delivery, Operation

_FOLDER = Path(__file__).parent
_COLLECTED = "HOLDFAST_CONTRACT_MARKS"
"""Variable with the file into which the marks are written; see tools/docs/contract_marks.py."""
_PASSED: pytest.StashKey[bool] = pytest.StashKey()
ROLES = [
    "Policy.Read.All",
    "Policy.ReadWrite.ConditionalAccess",
    "Policy.ReadWrite.SecurityDefaults",
    "Policy.ReadWrite.AuthenticationMethod",
    "Application.Read.All",
    "AuditLog.Read.All",
    "Directory.Read.All",
    "User.Read.All",
    "Group.ReadWrite.All",
]
SECRET = "tiny-tenant-secret"
GROUP = "b2f5c1de-0000-4000-8000-000000000001"
"""A group that is there, for policies to name."""
USER = "b2f5c1de-0000-4000-8000-000000000002"
"""A user who is there."""


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Tiny:
    """A tenant with an application and licences, and nothing else."""

    server: TenantServer
    store: TenantStore
    clock: Clock
    http: httpx.Client
    domain: str
    tenant_id: str
    client_id: str
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.store, self.clock)

    def form(self, **changes: str | None) -> dict[str, str]:
        form = {
            "client_id": self.client_id,
            "client_secret": SECRET,
            "grant_type": "client_credentials",
            "scope": "https://graph.microsoft.com/.default",
            **changes,
        }
        return {name: value for name, value in form.items() if value is not None}

    def sign_in(self, tenant: str | None = None, **changes: str | None) -> httpx.Response:
        return self.http.post(f"/{tenant or self.tenant_id}/oauth2/v2.0/token", data=self.form(**changes))

    def token(self, **changes: str | None) -> str:
        answer = self.sign_in(**changes)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def register(self, name: str, roles: list[str], **more: Any) -> str:
        app_id = str(uuid.uuid5(uuid.UUID(self.tenant_id), name))
        document = {
            "appId": app_id,
            "displayName": name,
            "servicePrincipalId": str(uuid.uuid5(uuid.UUID(self.tenant_id), f"{name} principal")),
            "secret": SECRET,
            "roles": roles,
            "directoryRoles": [],
            **more,
        }
        self.store.put("applications", app_id, document)
        return app_id

    def graph(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        client_id: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        client = client_id or self.client_id
        if client not in self.tokens:
            self.tokens[client] = self.token(client_id=client)
        path = path if path.startswith(("/v1.0", "/beta", "https://")) else f"/v1.0{path}"
        sent = {"authorization": f"Bearer {self.tokens[client]}", **(headers or {})}
        return self.http.request(method, path, json=body, headers=sent)

    def licence(self, *plans: str) -> None:
        sku = {
            "id": "sku",
            "capabilityStatus": "Enabled",
            "servicePlans": [{"servicePlanName": plan, "provisioningStatus": "Success"} for plan in plans],
        }
        self.store.put("subscribedSkus", "sku", sku)


def ask(tiny: Tiny, admin: str, method: str, path: str, body: Any = None, *, want: int = 200) -> Any:
    """What Graph answers to the application `admin`, None for nothing; the status must be `want`."""
    answer = tiny.graph(method, path, body, client_id=admin)
    assert answer.status_code == want, answer.text
    return answer.json() if answer.content else None


@dataclass
class Served:
    """A running server with its folder and clock."""

    server: TenantServer
    folder: Path
    clock: Clock
    http: httpx.Client
    numbers: Iterator[int]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Write the marks into the file that the variable names; refuse to while a contract test is not marked rightly."""
    if _COLLECTED not in os.environ:
        return
    contract = [item for item in items if _FOLDER in item.path.parents]
    mistakes = {item.nodeid: why for item in contract if (why := mistake_of(item)) is not None}
    if mistakes:
        raise pytest.UsageError("\n".join(f"{test} {why}" for test, why in mistakes.items()))
    marks = [mark_of(item) for item in contract]
    told = [[mark.name, str(mark.kwargs["evidence"]), list(mark.args)] for mark in marks]
    Path(os.environ[_COLLECTED]).write_text(json.dumps(told), encoding="utf-8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep whether the test itself passed: one that failed is not told besides what it never asked."""
    report = yield
    item.stash[_PASSED] = report.when == "call" and report.passed
    return report


@pytest.fixture(autouse=True)
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Labels of what a contract test asks of servers of this process.

    Fails a test that is not marked as it should be, and one that does not ask what its mark covers.
    """
    contract = _FOLDER in request.path.parents
    mistake = mistake_of(request.node) if contract else None
    assert mistake is None, f"{request.node.nodeid} {mistake}"
    labels: set[str] = set()
    perform = TenantGate.perform

    def noted(gate: TenantGate, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        labels.update(operation.labels)
        return perform(gate, tenant, call, operation)

    monkeypatch.setattr(TenantGate, "perform", noted)
    yield labels
    if contract and request.node.stash.get(_PASSED, False):
        missing = unasked(request.node, labels)
        assert not missing, (
            f"the mark says that the test covers {', '.join(missing)}, and the test never asked"
        )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("tenants")
    clock = Clock()
    with TenantServer(folder, clock=clock) as server:
        trust = ssl.create_default_context(cafile=str(server.ca_file))
        with httpx.Client(base_url=server.base_url, verify=trust, trust_env=False, timeout=60) as http:
            yield Served(server, folder, clock, http, itertools.count(1))
        server.log.close()


@pytest.fixture
def tiny(served: Served) -> Iterator[Tiny]:
    served.clock.now = Clock().now
    domain = f"tiny{next(served.numbers)}.onmicrosoft.com"
    folder = TenantFolder(served.folder)
    store = folder.create(domain)
    tenant_id = str(uuid.uuid5(uuid.NAMESPACE_DNS, domain))
    store.put("organization", tenant_id, {"id": tenant_id, "verifiedDomains": [{"name": domain}]})
    tiny = Tiny(served.server, store, served.clock, served.http, domain, tenant_id, "")
    tiny.client_id = tiny.register("Holdfast", ROLES)
    tiny.licence(
        *("AAD_PREMIUM", "AAD_PREMIUM_P2", "AAD_WRKLDID_P2"),
        *("LOCKBOX_ENTERPRISE", "ATP_ENTERPRISE", "THREAT_INTELLIGENCE", "M365_ADVANCED_AUDITING"),
        *("INTUNE_A", "SHAREPOINTENTERPRISE"),
    )
    store.put("groups", GROUP, new_group(GROUP, "2026-01-01T00:00:00Z", {"displayName": "CA-BreakGlass"}))
    someone = {"displayName": "Somebody", "userPrincipalName": f"somebody@{domain}"}
    store.put("users", USER, new_user(USER, "2026-01-01T00:00:00Z", someone))
    yield tiny
    # An id that the server has not met is looked for in every tenant of the folder, so none is left behind.
    folder.remove(domain)
    folder.close()
