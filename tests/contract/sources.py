"""What the contract tests rest on: pages with the day they were read, captured answers with the day they were taken.

One name a source; a test names it in its mark. What nobody documents and nobody captured has no name here: the test's
mark is `assumed` and says why in its own words.
"""

from __future__ import annotations

from holdfast.emulator.evidence import documented, verified

_LEARN = "https://learn.microsoft.com"
_GRAPH = f"{_LEARN}/graph/api"
_CMDLET = f"{_LEARN}/powershell/module/exchange"
_READ = "2026-11-24"

# Graph, how it is spoken
BATCHING = documented(f"{_LEARN}/graph/json-batching", _READ)
ERRORS = documented(f"{_LEARN}/graph/errors", _READ)
PAGING = documented(f"{_LEARN}/graph/paging", _READ)
QUERY = documented(f"{_LEARN}/graph/query-parameters", _READ)
ADVANCED_QUERY = documented(f"{_LEARN}/graph/aad-advanced-queries", _READ)
THROTTLING = documented(f"{_LEARN}/graph/throttling-limits", _READ)
SPELLING = documented(f"{_LEARN}/graph/use-the-api", _READ)
SCHEMA = documented("https://github.com/microsoftgraph/msgraph-metadata", "2026-08-20")
PERMISSIONS = documented("https://github.com/microsoftgraph/microsoft-graph-devx-content", "2026-08-07")
SDK = documented("https://github.com/microsoftgraph/msgraph-sdk-python", _READ)

# Sign-in
TOKEN = documented(f"{_LEARN}/entra/identity-platform/v2-oauth2-client-creds-grant-flow", _READ)
CERTIFICATE = documented(f"{_LEARN}/entra/identity-platform/certificate-credentials", _READ)
FEDERATION = documented(f"{_LEARN}/graph/api/resources/federatedidentitycredentials-overview", _READ)
FLEXIBLE_FEDERATION = documented(
    f"{_LEARN}/entra/workload-id/workload-identities-flexible-federated-identity-credentials", "2026-11-30"
)
AADSTS = documented(f"{_LEARN}/entra/identity-platform/reference-error-codes", _READ)
OPENID = documented(f"{_LEARN}/entra/identity-platform/v2-protocols-oidc", _READ)
MSAL = documented("https://github.com/AzureAD/microsoft-authentication-library-for-python", _READ)
AZUREAD = documented("https://github.com/hashicorp/terraform-provider-azuread", "2026-11-23")
GO_AZURE_SDK = documented("https://github.com/hashicorp/go-azure-sdk", "2026-11-23")

WORKLOAD_IDENTITIES = documented(
    f"{_LEARN}/entra/identity/conditional-access/workload-identity", "2026-11-26"
)

