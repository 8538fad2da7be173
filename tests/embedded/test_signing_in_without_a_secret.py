"""Federation and managed identities through the wire: what is right signs in, what is wrong is told by its code."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import azure.identity  # noqa: F401 - imported here, so that no test waits for it
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.emulator.signin.pipelines import AZURE_DEVOPS, GITHUB, Job
from holdfast.emulator.signin.signing_key import SigningKey
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.workplaces import machine_variables, start_job
from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import SignInError
from holdfast.model.plan import Cloud
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import Session, open_session
from holdfast.tenant.tenant import Reader, open_plan
from tests.embedded.rude_server import HANGS, http, rude
from tests.embedded.signing_in import (
    CONTOSO,
    FABRIKAM,
    FEDERATION,
    USUAL,
    claims,
    forget_everything,
    plan,
    refusal,
    two_tenants,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

SUBJECTS = {GITHUB: "repo:acme/tenants:environment:prod", AZURE_DEVOPS: "sc://acme/tenants/holdfast"}
SERVICE_CONNECTION = "00000000-0000-4000-8000-00000000c0de"
MACHINE = Connection(way=SignInWay.MANAGED_IDENTITY)
ONCE = Patience(deadline_seconds=3.0, request_seconds=3.0)
"""Long enough for a first attempt on a busy machine, and for few after it."""
each_issuer = pytest.mark.parametrize("issuer", [GITHUB, AZURE_DEVOPS])
each_form = pytest.mark.parametrize("form", ["imds", "app-service"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TenantServer]:
    with two_tenants(tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, server: TenantServer) -> None:
    """A shell without any credential, and applications without any but their secrets."""
    forget_everything(monkeypatch, server)


def job(issuer: str, **changes: Any) -> Job:
    """A job of the subject that `trust` registers."""
    connection = SERVICE_CONNECTION if issuer == AZURE_DEVOPS else ""
    return Job(**{"issuer": issuer, "subject": SUBJECTS[issuer], "connection": connection, **changes})


def trust(server: TenantServer, pipeline: str, domain: str = CONTOSO, **changes: Any) -> None:
    """Register on the application Holdfast what a pipeline says that it is."""
    audience = "api://AzureADTokenExchange"
    values = {
        "name": "ci",
        "issuer": job(pipeline).issuer_name,
        "subject": SUBJECTS[pipeline],
        "audiences": [audience],
    }
    control.add_federated_credential(server.folder, domain, {**values, **changes})


def start(monkeypatch: pytest.MonkeyPatch, server: TenantServer, one: Job) -> dict[str, str]:
    """Let this process be the job."""
    variables = start_job(server.folder, one)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@each_issuer
def test_pipeline_that_is_registered_signs_in(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str
) -> None:
    trust(server, issuer)
    start(monkeypatch, server, job(issuer))

    assert claims(server, plan())["app_displayname"] == "Holdfast"


@each_issuer
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (({"issuer": "https://token.actions.githubusercontent.com/"}, {}), 700211),
        (({"subject": "repo:acme/tenants:environment:PROD"}, {}), 700213),
        (({"subject": "repo:acme/tenants:environment:pro"}, {}), 700213),
        (({"audiences": ["api://azureadtokenexchange"]}, {}), 700212),
        (({}, {"audience": "https://github.com/acme"}), 700212),
        (({}, {"lifetime_seconds": -301}), 700024),
        (({}, {"starts_in_seconds": 600, "lifetime_seconds": 900}), 700024),
    ],
)
def test_each_claim_that_is_not_as_registered_is_refused_by_its_code(
    monkeypatch: pytest.MonkeyPatch,
    server: TenantServer,
    issuer: str,
    wrong: tuple[dict[str, Any], dict[str, Any]],
    code: int,
) -> None:
    registered, changes = wrong
    trust(server, issuer, **registered)
    start(monkeypatch, server, job(issuer, **changes))

    told = refusal(server, plan())

    assert told.slug == "sign-in-refused"
    assert f"AADSTS{code}:" in told.message
    assert ("letter for letter" in told.message) == (code != 700024)


@each_issuer
def test_token_that_another_key_signed_is_refused(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str
) -> None:
    foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key().public_numbers()
    coded = {name: base64.urlsafe_b64encode(number.to_bytes(256)).rstrip(b"=").decode()
             for name, number in (("n", foreign.n), ("e", foreign.e))}  # fmt: skip
    trust(server, issuer, keys=[{"kty": "RSA", **coded}])
    start(monkeypatch, server, job(issuer))

    assert "AADSTS50013:" in refusal(server, plan()).message


def test_token_of_the_one_pipeline_is_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer
) -> None:
    for issuer in (GITHUB, AZURE_DEVOPS):
        trust(server, issuer, name=issuer)
    variables = start_job(server.folder, job(AZURE_DEVOPS))
    start(monkeypatch, server, job(GITHUB))
    monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", variables["SYSTEM_ACCESSTOKEN"])

    told = refusal(server, plan())

    assert (told.slug, "HTTP 401" in told.message) == ("pipeline-token", True)
    assert "id-token: write" in told.message


def test_pipeline_that_may_not_use_the_service_connection_is_told_so(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer
) -> None:
    trust(server, AZURE_DEVOPS)
    start(monkeypatch, server, job(AZURE_DEVOPS))
    other = replace(FEDERATION, service_connection="00000000-0000-4000-8000-00000000beef")

    told = refusal(server, plan(connection=other))

    assert told.slug == "pipeline-token"
    assert "HTTP 403" in told.message
    assert other.service_connection in told.message


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({}, ""),
        ({"GITHUB_ACTIONS": "true"}, "permissions: id-token: write"),
        ({"TF_BUILD": "True"}, "SYSTEM_ACCESSTOKEN: $(System.AccessToken)"),
    ],
)
def test_way_that_is_named_and_not_set_up_is_told_with_what_the_job_lacks(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, environment: dict[str, str], hint: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    told = refusal(server, plan())

    assert told.slug == "no-credential"
    assert hint in told.message
    assert hint or "lacks" not in told.message


RUBBISH = {
    "closes at once": b"",
    "is no HTTP": b"\x00\xff rubbish \r\n\r\n",
    "is a page": http("200 OK", b"<html>sign in</html>", "Content-Type: text/html"),
    "has no token": http("200 OK", b'{"count": 1}'),
    "has a number": http("200 OK", b'{"value": 7, "oidcToken": 7}'),
    "has an empty one": http("200 OK", b'{"value": "", "oidcToken": ""}'),
    "has letters": http("200 OK", '{"value": "ä", "oidcToken": "ä"}'.encode()),
    "has a giant": http("200 OK", b'{"value": "%s", "oidcToken": ""}' % (b"x" * 70_000)),
    "is a list": http("200 OK", b'["value"]'),
    "is deep": http("200 OK", b"[" * 5000 + b"]" * 5000),
    "is ill": http("500 Oops", b"eyJ-a-token-in-an-error"),
    "leads away": http("302 Found", b"", "Location: https://evil.example/"),
    "is a bomb": http("200 OK", b"\x1f\x8b not gzip", "Content-Encoding: gzip"),
    "is packed": http("200 OK", b"x", "Content-Encoding: br"),
}


@each_issuer
@pytest.mark.parametrize("answer", RUBBISH.values(), ids=RUBBISH)
def test_endpoint_that_answers_rubbish_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str, answer: bytes
) -> None:
    trust(server, issuer)
    variables = start(monkeypatch, server, job(issuer))
    with rude(answer) as (address, heard):
        name = next(one for one in variables if one.endswith(("_URL", "URI")))
        monkeypatch.setenv(name, address)

        told = refusal(server, plan(), ONCE)

    assert told.slug == "pipeline-token"
    assert "\n" not in told.message
    assert heard


@each_issuer
def test_endpoint_that_hangs_is_not_waited_for_beyond_the_deadline(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str
) -> None:
    trust(server, issuer)
    variables = start(monkeypatch, server, job(issuer))
    with rude(HANGS) as (address, _):
        name = next(one for one in variables if one.endswith(("_URL", "URI")))
        monkeypatch.setenv(name, address)

        told = refusal(server, plan(), Patience(deadline_seconds=0.3, request_seconds=0.2))

    assert told.slug == "pipeline-token"
    assert "did not answer" in told.message


@each_issuer
@pytest.mark.parametrize(
    "address", ["http://pipelines.example/token", "ftp://127.0.0.1/", "https://", "https://a b/", "x"]
)
def test_address_at_which_anybody_could_read_the_token_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str, address: str
) -> None:
    trust(server, issuer)
    variables = start(monkeypatch, server, job(issuer))
    monkeypatch.setenv(next(one for one in variables if one.endswith(("_URL", "URI"))), address)

    told = refusal(server, plan())

    assert told.slug == "pipeline-token"
    assert "without https" in told.message


@each_issuer
def test_every_sign_in_of_a_long_run_takes_a_new_token(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, issuer: str
) -> None:
    trust(server, issuer)
    start(monkeypatch, server, job(issuer))
    signed: list[str] = []
    sign = SigningKey.sign

    def noted(key: SigningKey, said: Any) -> str:
        """Keep the ids of the tokens that the issuer gives."""
        signed.extend([said["jti"]] if "jti" in said else [])
        return sign(key, said)

    monkeypatch.setattr(SigningKey, "sign", noted)

    async def long_run(tenant: Reader) -> None:
        """Sign in to Graph, again after its token is forgotten as an old one is, and to Exchange."""
        for url in (tenant.hosts.graph, tenant.hosts.graph, tenant.hosts.exchange):
            await tenant.claims(url)
            tenant._http.tokens.forget(url)

    async def run() -> None:
        """Do it in one session."""
        async with open_plan(plan(), server.folder.parent, USUAL) as tenant:
            await long_run(tenant)

    asyncio.run(run())

    assert len(set(signed)) == len(signed) == 3


def test_file_that_the_platform_writes_anew_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, tmp_path: Path
) -> None:
    trust(server, GITHUB)
    file = tmp_path / "token"
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(file))
    key = SigningKey(server.folder / "issuer-key.pem")
    now = control.utc_now().timestamp()
    said = {
        "iss": job(GITHUB).issuer_name,
        "sub": SUBJECTS[GITHUB],
        "aud": "api://AzureADTokenExchange",
    }

    async def run() -> None:
        """Sign in while the file holds a token, an old one, nothing, and a token again."""
        async with open_plan(plan(), server.folder.parent, USUAL) as tenant:
            for exp, told in ((now + 300, ""), (now - 600, "AADSTS700024"), (0, "is empty"), (now + 300, "")):
                file.write_text(key.sign({**said, "exp": exp}) if exp else " \n")
                tenant._http.tokens.forget(tenant.hosts.graph)
                if not told:
                    assert await tenant.claims(tenant.hosts.graph)
                    continue
                with pytest.raises(SignInError, match=told):
                    await tenant.claims(tenant.hosts.graph)

    asyncio.run(run())


def test_file_that_nobody_writes_is_not_waited_for_beyond_the_deadline(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, tmp_path: Path
) -> None:
    pipe = tmp_path / "token"
    os.mkfifo(pipe)
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(pipe))

    told = refusal(server, plan(), Patience(deadline_seconds=0.2))
    # Let the thread go that still waits for a writer.
    os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))

    assert told.slug == "no-credential"
    assert "nothing came in time" in told.message


def test_issuers_show_how_their_tokens_are_verified_on_loopback_alone(server: TenantServer) -> None:
    async def asked(url: str) -> httpx.Response:
        """Ask as a client does who trusts the server."""
        async with Session(HOSTS[Cloud.EMBEDDED], server.ca_file).outside() as client:
            return await client.get(url)

    for issuer in (GITHUB, AZURE_DEVOPS):
        root = f"{server.base_url}/pipelines/{issuer}"
        shown = asyncio.run(asked(f"{root}/.well-known/openid-configuration")).json()
        assert job(issuer).issuer_name.startswith(shown["issuer"])
        keys = asyncio.run(asked(shown["jwks_uri"])).json()["keys"]
        assert keys == SigningKey(server.folder / "issuer-key.pem").keys()["keys"]
        assert asyncio.run(asked(f"{root}/token")).status_code == 401

    async def by_proxy() -> int:
        """Ask under a name of Microsoft's, where no pipeline is."""
        async with open_session(server.proxy_url, server.ca_file, HOSTS[Cloud.EMBEDDED]) as client:
            return (await client.get("https://graph.microsoft.com/pipelines/github/token")).status_code

    assert asyncio.run(by_proxy()) == 501


