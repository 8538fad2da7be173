"""Shapes of Conditional Access: v1.0 after its CSDL, beta after an export of 2026 (api-facts 2.2, 2.3).

What that export does not show and beta's reference names (global secure access, agents that are left out) is
answered only where it is set; members of its enumerations are those of the export and the reference (2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.odata.schema import Type

RISK_LEVELS = ("low", "medium", "high", "hidden", "none")
STATES = ("enabled", "disabled", "enabledForReportingButNotEnforced")
_STRINGS = Many(Text(nullable=False))
_RISKS = Many(Text(nullable=False, choices=RISK_LEVELS))
_MODE = ("include", "exclude")

_FILTER = StructuredType(
    "conditionalAccessFilter",
    {"mode": Text(nullable=False, choices=_MODE), "rule": Text(nullable=False)},
)
_MEMBERSHIP = Text(choices=("all", "enumerated"))
_EXTERNAL_TENANTS = StructuredType(
    "conditionalAccessExternalTenants",
    {},
    subtypes={
        "conditionalAccessAllExternalTenants": StructuredType(
            "conditionalAccessAllExternalTenants", {"membershipKind": _MEMBERSHIP}
        ),
        "conditionalAccessEnumeratedExternalTenants": StructuredType(
            "conditionalAccessEnumeratedExternalTenants", {"membershipKind": _MEMBERSHIP, "members": _STRINGS}
        ),
    },
)
_GUESTS = StructuredType(
    "conditionalAccessGuestsOrExternalUsers",
    {
        "guestOrExternalUserTypes": Text(
            choices=(
                "none",
                "internalGuest",
                "b2bCollaborationGuest",
                "b2bCollaborationMember",
                "b2bDirectConnectUser",
                "otherExternalUser",
                "serviceProvider",
            ),
            flags=True,
        ),
        "externalTenants": _EXTERNAL_TENANTS,
    },
)
_USERS = StructuredType(
    "conditionalAccessUsers",
    {
        "includeUsers": _STRINGS,
        "excludeUsers": _STRINGS,
        "includeGroups": _STRINGS,
        "excludeGroups": _STRINGS,
        "includeRoles": _STRINGS,
        "excludeRoles": _STRINGS,
        "includeGuestsOrExternalUsers": _GUESTS,
        "excludeGuestsOrExternalUsers": _GUESTS,
    },
)
_APPLICATIONS: Mapping[str, Type] = {
    "includeApplications": _STRINGS,
    "excludeApplications": _STRINGS,
    "includeUserActions": _STRINGS,
    "includeAuthenticationContextClassReferences": _STRINGS,
    "applicationFilter": _FILTER,
}
_PLATFORM = Many(
    Text(
        nullable=False,
        choices=("android", "iOS", "windows", "windowsPhone", "macOS", "linux", "all"),
    )
)
_CLIENT_APPLICATIONS: Mapping[str, Type] = {
    "includeServicePrincipals": _STRINGS,
    "excludeServicePrincipals": _STRINGS,
    "servicePrincipalFilter": _FILTER,
}
_CONDITIONS: Mapping[str, Type] = {
    "userRiskLevels": _RISKS,
    "signInRiskLevels": _RISKS,
    "servicePrincipalRiskLevels": _RISKS,
    "insiderRiskLevels": Text(choices=("minor", "moderate", "elevated"), flags=True),
    "clientAppTypes": Many(
        Text(
            nullable=False,
            choices=(
                "all",
                "browser",
                "mobileAppsAndDesktopClients",
                "exchangeActiveSync",
                "easSupported",
                "other",
            ),
        )
    ),
    "platforms": StructuredType(
        "conditionalAccessPlatforms", {"includePlatforms": _PLATFORM, "excludePlatforms": _PLATFORM}
    ),
    "locations": StructuredType(
        "conditionalAccessLocations", {"includeLocations": _STRINGS, "excludeLocations": _STRINGS}
    ),
    "devices": StructuredType("conditionalAccessDevices", {"deviceFilter": _FILTER}),
    "clientApplications": StructuredType("conditionalAccessClientApplications", _CLIENT_APPLICATIONS),
    "authenticationFlows": StructuredType(
        "conditionalAccessAuthenticationFlows",
        {
            "transferMethods": Text(
                nullable=False, choices=("none", "deviceCodeFlow", "authenticationTransfer"), flags=True
            )
        },
    ),
    "applications": StructuredType("conditionalAccessApplications", _APPLICATIONS),
    "users": _USERS,
}
_BETA_CONDITIONS: Mapping[str, Type] = {
    **_CONDITIONS,
    "times": Anything(),
    "deviceStates": StructuredType(
        "conditionalAccessDeviceStates", {"includeStates": _STRINGS, "excludeStates": _STRINGS}
    ),
    "agents": Anything(),
    "agentContext": Anything(),
    "agentIdRiskLevels": Text(choices=("low", "medium", "high"), flags=True),
    "devices": StructuredType(
        "conditionalAccessDevices",
        {
            "includeDeviceStates": _STRINGS,
            "excludeDeviceStates": _STRINGS,
            "includeDevices": _STRINGS,
            "excludeDevices": _STRINGS,
            "deviceFilter": _FILTER,
        },
    ),
    "clientApplications": StructuredType(
        "conditionalAccessClientApplications",
        {
            **_CLIENT_APPLICATIONS,
            "includeAgentIdServicePrincipals": _STRINGS,
            "excludeAgentIdServicePrincipals": _STRINGS,
            "agentIdServicePrincipalFilter": _FILTER,
        },
        sparse=frozenset({"excludeAgentIdServicePrincipals", "agentIdServicePrincipalFilter"}),
    ),
    "applications": StructuredType(
        "conditionalAccessApplications",
        {**_APPLICATIONS, "globalSecureAccess": Anything(), "networkAccess": Anything()},
        sparse=frozenset({"globalSecureAccess", "networkAccess"}),
    ),
}
_GRANT_CONTROLS = StructuredType(
    "conditionalAccessGrantControls",
    {
        "operator": Text(choices=("AND", "OR")),
        "builtInControls": Many(
            Text(
                nullable=False,
                choices=(
                    "block",
                    "mfa",
                    "compliantDevice",
                    "domainJoinedDevice",
                    "approvedApplication",
                    "compliantApplication",
                    "passwordChange",
                    "riskRemediation",
                ),
            )
        ),
        "customAuthenticationFactors": _STRINGS,
        "termsOfUse": _STRINGS,
        # A reference: only its id is read, so a client may send back the whole object it was given.
        "authenticationStrength": Anything(),
    },
)
_ENABLED: Mapping[str, Type] = {"isEnabled": Flag()}
_SESSION_CONTROLS: Mapping[str, Type] = {
    "disableResilienceDefaults": Flag(),
    "applicationEnforcedRestrictions": StructuredType(
        "applicationEnforcedRestrictionsSessionControl", _ENABLED
    ),
    "cloudAppSecurity": StructuredType(
        "cloudAppSecuritySessionControl",
        {
            **_ENABLED,
            "cloudAppSecurityType": Text(choices=("mcasConfigured", "monitorOnly", "blockDownloads")),
        },
    ),
    "signInFrequency": StructuredType(
        "signInFrequencySessionControl",
        {
            **_ENABLED,
            "value": Whole(),
            "type": Text(choices=("days", "hours")),
            "authenticationType": Text(
                choices=("primaryAndSecondaryAuthentication", "secondaryAuthentication")
            ),
            "frequencyInterval": Text(choices=("timeBased", "everyTime")),
        },
    ),
    "persistentBrowser": StructuredType(
        "persistentBrowserSessionControl", {**_ENABLED, "mode": Text(choices=("always", "never"))}
    ),
    "secureSignInSession": StructuredType("secureSignInSessionControl", _ENABLED),
}
_BETA_SESSION_CONTROLS: Mapping[str, Type] = {
    **_SESSION_CONTROLS,
    "continuousAccessEvaluation": StructuredType(
        "continuousAccessEvaluationSessionControl",
        {"mode": Text(choices=("strictEnforcement", "disabled", "strictLocation"))},
    ),
    "blockSensitiveActions": Anything(),
    "globalSecureAccessFilteringProfile": StructuredType(
        "globalSecureAccessFilteringProfileSessionControl", {**_ENABLED, "profileId": Text()}
    ),
    "networkAccessSecurity": Anything(),
}
_SPARSE_SESSION_CONTROLS = frozenset({"globalSecureAccessFilteringProfile", "networkAccessSecurity"})
_READ_ONLY = frozenset({"id", "createdDateTime", "modifiedDateTime", "deletedDateTime"})


def _policy(
    conditions: Mapping[str, Type], session: Mapping[str, Type], extra: Mapping[str, Type]
) -> StructuredType:
    return StructuredType(
        "conditionalAccessPolicy",
        {
            "id": Text(),
            "templateId": Text(),
            "displayName": Text(nullable=False),
            "description": Text(),
            "createdDateTime": Text(),
            "modifiedDateTime": Text(),
            "state": Text(nullable=False, choices=STATES),
            "deletedDateTime": Text(),
            **extra,
            "conditions": StructuredType("conditionalAccessConditionSet", conditions, nullable=False),
            "grantControls": _GRANT_CONTROLS,
            "sessionControls": StructuredType(
                "conditionalAccessSessionControls", session, sparse=_SPARSE_SESSION_CONTROLS
            ),
        },
        nullable=False,
        read_only=_READ_ONLY,
        # Ten keys on every policy; a description is there only once one was given (api-facts 2.3).
        sparse=frozenset({"description"}),
        required=frozenset({"displayName", "state", "conditions"}),
    )


POLICY: Mapping[str, StructuredType] = {
    "v1.0": _policy(_CONDITIONS, _SESSION_CONTROLS, {}),
    "beta": _policy(_BETA_CONDITIONS, _BETA_SESSION_CONTROLS, {"partialEnablementStrategy": Anything()}),
}
"""conditionalAccessPolicy by API version."""

_LOCATION: Mapping[str, Type] = {
    "id": Text(),
    "displayName": Text(nullable=False),
    "modifiedDateTime": Text(),
    "createdDateTime": Text(),
    "deletedDateTime": Text(),
}
_CIDR: Mapping[str, Type] = {"cidrAddress": Text(nullable=False)}
_RANGE = StructuredType(
    "ipRange",
    {},
    nullable=False,
    subtypes={
        "iPv4CidrRange": StructuredType("iPv4CidrRange", _CIDR),
        "iPv6CidrRange": StructuredType("iPv6CidrRange", _CIDR),
    },
)
IP_LOCATION = StructuredType(
    "ipNamedLocation",
    {**_LOCATION, "isTrusted": Flag(nullable=False), "ipRanges": Many(_RANGE)},
    read_only=_READ_ONLY,
    required=frozenset({"displayName", "ipRanges"}),
)
"""ipNamedLocation."""
COUNTRY_LOCATION = StructuredType(
    "countryNamedLocation",
    {
        **_LOCATION,
        "countriesAndRegions": _STRINGS,
        "countryLookupMethod": Text(choices=("clientIpAddress", "authenticatorAppGps")),
        "includeUnknownCountriesAndRegions": Flag(nullable=False),
    },
    read_only=_READ_ONLY,
    required=frozenset({"displayName", "countriesAndRegions"}),
)
"""countryNamedLocation."""
COMPLIANT_NETWORK_LOCATION = StructuredType(
    "compliantNetworkNamedLocation",
    {**_LOCATION, "compliantNetworkType": Text(), "isTrusted": Flag(nullable=False)},
    read_only=_READ_ONLY,
)
"""compliantNetworkNamedLocation: in beta only, made by the service, not by clients."""
LOCATION = StructuredType(
    "namedLocation",
    {},
    nullable=False,
    subtypes={shape.name: shape for shape in (IP_LOCATION, COUNTRY_LOCATION)},
)
"""namedLocation as clients may send it."""
EVERY_LOCATION = StructuredType(
    "namedLocation",
    {},
    subtypes={**LOCATION.subtypes, COMPLIANT_NETWORK_LOCATION.name: COMPLIANT_NETWORK_LOCATION},
)
"""namedLocation as beta answers it."""