# Directory
APPLICATIONS = documented(f"{_GRAPH}/resources/application", _READ)
NEW_APPLICATION = documented(f"{_GRAPH}/application-post-applications", "2026-11-27")
NEW_PRINCIPAL = documented(f"{_GRAPH}/serviceprincipal-post-serviceprincipals", "2026-11-27")
PASSWORDS = documented(f"{_GRAPH}/application-addpassword", "2026-11-27")
GIVEN_POLICIES = documented(f"{_GRAPH}/serviceprincipal-post-claimsmappingpolicies", "2026-11-27")
SIGNING_CERTIFICATE = documented(f"{_GRAPH}/serviceprincipal-addtokensigningcertificate", "2026-11-27")
TEMPLATE_INSTANTIATED = documented(f"{_GRAPH}/applicationtemplate-instantiate", "2026-11-30")
EXTENSION_PROPERTY = documented(f"{_GRAPH}/application-post-extensionproperty", "2026-11-27")
USER_FLOW_ATTRIBUTE = documented(f"{_GRAPH}/identityuserflowattribute-post", "2026-11-27")
APPLICATION_OWNERS = documented(f"{_GRAPH}/application-post-owners", "2026-11-27")
ENABLED_PERMISSION = documented(
    "https://github.com/OfficeDev/microsoft-365-agents-toolkit/pull/9420", "2026-11-27"
)
NEW_APP_ROLE = documented(f"{_GRAPH}/serviceprincipal-post-approleassignedto", "2026-11-27")
ACTIVATED_ROLES = documented(f"{_GRAPH}/directoryrole-post-directoryroles", "2026-11-27")
AUTHORIZATION_OF_BETA = documented(f"{_GRAPH}/authorizationpolicy-get?view=graph-rest-beta", "2026-11-27")
ROLE_TEMPLATES = documented(f"{_GRAPH}/directoryroletemplate-list", "2026-11-27")
UNIT_MEMBERS = documented(f"{_GRAPH}/administrativeunit-post-members", "2026-11-27")
MADE_WHEN = documented("https://github.com/microsoftgraph/msgraph-sdk-java/issues/2246", "2026-11-28")
NEW_CATALOG = documented(f"{_GRAPH}/entitlementmanagement-post-catalogs", "2026-11-28")
SUMMARIES = documented(f"{_GRAPH}/resources/userregistrationmethodsummary", "2026-11-28")
UNIT_ROLES = documented(f"{_GRAPH}/administrativeunit-post-scopedrolemembers", "2026-11-28")
TEAMS_OF_TENANT = documented(f"{_LEARN}/graph/teams-list-all-teams", "2026-11-28")
GROUP_OF_BETA = documented(f"{_GRAPH}/resources/group?view=graph-rest-beta", "2026-11-28")
MANAGERS = documented(f"{_GRAPH}/user-post-manager", "2026-11-27")
INVITATIONS = documented(f"{_GRAPH}/invitation-post", "2026-11-27")
CUSTOM_ROLES = documented(f"{_GRAPH}/rbacapplication-post-roledefinitions", "2026-11-27")
SEARCH = documented(f"{_LEARN}/graph/search-query-parameter", "2026-11-27")
KEY_CREDENTIAL = documented(f"{_GRAPH}/resources/keycredential", _READ)
USERS = documented(f"{_GRAPH}/resources/user", _READ)
GROUPS = documented(f"{_GRAPH}/resources/group", _READ)
GROUPS_OF_EXCHANGE = documented(f"{_GRAPH}/resources/groups-overview", "2026-11-26")
OWNERS = documented(f"{_GRAPH}/group-list-owners", "2026-11-26")
UNLISTED_DEEP = documented(
    "https://github.com/microsoftgraph/microsoft-graph-docs/issues/13029", "2026-11-26"
)
GROUP_OWNERS = documented(f"{_GRAPH}/group-delete-owners", _READ)
GROUP_LIMITS = documented(f"{_LEARN}/entra/identity/users/directory-service-limits-restrictions", _READ)
ROLE_GROUPS = documented(f"{_LEARN}/entra/identity/role-based-access-control/groups-concept", _READ)
MEMBERSHIP = documented(f"{_GRAPH}/group-list-members", _READ)
ABOVE = documented(f"{_GRAPH}/user-list-memberof", _READ)
OWNED = documented(f"{_GRAPH}/user-list-ownedobjects", "2026-11-28")
FILTERED = documented(f"{_LEARN}/graph/aad-advanced-queries", "2026-11-28")
SIGN_IN_EVENTS = documented(f"{_GRAPH}/resources/signin", "2026-11-28")
THROUGH_GROUPS = documented(f"{_GRAPH}/rbacapplication-list-transitiveroleassignments", "2026-11-28")
GRANTS_OF_USER = documented(f"{_GRAPH}/user-list-oauth2permissiongrants", "2026-11-28")
SETTINGS_OF_GROUP = documented(f"{_GRAPH}/group-list-settings", "2026-11-28")
TEAMS = documented(f"{_GRAPH}/teams-list", "2026-11-28")
DEVICES_OF = documented(f"{_GRAPH}/device-list-registeredowners", "2026-11-28")
DELETED_BY_ID = documented(f"{_GRAPH}/directoryobject-delete", "2026-11-28")
DIRECTORY_OBJECTS = documented(f"{_GRAPH}/directoryobject-getbyids", _READ)
DELETED_ITEMS = documented(f"{_GRAPH}/resources/directory", _READ)
DIRECTORY_AUDITS = documented(f"{_GRAPH}/directoryaudit-list", _READ)
ON_PREMISES = documented(f"{_GRAPH}/onpremisesdirectorysynchronization-get", "2026-11-25")
HUNTING = documented(f"{_GRAPH}/security-security-runhuntingquery", "2026-11-27")
PER_USER_MFA = documented(f"{_GRAPH}/authentication-get", "2026-11-27")
LICENSE_DETAILS = documented(f"{_GRAPH}/user-list-licensedetails", "2026-11-25")
REGISTRATION_DETAILS = documented(
    f"{_GRAPH}/authenticationmethodsroot-list-userregistrationdetails", "2026-11-27"
)
APPLICATION_SIGN_INS = documented(f"{_GRAPH}/reportroot-list-serviceprincipalsigninactivities", "2026-11-27")
ROLE_SETTINGS = documented(f"{_LEARN}/graph/how-to-pim-update-rules", "2026-11-27")
DRIVE_USAGE = documented(
    f"{_GRAPH}/reportroot-getonedriveusageaccountdetail?view=graph-rest-beta", "2026-11-27"
)
SITE_USAGE = documented(f"{_GRAPH}/resources/sharepointsiteusagedetail?view=graph-rest-beta", "2026-11-27")
MAILBOX_USAGE = documented(f"{_GRAPH}/reportroot-getmailboxusagedetail?view=graph-rest-beta", "2026-11-27")
SIGN_INS = documented(f"{_GRAPH}/signin-list", "2026-11-27")
MEMBER_GROUPS = documented(f"{_GRAPH}/directoryobject-getmembergroups", "2026-11-27")
TENANT_INFORMATION = documented(
    f"{_GRAPH}/tenantrelationship-findtenantinformationbydomainname", "2026-11-27"
)
MAILBOX_SETTINGS = documented(f"{_GRAPH}/user-get-mailboxsettings", "2026-11-27")
MESSAGE_RULES = documented(f"{_GRAPH}/mailfolder-list-messagerules", "2026-11-28")
ACCESS_TEMPLATES = documented(f"{_GRAPH}/conditionalaccessroot-list-templates", "2026-11-28")
ROOT_SITE = documented(f"{_GRAPH}/site-get", "2026-11-27")
PIM_POLICIES = documented(f"{_GRAPH}/policyroot-list-rolemanagementpolicies", "2026-11-27")
M365_CLI = documented("https://github.com/pnp/cli-microsoft365", "2026-11-27")
STAGED_ROLLOUT = documented(f"{_GRAPH}/featurerolloutpolicies-list", "2026-11-27")
RETENTION_LABELS = verified(
    "app-only reads of a live tenant: internal/collectors/purview/retentionlabels of rknightion/graph2otel",
    "2026-07-16",
)
OTHER_TENANTS = verified(
    "the policy towards other tenants read app-only from a live tenant: rknightion/graph2otel", "2026-07"
)
ROLES = documented(f"{_GRAPH}/resources/unifiedroleassignment", _READ)
SERVICE_PRINCIPALS = documented(f"{_GRAPH}/resources/serviceprincipal", _READ)
APP_ROLE_ASSIGNMENTS = documented(f"{_GRAPH}/serviceprincipal-list-approleassignments", "2026-11-27")
APP_ROLE_ASSIGNED_TO = documented(f"{_GRAPH}/serviceprincipal-list-approleassignedto", "2026-11-27")
ORGANIZATION = documented(f"{_GRAPH}/organization-list", _READ)
SKUS = documented(f"{_GRAPH}/subscribedsku-list", _READ)
ASSIGN_LICENSE = documented(f"{_GRAPH}/user-assignlicense", "2026-11-25")
DOMAINS = documented(f"{_GRAPH}/domain-list", _READ)