# One application for many clients


def test_two_clients_by_one_application_each_get_a_token_of_their_own_tenant(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer
) -> None:
    app_id = "11111111-2222-4333-8444-555555555555"
    folder = TenantFolder(server.folder)
    ids = {}
    for domain in (CONTOSO, FABRIKAM):
        store = folder.open(domain)
        own = next(one for one in store.all("applications") if one["displayName"] == "Holdfast")
        federated = {
            "name": "ci",
            "issuer": job(GITHUB).issuer_name,
            "subject": SUBJECTS[GITHUB],
            "audiences": ["api://AzureADTokenExchange"],
        }
        shared = {**own, "appId": app_id, "displayName": "Many", "federatedCredentials": [federated]}
        store.put("applications", app_id, shared)
        ids[domain] = store.all("organization")[0]["id"]
    start(monkeypatch, server, job(GITHUB))
    one = Connection(application=app_id, way=SignInWay.FEDERATION)

    for domain in (CONTOSO, FABRIKAM):
        found = claims(server, plan(domain, one))
        assert (found["appid"], found["tid"]) == (app_id, ids[domain])

    folder.open(FABRIKAM).delete("applications", app_id)
    folder.close()
    told = refusal(server, plan(FABRIKAM, one)).message
    assert "AADSTS700016" in told
    assert f"/{ids[FABRIKAM]}/adminconsent?client_id={app_id} (" in told
    assert claims(server, plan(CONTOSO, one))["tid"] == ids[CONTOSO]


