"""Lists in which a tenant has nothing until somebody begins with what they are of, read only.

Trained attacks, workflows of joiners and leavers, customers of a partner, monitors of the configuration, mail that
somebody reported, connectors of search, apps of Intune, sign-ins by a credential of an application. Paths, versions and
roles are those of the pages of each list on https://learn.microsoft.com/graph/api/ (2026-11-28). Intune shows apps of
its own in a tenant that uses it; that they are left out here is assumed, and so is that a `$filter` of the names that
the lists have in common is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.routing import Licence
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_NAMES = frozenset({"id", "displayName", "status", "createdDateTime", "isEnabled"})
_FILTERS = dict.fromkeys(("displayName", "status", "isEnabled"), frozenset({"eq", "ne"}))


@dataclass(frozen=True)
class Untouched:
    """One list."""

    path: str
    entity: str
    roles: tuple[str, ...]
    doc: str
    versions: tuple[str, ...] = _BOTH
    licence: Licence | None = None
    relations: frozenset[str] = frozenset()
    """What `$expand` may name: nothing comes of it."""
    more: frozenset[str] = frozenset()
    """What `$select` and `$filter` may name besides."""


def _roles(name: str) -> tuple[str, str]:
    return f"{name}.Read.All", f"{name}.ReadWrite.All"


UNTOUCHED = (
    Untouched(
        "/security/attackSimulation/simulations",
        "simulation",
        _roles("AttackSimulation"),
        "Attacks by which people are trained: none was started.",
        more=frozenset({"attackType", "attackTechnique", "completionDateTime", "launchDateTime"}),
    ),
    Untouched(
        "/security/attackSimulation/simulationAutomations",
        "simulationAutomation",
        _roles("AttackSimulation"),
        "Attacks that start by themselves: none.",
    ),
    Untouched(
        "/security/threatSubmission/emailThreats",
        "security.emailThreatSubmission",
        _roles("ThreatSubmission"),
        "Mail that somebody reported: none.",
    ),
    Untouched(
        "/identityGovernance/lifecycleWorkflows/workflows",
        "identityGovernance.workflow",
        _roles("LifecycleWorkflows"),
        "Workflows of joiners and leavers: none was made.",
        licence="GOVERNANCE",
        more=frozenset({"category", "isSchedulingEnabled"}),
    ),
    Untouched(
        "/tenantRelationships/delegatedAdminCustomers",
        "delegatedAdminCustomer",
        _roles("DelegatedAdminRelationship"),
        "Customers that the tenant administers as a partner: none.",
        more=frozenset({"tenantId"}),
    ),
    Untouched(
        "/deviceAppManagement/mobileApps",
        "mobileApp",
        _roles("DeviceManagementApps"),
        "Apps that Intune hands out: nobody added one, and those of its own are left out.",
        relations=frozenset({"assignments", "categories"}),
        more=frozenset({"description", "publisher", "isFeatured", "isAssigned", "lastModifiedDateTime"}),
    ),
    Untouched(
        "/external/connections",
        "externalConnectors.externalConnection",
        _roles("ExternalConnection"),
        "Connectors that bring foreign content into search: none.",
        more=frozenset({"name", "state", "description"}),
    ),
    Untouched(
        "/reports/appCredentialSignInActivities",
        "appCredentialSignInActivity",
        ("AuditLog.Read.All",),
        "When a credential of an application was used: nobody signs in here.",
        _BETA,
        licence="P1",
        more=frozenset({"appId", "appObjectId", "keyId", "servicePrincipalObjectId"}),
    ),
    *(
        Untouched(
            f"/admin/configurationManagement/{name}",
            entity,
            _roles("ConfigurationMonitoring"),
            doc,
            _BETA,
            more=frozenset({"monitorId"}),
        )
        for name, entity, doc in (
            (
                "configurationMonitors",
                "configurationMonitor",
                "What watches the configuration: nobody set it up.",
            ),
            ("configurationDrifts", "configurationDrift", "What such a monitor found: there is none."),
            (
                "configurationSnapshotJobs",
                "configurationSnapshotJob",
                "Snapshots of the configuration: none.",
            ),
        )
    ),
)
"""Each list."""


def _listing(one: Untouched) -> Listing:
    return Listing(
        one.path.removeprefix("/"),
        f"microsoft.graph.{one.entity}",
        _NAMES | one.more,
        filters=_FILTERS | dict.fromkeys(one.more, frozenset({"eq", "ne", "ge", "le"})),
        orders=frozenset({"displayName", "createdDateTime"}),
        expands=one.relations,
    )


def _list(listing: Listing, _tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, listing, ())


ROUTES: tuple[Route, ...] = tuple(
    Route(
        "GET",
        one.path,
        partial(_list, _listing(one)),
        one.doc,
        one.versions,
        any_of=one.roles,
        licence=one.licence,
        consented=False,
    )
    for one in UNTOUCHED
)
"""Routes of lists that nobody touched."""
