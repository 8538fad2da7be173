"""Where a way to sign in may give a token of any tenant, one of another than the client's is sent to nobody."""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import SignInError
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant import tenant as opening
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import Session
from holdfast.tenant.tenant import open_tenant
from holdfast.tenant.ways import _NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.tenant.tenant import Tenant

OURS, THEIRS = "aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"
DOMAIN = "contoso.com"
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts none: to read the authorities of the machine takes long."""
APPLICATION = {"AZURE_CLIENT_ID": "00000000-0000-4000-8000-0000000000aa"}
SET_UP: dict[str, tuple[SignInWay, dict[str, str]]] = {
    "token": (SignInWay.FEDERATION, {**APPLICATION, "ARM_OIDC_TOKEN": "t.o.k"}),
    "file": (SignInWay.FEDERATION, {**APPLICATION, "AZURE_FEDERATED_TOKEN_FILE": "TOKEN"}),
    "certificate": (SignInWay.CERTIFICATE, {**APPLICATION, "AZURE_CLIENT_CERTIFICATE_PATH": "TOKEN"}),
    "secret": (SignInWay.SECRET, {**APPLICATION, "AZURE_CLIENT_SECRET": "s3cr3t"}),
    "machine": (SignInWay.MANAGED_IDENTITY, {"ARM_USE_MSI": "true"}),
    "az": (SignInWay.COMMAND_LINE, {}),
}
NAMING = {SignInWay.FEDERATION, SignInWay.CERTIFICATE, SignInWay.SECRET}
"""Ways that ask the sign-in service at an address with the tenant in it."""
each_way = pytest.mark.parametrize("way", [one for one, (kind, _) in SET_UP.items() if kind not in NAMING])


def token(said: Any) -> str:
    """Of which the service says so much."""
    return f"eyJ0.{base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip('=')}.c2ln"


class Network:
    """The sign-in service and Graph; notes who is asked, and which tokens are shown."""

    def __init__(self, given: str, configuration: list[httpx.Response] | None = None) -> None:
        self.given = given
        self.configuration = configuration or []
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.url.host}{request.url.path}")
        if request.url.host != "login.microsoftonline.com":
            assert request.headers["authorization"] == f"Bearer {self.given}"
            wanted = json.loads(request.content)["requests"]
            answers = [{"id": one["id"], "status": 200, "body": {"value": []}} for one in wanted]
            return unread(httpx.Response(200, json={"responses": answers}))
        if request.method == "POST":
            return unread(httpx.Response(200, json={"access_token": self.given, "expires_in": 3599}))
        if self.configuration:
            return unread(self.configuration.pop(0))
        issuer = f"https://login.microsoftonline.com/{OURS.upper()}/v2.0"
        return unread(httpx.Response(200, json={"issuer": issuer}))

    def elsewhere(self) -> list[str]:
        """Whoever was asked and is not the sign-in service."""
        return [one for one in self.asked if not one.startswith("login.")]


def unread(found: httpx.Response) -> httpx.Response:
    """As from a network: the body is not read yet."""
    return httpx.Response(found.status_code, headers=found.headers, stream=httpx.ByteStream(found.content))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """One on which nothing is set up, and whose libraries reach nobody."""
    from holdfast.tenant import azure_cli, credentials, managed_identity

    for name in (one for names in _NAMES.values() for one in names):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("holdfast.tenant.shared.trusting", lambda _: NOBODY)
    (tmp_path / "token").write_text("t.o.k")
    for module, library in (
        (credentials, credentials.LibraryCredential),
        (managed_identity, managed_identity.ManagedIdentity),
        (azure_cli, azure_cli.AzureCli),
    ):
        given = lambda *_args, module=module: module.AccessToken(NOW[0].given, 3600.0)  # noqa: E731
        monkeypatch.setattr(library, "_token", given)
    return monkeypatch


NOW: list[Network] = []


def read(
    machine: pytest.MonkeyPatch, tmp_path: Path, way: str, network: Network, tenant: str = DOMAIN
) -> None:
    """Read twice of Graph and once of Exchange at the same time, as a check of a client does."""
    kind, variables = SET_UP[way]
    for name, value in variables.items():
        machine.setenv(name, value.replace("TOKEN", str(tmp_path / "token")))
    NOW[:] = [network]
    transport = httpx.MockTransport(network)
    options: dict[str, Any] = {"transport": transport, "trust_env": False}
    machine.setattr(opening, "open_session", lambda *_: Session(HOSTS[Cloud.GLOBAL], None, NOBODY, **options))
    plan = Plan(
        client="contoso", tenant=tenant, cloud=Cloud.GLOBAL, baseline="core@1.0.0", parameters={}, controls=(),
        exceptions=(), delete_protected_data=False, connection=Connection(way=kind),
    )  # fmt: skip

    async def asked() -> None:
        async with opening.open_plan(plan, tmp_path, patience()) as reader:
            several = (reader.graph.collection("/users"), reader.graph.collection("/groups"))
            await asyncio.gather(*several, reader.claims(reader.hosts.exchange))

    asyncio.run(asked())


def by_writer(plan: Plan, folder: Path, waiting: Patience) -> Tenant:
    """Open what an apply opens."""
    return open_tenant(plan.tenant, plan.cloud, folder, waiting, connection=plan.connection)


def patience() -> Patience:
    async def at_once(_seconds: float) -> None:
        """No test waits."""

    return Patience(deadline_seconds=20.0, sleep=at_once)


def test_every_way_to_sign_in_is_tried_here() -> None:
    assert {kind for kind, _ in SET_UP.values()} == set(SignInWay)


@pytest.mark.parametrize("way", [one for one, (kind, _) in SET_UP.items() if kind in NAMING])
def test_the_other_ways_name_the_tenant_where_they_ask(
    way: str, machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = Network("opaque")

    read(machine, tmp_path, way, network)

    signed_in = {one for one in network.asked if one.startswith("login.")}
    assert signed_in <= {f"login.microsoftonline.com/{DOMAIN}/oauth2/v2.0/token"}


@each_way
@pytest.mark.parametrize("tenant", [DOMAIN, OURS, OURS.upper()])
def test_token_of_the_client_s_tenant_is_used_and_its_id_is_asked_for_once(
    way: str, tenant: str, machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = Network(token({"tid": OURS}), [httpx.Response(503)] if tenant == DOMAIN else [])

    read(machine, tmp_path, way, network, tenant)

    assert len(network.elsewhere()) == 1
    configurations = [one for one in network.asked if one.endswith("openid-configuration")]
    assert len(configurations) == (2 if tenant == DOMAIN else 0)  # the service was ill once


STRANGE = {
    "of another tenant": token({"tid": THEIRS}),
    "of nobody": token({}),
    "of many": token({"tid": [OURS]}),
    "of the name": token({"tid": DOMAIN}),
    "of a sentence": token({"tid": "s3cr3t\nof a token"}),
    "a list": token([OURS]),
    "sealed": "eyJ0.AAAA.BBBB.CCCC.DDDD",
    "opaque": "EwBwA8l6BAAU",
    "deep": f"eyJ0.{base64.urlsafe_b64encode(b'[' * 9_000).decode()}.c2ln",
}


@each_way
@pytest.mark.parametrize(
    ("tenant", "given"), [(DOMAIN, STRANGE["of another tenant"]), *((OURS, one) for one in STRANGE.values())]
)
def test_any_other_token_is_sent_to_nobody_and_nothing_of_it_is_told(
    way: str, tenant: str, given: str, machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = Network(given)

    with pytest.raises(SignInError) as caught:
        read(machine, tmp_path, way, network, tenant)

    assert caught.value.slug == "sign-in-other-tenant"
    assert not network.elsewhere()
    assert tenant in caught.value.message
    assert ("az login --tenant" in caught.value.message) == (way == "az")
    assert "\n" not in caught.value.message
    for secret in ("eyJ", "EwB", "s3cr3t"):
        assert secret not in caught.value.message


@each_way
@pytest.mark.parametrize(
    "answer",
    [httpx.Response(400, json={"error": "invalid_tenant"}), httpx.Response(200, text="<html>")]
    + [httpx.Response(200, json={"issuer": one}) for one in (None, 5, "https://x/{tenantid}/v2.0")],
)
def test_tenant_whose_id_nobody_tells_is_not_guessed(
    way: str, answer: httpx.Response, machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = Network(token({"tid": OURS}), [answer] * 3)

    with pytest.raises(SignInError, match="does not tell the id of the tenant") as caught:
        read(machine, tmp_path, way, network)

    assert caught.value.slug == "sign-in-refused"
    assert not network.elsewhere()


@each_way
def test_session_that_writes_is_held_to_it_as_well(
    way: str, machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = Network(token({"tid": THEIRS}))
    machine.setattr(opening, "open_plan", by_writer)

    with pytest.raises(SignInError) as caught:
        read(machine, tmp_path, way, network)

    assert caught.value.slug == "sign-in-other-tenant"
    assert not network.elsewhere()