# Managed identity


def on_machine(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: Any, domain: str = CONTOSO
) -> dict[str, str]:
    """Let this process run on a machine of a tenant."""
    variables = machine_variables(server.folder, domain, form)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@each_form
def test_identity_of_a_machine_of_the_tenant_signs_in(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: str
) -> None:
    on_machine(monkeypatch, server, form)

    assert claims(server, plan(connection=MACHINE), Patience())["app_displayname"] == "Holdfast"


@each_form
def test_identity_of_a_machine_of_another_tenant_is_not_taken_for_ours(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: str
) -> None:
    on_machine(monkeypatch, server, form, FABRIKAM)
    since = server.log.last_id()

    told = refusal(server, plan(connection=MACHINE), Patience())

    assert told.slug == "sign-in-other-tenant"
    assert not [one for one in server.log.entries(since) if one.kind == "graph"]


@each_form
def test_identity_that_nobody_assigned_is_told(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: str
) -> None:
    on_machine(monkeypatch, server, form)
    stranger = replace(MACHINE, application="00000000-0000-4000-8000-00000000beef")

    told = refusal(server, plan(connection=stranger), USUAL)

    assert told.slug in {"no-credential", "sign-in-refused"}
    assert stranger.application in told.message or "Identity not found" in told.message


def test_wrong_header_of_app_service_is_refused_and_not_told(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer
) -> None:
    on_machine(monkeypatch, server, "app-service")
    monkeypatch.setenv("IDENTITY_HEADER", "wr0ng-header")

    told = refusal(server, plan(connection=MACHINE), USUAL)

    assert told.slug in {"no-credential", "sign-in-refused"}
    assert "wr0ng-header" not in told.message


