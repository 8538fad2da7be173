"""CLI for Microsoft 365, unmodified: what it reads of a seeded tenant, what it writes, and what it is refused.

It signs in as an application that has the least roles of everything the embedded Graph does, as its owner would consent
to. A command that writes and prints nothing is followed by one that shows what was written.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.store import TenantFolder
from tests.clients.installed import node_tool
from tests.clients.step import Step

M365 = "@pnp/cli-microsoft365@11.11.0"
_NAME = "CLI for Microsoft 365"
_APP_ID = "7e0b7d0c-7a52-4d6c-9a3e-6f1f0a5b9c21"
_E5 = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
_GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
_GRAPH = "00000003-0000-0000-c000-000000000000"

Command = tuple[str, Callable[[Any], bool]]
"""What is typed behind `m365`, and the judge of what it prints."""


def register_client(tenants: Path, domain: str) -> dict[str, str]:
    """Give the tenant an application for the client, with the least roles of every route; return its credentials."""
    document = {
        "appId": _APP_ID,
        "displayName": _NAME,
        "servicePrincipalId": "7e0b7d0c-7a52-4d6c-9a3e-6f1f0a5b9c22",
        "secret": "client-secret",
        "roles": sorted({role for route in graph_routes() for role in route.least_roles}),
        "directoryRoles": [],
    }
    folder = TenantFolder(tenants)
    try:
        folder.open(domain).put("applications", _APP_ID, document)
    finally:
        folder.close()
    return {"client_id": _APP_ID, "client_secret": "client-secret"}


def microsoft_365_cli(tenant: str, domain: str, application: dict[str, str]) -> list[Step]:
    """Sign in, read, be refused, write."""
    m365 = str(node_tool("m365", M365, "m365"))
    app_id, secret = application["client_id"], application["client_secret"]
    login = (m365, "login", "--authType", "secret", "--appId", app_id, "--tenant", tenant, "--secret", secret)
    told = [
        *_session(tenant, domain),
        *_people(domain),
        *_groups(),
        *_applications(),
        *_roles(),
        *_policies(tenant),
    ]
    return [
        Step(_NAME, "login", login, lambda found: found["appTenant"] == tenant),
        *(Step(_NAME, text, (m365, *shlex.split(text)), good) for text, good in [*told, *_services(domain)]),
        *(Step(_NAME, text, (m365, *shlex.split(text)), good, refused=True) for text, good in _refused()),
        *(Step(_NAME, text, (m365, *shlex.split(text)), good) for text, good in _writes(domain)),
    ]


def _named(found: Any, key: str = "displayName") -> set[str]:
    return {one[key] for one in found}


def _silent(found: object) -> bool:
    """Whether the command printed nothing, as those do that change something."""
    return found == ""


def _session(tenant: str, domain: str) -> Iterator[Command]:
    yield "status", lambda found: found["authType"] == "secret"
    yield "connection list", lambda found: _named(found, "connectedAs") == {_NAME}
    yield "util accesstoken get --resource graph", lambda found: found.strip().count(".") == 2
    yield f"tenant id get --domainName {domain}", lambda found: found.strip() == tenant
    yield f"tenant info get --domainName {domain}", lambda found: found["tenantId"] == tenant
    yield f"tenant info get --tenantId {tenant}", lambda found: found["defaultDomainName"] == domain
    yield "entra organization list", lambda found: _named(found, "id") == {tenant}
    yield "entra license list", lambda found: "SPE_E5" in _named(found, "skuPartNumber")


def _people(domain: str) -> Iterator[Command]:
    admin, user = f"--userName admin@{domain}", "entra user"
    company = stable_id(domain, "group", "All Company")
    yield f"{user} list", lambda found: {"Alex Admin", "Ines Carvalho"} <= _named(found)
    yield f"{user} list --type Guest", lambda found: "Ines Carvalho" in _named(found) and len(found) < 5
    yield f"{user} get {admin}", lambda found: found["displayName"] == "Alex Admin"
    yield f"{user} get {admin} --properties userType", lambda found: found["userType"] == "Member"
    yield f"{user} groupmembership list {admin}", lambda found: company in _named(found, "groupId")
    yield (
        f"{user} groupmembership list {admin} --securityEnabledOnly",
        lambda found: found and company not in _named(found, "groupId"),
    )
    yield (
        f"{user} registrationdetails list",
        lambda found: "Alex Admin" in {one["userDisplayName"] for one in found if one["isAdmin"]},
    )
    yield f"{user} signin list {admin}", lambda found: found == []
    yield f"{user} recyclebinitem list", lambda found: found == []


def _groups() -> Iterator[Command]:
    yield "entra group list", lambda found: {"All Company", "SG-Finance"} <= _named(found)
    yield (
        "entra group list --type security",
        lambda found: "SG-Finance" in _named(found) and "All Company" not in _named(found),
    )
    yield "entra group get --displayName SG-Finance", lambda found: found["securityEnabled"] is True
    yield (
        "entra group member list --groupName SG-Finance",
        lambda found: found and all("Member" in one["roles"] or "Owner" in one["roles"] for one in found),
    )
    yield "entra m365group list", lambda found: found and all("Unified" in one["groupTypes"] for one in found)
    yield "entra m365group recyclebinitem list", lambda found: found == []
    yield "entra administrativeunit list", lambda found: found == []
    yield "entra groupsetting list", lambda found: found == []
    yield (
        "entra m365group user list --groupDisplayName 'All Company'",
        lambda found: "Alex Admin" in _named(found),
    )


def _applications() -> Iterator[Command]:
    given = {"Files.Read.All", "Mail.ReadWrite"}
    yield "entra app list", lambda found: {"Holdfast", "Reader"} <= _named(found)
    yield "entra app get --name Holdfast", lambda found: found["displayName"] == "Holdfast"
    yield "entra enterpriseapp list", lambda found: "Microsoft Graph" in _named(found)
    yield "entra enterpriseapp get --displayName 'Microsoft Graph'", lambda found: found["appId"] == _GRAPH
    yield (
        "entra approleassignment list --appDisplayName 'Northwind Cloud Backup'",
        lambda found: given <= _named(found, "roleName"),
    )
    yield f"entra oauth2grant list --spObjectId {_APP_ID}", lambda found: found == []
    for nothing in (
        *("entra app permission list --appName Holdfast", "entra agent list"),
        *("graph directoryextension list", "external connection list", "tenant security alerts list"),
    ):
        yield nothing, lambda found: found == []
    yield "tenant people pronouns get", lambda found: found["isEnabledInOrganization"] is False
    yield "entra multitenant get", lambda found: found["state"] == "inactive"


def _roles() -> Iterator[Command]:
    name = "'Global Administrator'"
    yield "entra roledefinition list", lambda found: "Global Administrator" in _named(found)
    yield f"entra roledefinition get --displayName {name}", lambda found: found["id"] == _GLOBAL_ADMINISTRATOR
    yield (
        "entra pim role assignment list --withPrincipalDetails",
        lambda found: (
            ("Alex Admin", "Global Administrator")
            in {(one["principal"]["displayName"], one["roleDefinition"]["displayName"]) for one in found}
        ),
    )
    yield "entra pim role assignment eligibility list --withPrincipalDetails", lambda found: found == []


def _policies(tenant: str) -> Iterator[Command]:
    listed = "entra policy list --type"
    for kind in ("activityBasedTimeout", "appManagement", "claimsMapping", "conditionalAccess"):
        yield f"{listed} {kind}", lambda found: found == []
    for kind in ("homeRealmDiscovery", "tokenIssuance", "tokenLifetime"):
        yield f"{listed} {kind}", lambda found: found == []
    yield f"{listed} adminConsentRequest", lambda found: found["isEnabled"] is False
    yield f"{listed} authenticationFlows", lambda found: found["selfServiceSignUp"] == {"isEnabled": False}
    yield f"{listed} authenticationMethods", lambda found: found["id"] == "authenticationMethodsPolicy"
    yield f"{listed} authenticationStrength", lambda found: "Phishing-resistant MFA" in _named(found)
    yield f"{listed} authorization", lambda found: found["id"] == "authorizationPolicy"
    yield f"{listed} crossTenantAccess", lambda found: found["displayName"].endswith(tenant)
    yield f"{listed} defaultAppManagement", lambda found: found["isEnabled"] is False
    yield f"{listed} deviceRegistration", lambda found: found["userDeviceQuota"] == 50
    yield (
        f"{listed} identitySecurityDefaultsEnforcement",
        lambda found: isinstance(found["isEnabled"], bool),
    )
    yield f"{listed} roleManagement", lambda found: _named(found, "scopeType") == {"DirectoryRole"}


def _services(domain: str) -> Iterator[Command]:
    host = f"https://{domain.partition('.')[0]}.sharepoint.com"
    yield (
        f"outlook mailbox settings get --userName admin@{domain}",
        lambda found: found["userPurpose"] == {"value": "user"},
    )
    yield "request --url @graph/sites/root", lambda found: found["webUrl"] == host
    policies = "@graph/identity/conditionalAccess/policies"
    yield f"request --url {policies}", lambda found: found["value"] == []


def _refused() -> Iterator[Command]:
    rollout = "entra policy list --type featureRolloutPolicy"
    yield "purview retentionlabel list", lambda said: "DataInsights command(GET) FAILED - Forbidden" in said
    yield rollout, lambda said: "Insufficient privileges" in said
    yield "entra siteclassification get", lambda said: "Site classification is not enabled" in said
    yield "entra group get --displayName Nobody", lambda said: "'Nobody' does not exist" in said


def _writes(domain: str) -> Iterator[Command]:
    admin, stranger = f"admin@{domain}", f"stranger@{domain}"
    yield (
        "entra group add --displayName Crew --type security --mailNickname crew",
        lambda found: (found["displayName"], found["securityEnabled"]) == ("Crew", True),
    )
    yield f"entra group member add --groupName Crew --userNames {admin} --role Member", _silent
    yield (
        "entra group member list --groupName Crew",
        lambda found: _named(found, "userPrincipalName") == {admin},
    )
    yield (
        f"entra group member remove --groupName Crew --userNames {admin} --role Member --force",
        _silent,
    )
    yield "entra group member list --groupName Crew --role Member", lambda found: found == []
    yield "entra group set --displayName Crew --newDisplayName Crews", _silent
    yield "entra group get --displayName Crews", lambda found: found["mailNickname"] == "crew"
    yield "entra group remove --displayName Crews --force", _silent
    yield "entra group list --type security", lambda found: not {"Crew", "Crews"} & _named(found)
    yield (
        f"entra user add --displayName Stranger --userName {stranger} --usageLocation CH",
        lambda found: found["userPrincipalName"] == stranger and found["password"],
    )
    yield f"entra user set --userName {stranger} --jobTitle Visitor", _silent
    yield f"entra user get --userName {stranger}", lambda found: found["jobTitle"] == "Visitor"
    yield (
        f"entra user license add --userName {stranger} --ids {_E5}",
        lambda found: found["userPrincipalName"] == stranger,
    )
    licences = f"entra user get --userName {stranger} --properties assignedLicenses"
    yield licences, lambda found: _named(found["assignedLicenses"], "skuId") == {_E5}
    yield f"entra user license remove --userName {stranger} --ids {_E5} --force", _silent
    yield licences, lambda found: found["assignedLicenses"] == []
    yield f"entra user remove --userName {stranger} --force", _silent
    yield "entra user recyclebinitem list", lambda found: _named(found) == {"Stranger"}
    yield (
        "entra administrativeunit add --displayName Basel --description Office",
        lambda found: found["description"] == "Office",
    )
    yield "entra administrativeunit get --displayName Basel", lambda found: found["displayName"] == "Basel"
    yield "entra administrativeunit remove --displayName Basel --force", _silent
    yield "entra administrativeunit list", lambda found: found == []
