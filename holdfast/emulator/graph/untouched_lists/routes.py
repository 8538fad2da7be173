"""Lists in which a tenant has nothing until somebody begins with what they are of, read only.

Trained attacks, own rules of Defender, Global Secure Access, workflows of joiners and leavers, customers of a partner,
monitors of the configuration, mail that somebody reported, connectors of search, apps of Intune, sign-ins by a
credential of an application, agents and what they are made from. Paths, versions and roles are those of the pages of
each list on https://learn.microsoft.com/graph/api/ (2026-11-28; of agents, books, found apps, servers without a
sensor, requests of people about their data, roles of Intune and of access packages, announcements, apps of Teams,
profile cards, audits of attributes, groups in PIM, authorities of applications, connectors and deleted teams recalled,
2026-11-29; of the older alerts and of schemas too, 2026-11-30). Intune shows apps of its own in a tenant that uses it;
that they are left out here is assumed, and so is that a `$filter` of the names that the lists have in common is taken.
Over 400 lines because it is one table, a row for each list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.nothing import nothing_reply
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.routing import Licence
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_NAMES = frozenset({"id", "displayName", "status", "createdDateTime", "isEnabled"})
_FILTERS = dict.fromkeys(("displayName", "status", "isEnabled"), frozenset({"eq", "ne"}))
_NO_ACCESS = "A list of Global Secure Access, which nobody has begun with: nothing is in it."


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
        "/security/rules/detectionRules",
        "security.detectionRule",
        _roles("CustomDetection"),
        "Rules of Defender by which somebody looks for attacks himself: none was made.",
        _BETA,
    ),
    Untouched(
        "/security/auditLog/queries",
        "security.auditLogQuery",
        ("AuditLogsQuery.Read.All",),
        "Searches of the audit log: nobody began one.",
        _BETA,
    ),
    Untouched(
        "/identity/authenticationEventListeners",
        "authenticationEventListener",
        _roles("EventListener"),
        "Programs that are asked in the midst of a sign-in: none.",
        more=frozenset({"authenticationEventsFlowId", "conditions"}),
    ),
    Untouched(
        "/identity/authenticationEventsFlows",
        "authenticationEventsFlow",
        _roles("EventListener"),
        "How strangers sign up for an application: no flow was made.",
        more=frozenset({"conditions", "description"}),
    ),
    *(
        Untouched(
            f"/{path}/microsoft.graph.{entity}",
            entity,
            (*_roles(role), *_roles("Application"), *_roles("Directory")),
            doc,
            more=frozenset({"appId", *more}),
        )
        for path, entity, role, doc, more in (
            (
                "servicePrincipals",
                "agentIdentity",
                "AgentIdentity",
                "Agents: nobody made one.",
                ("accountEnabled", "agentIdentityBlueprintId", "servicePrincipalType"),
            ),
            (
                "servicePrincipals",
                "agentIdentityBlueprintPrincipal",
                "AgentIdentityBlueprintPrincipal",
                "What agents are made from, as it acts here: there is none.",
                ("accountEnabled", "appRoleAssignmentRequired", "appRoles"),
            ),
            (
                "applications",
                "agentIdentityBlueprint",
                "AgentIdentityBlueprint",
                "What agents are made from: nobody registered any.",
                ("keyCredentials", "passwordCredentials", "signInAudience", "inheritablePermissions"),
            ),
        )
    ),
    Untouched(
        "/users/microsoft.graph.agentUser",
        "agentUser",
        (*_roles("User"), *_roles("Directory")),
        "Accounts of agents: nobody made one.",
        more=frozenset({"accountEnabled", "identityParentId", "userPrincipalName"}),
    ),
    Untouched(
        "/identityProtection/riskyAgents",
        "riskyAgent",
        _roles("IdentityRiskyAgent"),
        "Agents at risk: there is none.",
        _BETA,
        licence="P2",
        more=frozenset({"riskLevel", "riskState", "riskDetail", "riskLastModifiedDateTime"}),
    ),
    Untouched(
        "/identityProtection/agentRiskDetections",
        "agentRiskDetection",
        _roles("IdentityRiskyAgent"),
        "What made agents risky: nothing.",
        _BETA,
        licence="P2",
        more=frozenset({"riskLevel", "riskState", "riskEventType", "agentId"}),
    ),
    Untouched(
        "/privilegedAccess/aadGroups/resources",
        "governanceResource",
        tuple(f"PrivilegedAccess.{what}.AzureADGroup" for what in ("Read", "ReadWrite")),
        "Groups that are in PIM, by the older path of it: none is.",
        _BETA,
        licence="P2",
        more=frozenset({"externalId", "type", "registeredDateTime"}),
    ),
    Untouched(
        "/directory/certificateAuthorities/certificateBasedApplicationConfigurations",
        "certificateBasedApplicationConfiguration",
        _roles("AppCertTrustConfiguration"),
        "Authorities whose certificates alone applications may use: nobody named any.",
        _BETA,
        relations=frozenset({"trustedCertificateAuthorities"}),
        more=frozenset({"description"}),
    ),
    Untouched(
        "/onPremisesPublishingProfiles/applicationProxy/connectors",
        "connector",
        ("OnPremisesPublishingProfiles.ReadWrite.All",),
        "Servers that publish applications of one's own network: none.",
        _BETA,
        relations=frozenset({"memberOf"}),
        more=frozenset({"machineName", "externalIp"}),
    ),
    Untouched(
        "/onPremisesPublishingProfiles/applicationProxy/connectorGroups",
        "connectorGroup",
        ("OnPremisesPublishingProfiles.ReadWrite.All",),
        "Groups of such servers: none.",
        _BETA,
        relations=frozenset({"applications", "members"}),
        more=frozenset({"name", "connectorGroupType", "isDefault", "region"}),
    ),
    Untouched(
        "/teamwork/deletedTeams",
        "deletedTeam",
        ("Team.ReadBasic.All", *_roles("TeamSettings")),
        "Teams that somebody deleted: none.",
        relations=frozenset({"channels"}),
    ),
    Untouched(
        "/directory/authenticationMethodDevices/hardwareOathDevices",
        "hardwareOathTokenAuthenticationMethodDevice",
        ("Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"),
        "Tokens that show one-time codes: nobody brought any in.",
        _BETA,
        relations=frozenset({"assignTo", "hardwareOathTokenAuthenticationMethod"}),
        more=frozenset({"serialNumber", "manufacturer", "model"}),
    ),
    Untouched(
        "/solutions/bookingBusinesses",
        "bookingBusiness",
        ("Bookings.Read.All", "BookingsAppointment.ReadWrite.All", "Bookings.Manage.All"),
        "Pages on which strangers book a time: nobody made one.",
        more=frozenset({"isPublished", "publicUrl", "email"}),
    ),
    Untouched(
        "/security/identities/sensorCandidates",
        "security.sensorCandidate",
        _roles("SecurityIdentitiesSensors"),
        "Servers on which a sensor of Defender for Identity could be: none is known.",
        more=frozenset({"computerDnsName", "lastSeenDateTime", "senseClientVersion"}),
    ),
    Untouched(
        "/security/subjectRightsRequests",
        "subjectRightsRequest",
        _roles("SubjectRightsRequest"),
        "What people asked about their data: nobody did.",
        more=frozenset({"type", "dataSubjectType", "internalDueDateTime"}),
    ),
    Untouched(
        "/roleManagement/entitlementManagement/roleAssignments",
        "unifiedRoleAssignment",
        (*_roles("EntitlementManagement"), "RoleManagement.Read.All"),
        "Who may do what with access packages, catalog by catalog: nobody was given anything.",
        licence="P2",
        relations=frozenset({"principal", "roleDefinition"}),
        more=frozenset({"principalId", "roleDefinitionId", "appScopeId", "directoryScopeId"}),
    ),
    Untouched(
        "/roleManagement/deviceManagement/roleAssignments",
        "unifiedRoleAssignmentMultiple",
        (*_roles("DeviceManagementRBAC"), "RoleManagement.Read.All"),
        "Who may do what in Intune by a role of its own: nobody was given one.",
        _BETA,
        relations=frozenset({"principals", "roleDefinition"}),
        more=frozenset({"principalIds", "roleDefinitionId", "appScopeIds", "directoryScopeIds"}),
    ),
    Untouched(
        "/deviceManagement/detectedApps",
        "detectedApp",
        _roles("DeviceManagementManagedDevices"),
        "What is installed on devices: none tells.",
        relations=frozenset({"managedDevices"}),
        more=frozenset({"deviceCount", "platform", "publisher", "version"}),
    ),
    *(
        Untouched(
            f"/deviceAppManagement/{name}",
            entity,
            _roles("DeviceManagementApps"),
            doc,
            relations=relations,
            more=frozenset({"lastModifiedDateTime"}),
        )
        for name, entity, doc, relations in (
            (
                "managedEBooks",
                "managedEBook",
                "Books that Intune hands out: none.",
                frozenset({"assignments"}),
            ),
            (
                "managedAppRegistrations",
                "managedAppRegistration",
                "Apps that report to Intune how they are protected: none.",
                frozenset({"appliedPolicies", "intendedPolicies"}),
            ),
        )
    ),
    Untouched(
        "/policies/permissionGrantPreApprovalPolicies",
        "permissionGrantPreApprovalPolicy",
        ("Policy.Read.PermissionGrant", "Policy.ReadWrite.PermissionGrant"),
        "What applications may be granted in groups and chats beforehand: nobody made such a policy.",
        _BETA,
        more=frozenset({"conditions"}),
    ),
    Untouched(
        "/policies/b2bManagementPolicies",
        "b2bManagementPolicy",
        ("Policy.Read.All", "Policy.Read.B2BManagementPolicy", "Policy.ReadWrite.B2BManagementPolicy"),
        "From which domains guests are taken, in the older form: nobody made such a policy.",
        _BETA,
        more=frozenset({"definition", "isOrganizationDefault"}),
    ),
    Untouched(
        "/admin/serviceAnnouncement/issues",
        "serviceHealthIssue",
        ("ServiceHealth.Read.All",),
        "What was wrong with the services: nothing here.",
        more=frozenset({"service", "feature", "classification", "isResolved", "startDateTime", "title"}),
    ),
    Untouched(
        "/admin/serviceAnnouncement/messages",
        "serviceUpdateMessage",
        ("ServiceMessage.Read.All",),
        "What Microsoft announces to administrators: nothing here.",
        more=frozenset({"category", "severity", "services", "isMajorChange", "startDateTime", "title"}),
        relations=frozenset({"attachments"}),
    ),
    Untouched(
        "/auditLogs/customSecurityAttributeAudits",
        "customSecurityAttributeAudit",
        ("CustomSecAttributeAuditLogs.Read.All",),
        "What happened to security attributes of the tenant's own: nothing.",
        _BETA,
        more=frozenset({"activityDateTime", "activityDisplayName", "category", "result"}),
    ),
    Untouched(
        "/identityGovernance/lifecycleWorkflows/customTaskExtensions",
        "identityGovernance.customTaskExtension",
        _roles("LifecycleWorkflows"),
        "Programs that workflows of joiners and leavers call: none.",
        licence="GOVERNANCE",
    ),
    Untouched(
        "/admin/people/profileCardProperties",
        "profileCardProperty",
        _roles("PeopleSettings"),
        "What profile cards show besides: nobody added anything.",
        more=frozenset({"directoryPropertyName", "annotations"}),
    ),
    Untouched(
        "/appCatalogs/teamsApps",
        "teamsApp",
        ("AppCatalog.Read.All", "AppCatalog.ReadWrite.All"),
        "Apps of Teams: nobody added one of the organization's, and those of the store are left out.",
        relations=frozenset({"appDefinitions"}),
        more=frozenset({"distributionMethod", "externalId"}),
    ),
    Untouched(
        "/admin/edge/internetExplorerMode/siteLists",
        "browserSiteList",
        _roles("BrowserSiteLists"),
        "Sites that Edge shows as Internet Explorer did: nobody made a list.",
    ),
    *(
        Untouched(
            f"/networkAccess/{name}",
            entity,
            ("NetworkAccess.Read.All", "NetworkAccess.ReadWrite.All"),
            _NO_ACCESS,
            _BETA,
            relations=frozenset(relations),
            more=frozenset(more),
        )
        for name, entity, relations, more in (
            (
                *("forwardingProfiles", "networkaccess.forwardingProfile"),
                *(("policies", "servicePrincipal"), ("name", "state", "trafficForwardingType", "priority")),
            ),
            ("filteringPolicies", "networkaccess.filteringPolicy", ("policyRules",), ("name", "action")),
            (
                *("filteringProfiles", "networkaccess.filteringProfile"),
                *(("policies", "conditionalAccessPolicies"), ("name", "state", "priority")),
            ),
            ("tlsInspectionPolicies", "networkaccess.tlsInspectionPolicy", ("policyRules",), ("name",)),
            (
                *("threatIntelligencePolicies", "networkaccess.threatIntelligencePolicy"),
                *(("policyRules",), ("name", "settings")),
            ),
            ("connectivity/branches", "networkaccess.branchSite", ("deviceLinks",), ("name",)),
        )
    ),
    Untouched(
        "/security/alerts",
        "alert",
        ("SecurityEvents.Read.All", "SecurityEvents.ReadWrite.All"),
        "What services warned of, in the older form: nothing here.",
        more=frozenset({"category", "severity", "title", "eventDateTime", "vendorInformation"}),
    ),
    Untouched(
        "/schemaExtensions",
        "schemaExtension",
        (
            "Application.Read.All",
            "Application.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ),
        "Schemas by which applications extend objects: nobody made one, and those of strangers are left out.",
        more=frozenset({"description", "owner", "targetTypes"}),
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
    return nothing_reply(call, listing)


def _by_key(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    """Those of a type, where a type stands in the place of an id."""
    key = call.params["id"]
    if not key.startswith(("microsoft.graph.", "graph.")):
        raise not_found(key)
    return nothing_reply(call, replace(_APPS, entity=key))


_APPS = next(_listing(one) for one in UNTOUCHED if one.entity == "mobileApp")
_APPS_BY_KEY = Route(
    "GET",
    "/deviceAppManagement/mobileApps/{id}",
    _by_key,
    "Apps of a type: none; one by its id: always 404.",
    any_of=_roles("DeviceManagementApps"),
    consented=False,
)
ROUTES: tuple[Route, ...] = (
    _APPS_BY_KEY,
    *(
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
    ),
)
"""Routes of lists that nobody touched."""
