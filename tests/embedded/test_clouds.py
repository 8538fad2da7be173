"""Every cloud's hosts through the wire: sign-in, Graph, both cmdlet endpoints, and no host of another cloud."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.emulator.clouds import CLOUDS, SETTING
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.model.errors import ReadError, SignInError
from holdfast.model.plan import Cloud
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.credentials import FormCredential
from holdfast.tenant.embedded import find_server
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import open_session
from holdfast.tenant.tenant import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = [one for one in Cloud if one is not Cloud.EMBEDDED]
NATIONAL = [one for one in REAL if one is not Cloud.GLOBAL]
EXPECTED = {
    Cloud.GLOBAL: {
        "login.microsoftonline.com",
        "graph.microsoft.com",
        "outlook.office365.com",
        "ps.compliance.protection.outlook.com",
        "eur02b.ps.compliance.protection.outlook.com",
    },
    Cloud.US_GOVERNMENT: {
        "login.microsoftonline.us",
        "graph.microsoft.us",
        "outlook.office365.us",
        "ps.compliance.protection.office365.us",
        "eur02b.ps.compliance.protection.office365.us",
    },
    Cloud.DOD: {
        "login.microsoftonline.us",
        "dod-graph.microsoft.us",
        "outlook-dod.office365.us",
        "l5.ps.compliance.protection.office365.us",
    },
    Cloud.CHINA: {
        "login.chinacloudapi.cn",
        "microsoftgraph.chinacloudapi.cn",
        "partner.outlook.cn",
        "ps.compliance.protection.partner.outlook.cn",
        "eur02b.ps.compliance.protection.partner.outlook.cn",
    },
}


def domain(cloud: Cloud) -> str:
    return f"{cloud.value}.onmicrosoft.com"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TenantServer]:
    """A tenant in each cloud, served."""
    folder = tmp_path_factory.mktemp("clouds") / "tenant"
    folder.mkdir()
    for cloud in REAL:
        control.seed(folder, domain(cloud), "small")
    tenants = TenantFolder(folder)
    for cloud in REAL:
        tenants.open(domain(cloud)).set_setting(SETTING, cloud.value)
    tenants.close()
    with TenantServer(folder) as served:
        yield served


def reader(server: TenantServer, tenant: Cloud, cloud: Cloud) -> Reader:
    """A session with the tenant of one cloud by the hosts of a cloud."""
    found = find_server(server.folder.parent, domain(tenant))
    own = found.application(domain(tenant))
    patience = Patience(deadline_seconds=30.0).begin_run()
    proof = {"client_secret": own.client_secret}
    credential = FormCredential(own.tenant_id, own.client_id, proof, patience)
    session = open_session(found.proxy_url, found.ca_file, HOSTS[cloud])
    return Reader(own.tenant_id, Http(credential, session), patience)


@pytest.mark.parametrize("cloud", REAL)
def test_check_reaches_the_hosts_of_its_cloud_and_no_others(server: TenantServer, cloud: Cloud) -> None:
    since = server.log.last_id()

    async def read() -> tuple[str, int, int, int]:
        """Read of every service."""
        async with reader(server, cloud, cloud) as tenant:
            users = await tenant.graph.collection("/users?$select=id&$top=5")
            organization = Invocation("Get-OrganizationConfig", {})
            exchange = await tenant.cmdlets.rows(Endpoint.EXCHANGE, organization)
            labels = await tenant.cmdlets.rows(Endpoint.COMPLIANCE, Invocation("Get-ComplianceTag", {}))
            audience = str((await tenant.claims(tenant.hosts.graph))["aud"])
            return audience, len(users), len(exchange), len(labels)

    audience, users, exchange, _ = asyncio.run(read())

    assert audience == HOSTS[cloud].graph
    assert users > 5
    assert exchange == 1
    assert {one.host for one in server.log.entries(since)} == EXPECTED[cloud]


@pytest.mark.parametrize("cloud", NATIONAL)
def test_tenant_of_one_cloud_is_not_known_to_the_sign_in_of_another(
    server: TenantServer, cloud: Cloud
) -> None:
    async def read() -> None:
        """Sign in to the worldwide cloud."""
        async with reader(server, cloud, Cloud.GLOBAL) as tenant:
            await tenant.claims(tenant.hosts.graph)

    with pytest.raises(SignInError, match=r"AADSTS90002.*correct cloud"):
        asyncio.run(read())


def test_services_of_one_government_cloud_take_no_token_of_the_other(server: TenantServer) -> None:
    async def read() -> None:
        """Both share the sign-in service, which gives tokens for the services of the tenant's own cloud alone."""
        async with reader(server, Cloud.US_GOVERNMENT, Cloud.DOD) as tenant:
            await tenant.graph.collection("/users")

    with pytest.raises(SignInError, match="AADSTS500011"):
        asyncio.run(read())


@pytest.mark.parametrize("cloud", REAL)
@pytest.mark.parametrize("other", REAL)
def test_nothing_is_sent_to_another_cloud(cloud: Cloud, other: Cloud) -> None:
    hosts, elsewhere = HOSTS[cloud], HOSTS[other]
    for address in (elsewhere.graph, elsewhere.exchange):
        if other is cloud:
            assert hosts.resource_of(f"{address}/x") == address
            continue
        with pytest.raises(ReadError, match="no address of the service"):
            hosts.origin_of(f"{address}/v1.0/users")


@pytest.mark.parametrize("cloud", REAL)
def test_compliance_hosts_share_one_resource_and_lead_nowhere_else(cloud: Cloud) -> None:
    hosts = HOSTS[cloud]
    region = f"https://x1.{hosts.compliance_resource.removeprefix('https://')}"

    assert {hosts.resource_of(one) for one in (hosts.compliance, region)} == {hosts.compliance_resource}
    assert hosts.compliance_host(f"{region}/adminapi") == region
    with pytest.raises(ReadError, match="another service"):
        hosts.compliance_host(hosts.graph)


def test_client_and_embedded_tenant_name_the_same_clouds() -> None:
    assert {one.name for one in CLOUDS} == {one.value for one in REAL} == {one.value for one in EXPECTED}
    assert {one.plugin_environment for one in REAL} == {"public", "usgovernment", "dod", "china"}