# Conditional Access
POLICIES = documented(f"{_GRAPH}/resources/conditionalaccesspolicy", _READ)
ZERO_TRUST = documented("https://github.com/microsoft/zerotrustassessment", "2026-11-30")
POLICY_EVENTS = documented("https://github.com/KelvinTegelaar/CIPP-API", _READ)
LOCATIONS = documented(f"{_GRAPH}/resources/namedlocation", _READ)
NETWORK = documented(f"{_LEARN}/entra/identity/conditional-access/concept-assignment-network", _READ)
STRENGTHS = documented(f"{_GRAPH}/resources/authenticationstrengths-overview", _READ)
TIMEOUTS = documented(f"{_GRAPH}/resources/activitybasedtimeoutpolicy", "2026-11-26")
DELETED_POLICIES = documented(f"{_LEARN}/entra/identity/conditional-access/policy-delete-recovery", _READ)
SECURITY_DEFAULTS = documented(f"{_LEARN}/entra/fundamentals/security-defaults", _READ)
MANAGED_POLICIES = documented(f"{_LEARN}/entra/identity/conditional-access/managed-policies", _READ)
PREVIEW_IN_V1 = documented("https://github.com/microsoft/EntraExporter/issues/35", _READ)
POLICY_ANSWER = verified(
    "policies read app-only from a live tenant: fixtures of rknightion/graph2otel", "2026-07"
)
PASSWORD_RESET = verified("a refused policy: AlexFilipin/ConditionalAccess issue 4", "2026-11-26")
ENROLMENT = verified(
    "answers that a public repository documents of its tenant, the same from 2026-02-13 to 2026-07-14",
    "2026-11-28",
)
READ_ONLY_OF_A_GROUP = verified(
    "answers that issues hold: CyberDrain/CIPP 105 (2026-07-29), microsoftgraph/msgraph-bicep-types 257 (2025-08-13)",
    "2026-11-28",
)
MISSING_GROUP = verified("a refused policy: KelvinTegelaar/CIPP issue 3614", _READ)
WORDS_OF_POLICIES = documented(
    "https://learn.microsoft.com/entra/agent-id/disable-agent-identities (agents); Graph documentation, examples of "
    "conditionalAccessRoot-post-policies (the others)",
    "2026-11-29",
)
DELETED_GROUP = verified("a policy that names a deleted group: DanielChronlund/DCToolbox issue 6", _READ)