@each_form
@pytest.mark.parametrize(
    "answer",
    [RUBBISH[name] for name in ("closes at once", "is a page", "has no token", "is a list", "is ill")],
    ids=["closes at once", "is a page", "has no token", "is a list", "is ill"],
)
def test_machine_that_answers_rubbish_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: str, answer: bytes
) -> None:
    variables = on_machine(monkeypatch, server, form)
    with rude(answer) as (address, heard):
        monkeypatch.setenv(next(iter(variables)), address)

        told = refusal(server, plan(connection=MACHINE), ONCE)

    assert told.slug in {"no-credential", "sign-in-refused", "sign-in-unreachable"}
    assert "\n" not in told.message
    assert heard


@each_form
def test_machine_that_hangs_is_not_waited_for_beyond_the_deadline(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer, form: str
) -> None:
    variables = on_machine(monkeypatch, server, form)
    with rude(HANGS) as (address, _):
        monkeypatch.setenv(next(iter(variables)), address)

        told = refusal(server, plan(connection=MACHINE), Patience(deadline_seconds=0.3))

    assert told.slug == "sign-in-unreachable"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"metadata": "false"}, 400),
        ({"x-forwarded-for": "10.0.0.1"}, 400),
        ({"api-version": "2017-01-01"}, 400),
        ({"resource": ""}, 400),
        ({"resource": "https://nowhere.example"}, 400),
        ({"method": "POST"}, 405),
        ({}, 200),
    ],
)
def test_machine_gives_a_token_only_to_who_asks_as_documented(
    server: TenantServer, change: dict[str, str], status: int
) -> None:
    sent = {name: value for name, value in change.items() if name in {"metadata", "x-forwarded-for"}}
    headers = {"metadata": "true"} | sent
    query = {"api-version": "2018-02-01", "resource": HOSTS[Cloud.EMBEDDED].graph}
    query |= {name: value for name, value in change.items() if name in query}

    async def asked() -> int:
        """Ask the machine."""
        async with Session(HOSTS[Cloud.EMBEDDED], server.ca_file).outside() as client:
            url = f"{server.base_url}/machines/{CONTOSO}/metadata/identity/oauth2/token"
            reply = await client.request(change.get("method", "GET"), url, params=query, headers=headers)
            return reply.status_code

    assert asyncio.run(asked()) == status


def test_what_a_machine_s_endpoint_is_told_by_a_fault_reaches_us(
    monkeypatch: pytest.MonkeyPatch, server: TenantServer
) -> None:
    on_machine(monkeypatch, server, "app-service")
    control.set_faults(server.folder, [{"route": "sign-in", "fault": "500"}], domain=CONTOSO)
    try:
        told = refusal(server, plan(connection=MACHINE), Patience(deadline_seconds=0.5))
    finally:
        control.set_faults(server.folder, [], domain=CONTOSO)

    assert told.slug in {"no-credential", "sign-in-refused", "sign-in-unreachable"}
    assert json.dumps(told.message)