# Microsoft 365 Backup
BACKUP_SERVICE = documented(f"{_GRAPH}/backuprestoreroot-enable", "2026-11-26")
BACKUP_POLICIES = documented(f"{_GRAPH}/backuprestoreroot-post-exchangeprotectionpolicies", "2026-11-26")
BACKUP_UPDATE = documented(f"{_GRAPH}/exchangeprotectionpolicy-update", "2026-11-26")
BACKUP_UNIT = documented(f"{_GRAPH}/protectionunitbase-get", "2026-11-28")
BACKUP_UNITS = documented(f"{_GRAPH}/backuprestoreroot-list-mailboxprotectionunits", "2024-10-15")
BACKUP_JOBS = documented(
    f"{_GRAPH}/exchangeprotectionpolicy-post-mailboxprotectionunitsbulkadditionjobs", "2025-03-31"
)
RESTORE_POINTS = documented(f"{_GRAPH}/restorepoint-search", "2026-11-27")
BACKUP_ERRORS = documented(f"{_LEARN}/graph/backup-storage-error-codes", "2024-11-07")
ALL_SITES = documented(f"{_GRAPH}/site-getallsites", "2026-11-26")

# Exchange and Purview
EXO_ANSWERS = verified(
    "InvokeCommand answers captured app-only from a live tenant: fixtures of rknightion/graph2otel", "2026-07"
)
EXO_CLIENT = documented("https://github.com/silverhack/monkey365", _READ)
APP_ONLY = documented(f"{_LEARN}/powershell/exchange/app-only-auth-powershell-v2", _READ)
GET_MAILBOX = documented(f"{_CMDLET}/get-mailbox", _READ)
HOLDS_ON_A_MAILBOX = documented(
    f"{_LEARN}/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox", "2023-01-01"
)
INACTIVE_MAILBOXES = documented(f"{_LEARN}/purview/inactive-mailboxes-in-office-365", "2026-11-25")
SET_CAS_MAILBOX = documented(f"{_CMDLET}/set-casmailbox", "2026-11-27")
ACCEPTED_DOMAIN = documented(f"{_CMDLET}/get-accepteddomain", "2026-11-27")
GET_RECIPIENT = documented(f"{_CMDLET}/get-recipient", "2026-11-27")
DKIM = documented(f"{_LEARN}/defender-office-365/email-authentication-dkim-configure", "2026-11-27")
SET_TRANSPORT_RULE = documented(f"{_CMDLET}/set-transportrule", "2026-11-27")
SET_INBOUND_CONNECTOR = documented(f"{_CMDLET}/set-inboundconnector", "2026-11-28")
MAILBOX_STATISTICS = documented(f"{_CMDLET}/get-mailboxstatistics", "2026-11-29")
SET_AUDIT_BYPASS = documented(f"{_CMDLET}/set-mailboxauditbypassassociation", "2026-11-27")
ROLE_POLICIES = documented(f"{_LEARN}/exchange/permissions-exo/role-assignment-policies", "2026-11-27")
MANAGEMENT_ROLE_GROUPS = documented(f"{_LEARN}/exchange/permissions-exo/permissions-exo", "2026-11-28")
PRIORITY_ACCOUNTS = documented(f"{_LEARN}/microsoft-365/admin/setup/priority-accounts", "2026-11-27")
MAILBOX_AUDITING = documented("https://learn.microsoft.com/purview/audit-mailboxes", "2026-11-28")
SET_MAILBOX = documented(f"{_CMDLET}/set-mailbox", _READ)
RECIPIENT_FILTER = documented(f"{_LEARN}/powershell/exchange/recipient-filters", _READ)
RECOVERABLE = documented(
    f"{_LEARN}/exchange/recipients-in-exchange-online/manage-user-mailboxes/change-deleted-item-retention",
    _READ,
)
ORGANIZATION_CONFIG = documented(f"{_CMDLET}/set-organizationconfig", _READ)
AUDIT_ON_OR_OFF = documented("https://learn.microsoft.com/purview/audit-log-enable-disable", _READ)
AUDIT_SEARCH = documented(f"{_CMDLET}/search-unifiedauditlog", _READ)
AUDIT_RETENTION = documented(f"{_LEARN}/purview/audit-log-retention-policies", "2026-11-27")
EDISCOVERY = documented(f"{_GRAPH}/resources/security-ediscoveryholdpolicy", "2026-11-27")
SET_LABEL = documented(f"{_CMDLET}/set-compliancetag", _READ)
SET_RETENTION_POLICY = documented(f"{_CMDLET}/set-retentioncompliancepolicy", _READ)
NEW_RETENTION_RULE = documented(f"{_CMDLET}/new-retentioncompliancerule", _READ)
GET_RETENTION_POLICY = documented(f"{_CMDLET}/get-retentioncompliancepolicy", _READ)

OURS = "the embedded tenant's own: the real service has nothing of the kind"
"""Why of a test that says nothing of the real service; such a test is no route's only one."""

# What strangers ask besides
NEW_AUTHENTICATION_CONTEXT = documented(
    f"{_GRAPH}/conditionalaccessroot-post-authenticationcontextclassreferences?view=graph-rest-beta",
    "2026-11-30",
)
AUTHENTICATION_CONTEXTS = documented(f"{_GRAPH}/authenticationcontextclassreference-update", "2026-11-29")
ACCESS_REVIEWS = documented(f"{_GRAPH}/accessreviewset-list-definitions", "2026-11-25")
PIM_REQUESTS = documented(f"{_GRAPH}/rbacapplication-post-roleeligibilityschedulerequests", "2026-11-27")
ROLE_POLICY_RULES = documented(f"{_GRAPH}/unifiedrolemanagementpolicy-list-rules", "2026-11-27")
PIM_OF_GROUPS = documented(f"{_GRAPH}/privilegedaccessgroup-list-eligibilityscheduleinstances", "2026-11-27")
PERMISSION_GRANT_POLICIES = documented(f"{_GRAPH}/permissiongrantpolicy-list", "2026-11-27")
SYNCHRONISED_FROM = documented(
    f"{_GRAPH}/crosstenantaccesspolicyconfigurationpartner-put-identitysynchronization", "2026-11-30"
)
OTHER_CLOUDS = documented(f"{_GRAPH}/crosstenantaccesspolicy-update", "2026-11-30")
RESET_TO_SYSTEM_DEFAULT = documented(
    f"{_GRAPH}/crosstenantaccesspolicyconfigurationdefault-resettosystemdefault", "2026-11-30"
)
PARTNER_TENANTS = documented(f"{_GRAPH}/crosstenantaccesspolicy-post-partners", "2026-11-27")
METHODS_OF_USERS = documented(f"{_GRAPH}/authentication-list-methods", "2026-11-27")
BRANDING = documented(f"{_GRAPH}/organizationalbranding-get", "2026-11-27")
TERMS_OF_USE = documented(f"{_GRAPH}/termsofusecontainer-list-agreements", "2026-11-27")
FEDERATION_OF_DOMAINS = documented(f"{_GRAPH}/domain-list-federationconfiguration", "2026-11-27")
EXTERNAL_METHODS = documented(f"{_GRAPH}/resources/externalauthenticationmethodconfiguration", "2026-11-28")
OUTSIDE_FEDERATIONS = documented(f"{_GRAPH}/samlorwsfedexternaldomainfederation-list", "2026-11-28")
CERTIFICATE_AUTHORITIES = documented(
    f"{_GRAPH}/certificatebasedauthpki-list-certificateauthorities", "2026-11-28"
)
SITE_SEARCH = documented(f"{_GRAPH}/site-search", "2026-11-27")
SETTING_TEMPLATES = verified("CLI for Microsoft 365, groupsettingtemplate-list.spec.ts", "2026-11-25")
DELTA_QUERIES = documented("https://learn.microsoft.com/graph/delta-query-overview", "2026-11-28")
PIM_ALERTS = documented(f"{_GRAPH}/rolemanagementalert-list-alertdefinitions", "2026-11-28")
USAGE_FILES = documented(f"{_GRAPH}/reportroot-getoffice365activeuserdetail", "2026-11-28")
EXPORTED_REPORTS = documented(
    "https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis", "2026-11-28"
)
