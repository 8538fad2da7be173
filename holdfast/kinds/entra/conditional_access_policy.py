"""Conditional Access policies: who may sign in to what, from where, and with which proof.

Over 400 lines because the example stands whole: the answer with every condition, and what each becomes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from holdfast.gates.lockout import BreakGlass, Risk, danger_now
from holdfast.kinds.codec import FLAGS, Codec, only_item
from holdfast.kinds.decode import MisreadError, as_guid, as_moment, as_object, member, required
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.desired import parse_reference
from holdfast.model.directory import GROUP, USER, is_guid
from holdfast.model.finding import Rank
from holdfast.normalise.sign_in_spellings import spelt_alike

_LOCATION = "azuread:index/namedLocation:NamedLocation"
_STRENGTH = "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy"
_STRENGTH_PATH = "/policies/authenticationStrengthPolicies/"
_EXAMPLE_STRENGTH = "732d3100-0000-4000-8000-0000732d3100"
_TENANTS = "#microsoft.graph.conditionalAccess"
_PROTECTS = {"included": Protects.MORE, "excluded": Protects.FEWER}
"""Which lists of a condition protect more, by the first letters of their names."""
_NOBODY = "none"
"""The word of a list of users or applications for none of them.
Source: https://learn.microsoft.com/graph/api/resources/conditionalaccessusers and api-facts 2 (2026-11-29)."""
_ALL, _TRUSTED, _GUESTS, _AGENTS = "All", "AllTrusted", "GuestsOrExternalUsers", "AllAgentIdUsers"
_SUITES = ("Office365", "MicrosoftAdminPortals", "AllAgentIdResources")
_OWN = "ServicePrincipalsInMyTenant"
"""Words in the place of ids. Sources: https://learn.microsoft.com/graph/api/resources/conditionalaccessusers,
conditionalaccessapplications, conditionalaccesslocations, conditionalaccessclientapplications there (2026-11-29); those
about agents are in policies that people publish (2026)."""
_EVERYWHERE_WITHOUT = frozenset({"includedLocations", "includedPlatforms"})
"""Lists of which none at all means everything: `sign_in_directions` says which way they protect less."""


def _names(name: str, wire: str, doc: str, *, refers_to: str = "", **facts: Any) -> Field:
    """Return the field of a set of ids or words; who is excluded is left out, who is included is protected."""
    protects = None if name in _EVERYWHERE_WITHOUT else _PROTECTS.get(name[:8])
    return Field(
        name=name,
        wire=wire,
        doc=doc,
        many=True,
        any_case=True,
        refers_to=refers_to,
        protects=protects,
        **facts,
    )


def _filter(name: str, wire: str, doc: str) -> Field:
    mode = Field(
        name="mode",
        doc="`include` or `exclude`.",
        required=True,
        any_case=True,
        values=("include", "exclude"),
    )
    rule = Field(name="rule", doc="Filter rule, in Microsoft's rule language.", required=True)
    return Field(name=name, wire=wire, doc=doc, type=Type.OBJECT, fields=(mode, rule))


def _external_tenants_to_wire(item: dict[str, Any]) -> dict[str, Any]:
    kind = "EnumeratedExternalTenants" if item.get("membershipKind") == "enumerated" else "AllExternalTenants"
    return {"@odata.type": f"{_TENANTS}{kind}", **item}


def _guests(name: str, wire: str) -> Field:
    """Return the field for guests and external users: a list of at most one in Pulumi, an object at the wire."""
    tenants = Field(
        name="externalTenants",
        doc="The other tenants whose users are meant.",
        type=Type.OBJECT,
        many=True,
        most=1,
        codec=only_item(Codec(encode=_external_tenants_to_wire, decode=lambda wire: wire)),
        fields=(
            Field(
                name="membershipKind",
                doc="`all` or `enumerated`.",
                required=True,
                any_case=True,
                values=("all", "enumerated"),
            ),
            _names("members", "members", "Tenant ids, for `enumerated`.", id_or=()),
        ),
    )
    types = _names(
        "guestOrExternalUserTypes", "guestOrExternalUserTypes", "Kinds of guests.", codec=FLAGS, required=True
    )
    return Field(
        name=name,
        wire=wire,
        doc="Guests and external users.",
        type=Type.OBJECT,
        many=True,
        most=1,
        codec=only_item(),
        fields=(types, tenants),
    )


_APPLICATIONS = (
    _names(
        "includedApplications",
        "includeApplications",
        "Application ids, `All`, `None`, `Office365` or `MicrosoftAdminPortals`.",
        nobody=_NOBODY,
        id_or=(_ALL, _NOBODY, *_SUITES),
    ),
    _names(
        "excludedApplications", "excludeApplications", "Application ids that are left out.", id_or=_SUITES
    ),
    _names("includedUserActions", "includeUserActions", "User actions instead of applications."),
    _filter("filter", "applicationFilter", "Applications by their security attributes."),
)
_USERS = (
    _names(
        "includedUsers",
        "includeUsers",
        "User ids, `All`, `None` or `GuestsOrExternalUsers`.",
        refers_to=USER,
        nobody=_NOBODY,
        id_or=(_ALL, _NOBODY, _GUESTS, _AGENTS),
    ),
    _names(
        "excludedUsers",
        "excludeUsers",
        "User ids that are left out.",
        refers_to=USER,
        id_or=(_GUESTS, _AGENTS),
    ),
    _names("includedGroups", "includeGroups", "Group ids.", refers_to=GROUP, id_or=()),
    _names("excludedGroups", "excludeGroups", "Group ids that are left out.", refers_to=GROUP, id_or=()),
    _names("includedRoles", "includeRoles", "Directory role template ids.", id_or=()),
    _names("excludedRoles", "excludeRoles", "Directory role template ids that are left out.", id_or=()),
    _guests("includedGuestsOrExternalUsers", "includeGuestsOrExternalUsers"),
    _guests("excludedGuestsOrExternalUsers", "excludeGuestsOrExternalUsers"),
)
_CONDITIONS = (
    Field(
        name="applications",
        doc="What is signed in to.",
        type=Type.OBJECT,
        fields=_APPLICATIONS,
        required=True,
    ),
    Field(name="users", doc="Who signs in.", type=Type.OBJECT, fields=_USERS, required=True),
    _names("clientAppTypes", "clientAppTypes", "Kinds of client application.", required=True),
    _names(
        "authenticationFlowTransferMethods",
        "authenticationFlows.transferMethods",
        "`deviceCodeFlow`, `authenticationTransfer`.",
        codec=FLAGS,
    ),
    Field(
        name="clientApplications",
        doc="Which workload identities.",
        type=Type.OBJECT,
        fields=(
            _names(
                "includedServicePrincipals",
                "includeServicePrincipals",
                "Service principal ids.",
                id_or=(_OWN,),
            ),
            _names(
                "excludedServicePrincipals",
                "excludeServicePrincipals",
                "Service principal ids that are left out.",
                id_or=(),
            ),
            _filter("filter", "servicePrincipalFilter", "Service principals by their security attributes."),
        ),
    ),
    Field(
        name="devices",
        doc="Which devices.",
        type=Type.OBJECT,
        fields=(_filter("filter", "deviceFilter", "Devices by their properties."),),
    ),
    Field(name="insiderRiskLevels", doc="Insider risk levels.", any_case=True, flags=True),
    Field(
        name="locations",
        doc="From where.",
        type=Type.OBJECT,
        fields=(
            _names(
                "includedLocations",
                "includeLocations",
                "Location ids, `All`, `AllTrusted`.",
                refers_to=_LOCATION,
                id_or=(_ALL, _TRUSTED),
            ),
            _names(
                "excludedLocations",
                "excludeLocations",
                "Location ids that are left out.",
                refers_to=_LOCATION,
                id_or=(_ALL, _TRUSTED),
            ),
        ),
    ),
    Field(
        name="platforms",
        doc="On which device platforms.",
        type=Type.OBJECT,
        fields=(
            _names("includedPlatforms", "includePlatforms", "Platforms."),
            _names("excludedPlatforms", "excludePlatforms", "Platforms that are left out."),
        ),
    ),
    _names("servicePrincipalRiskLevels", "servicePrincipalRiskLevels", "Risk of the workload identity."),
    _names("signInRiskLevels", "signInRiskLevels", "Risk of the sign-in."),
    _names("userRiskLevels", "userRiskLevels", "Risk of the user."),
)


def _strength_to_wire(value: str) -> dict[str, str]:
    return {"id": value.removeprefix(_STRENGTH_PATH)}


def _strength_from_wire(wire: Any) -> str:
    return f"{_STRENGTH_PATH}{required(as_object(wire, ''), 'id', as_guid)}"


def _wrong_strength(text: str) -> str:
    """Return why the azuread plugin refuses a text as the id of a strength; empty where it does not.

    It takes no bare id since its version 6 (source: hashicorp/terraform-provider-azuread#1547, 2026-11-29).
    """
    bare = text.removeprefix(_STRENGTH_PATH)
    if parse_reference(text) or (bare != text and is_guid(bare)):
        return ""
    return f"should be {_STRENGTH_PATH} and then the id of a strength, a GUID, is {text!r}"


_GRANT = (
    Field(name="operator", doc="`AND` or `OR`.", required=True, values=("AND", "OR"), any_case=True),
    _names("builtInControls", "builtInControls", "`mfa`, `block`, `compliantDevice` and the like."),
    _names("customAuthenticationFactors", "customAuthenticationFactors", "Custom control ids."),
    _names("termsOfUses", "termsOfUse", "Terms of use ids.", id_or=()),
    Field(
        name="authenticationStrengthPolicyId",
        wire="authenticationStrength",
        doc="Authentication strength, as `/policies/authenticationStrengthPolicies/{id}`.",
        codec=Codec(encode=_strength_to_wire, decode=_strength_from_wire),
        any_case=True,
        refers_to=_STRENGTH,
        refused=_wrong_strength,
    ),
)
_SESSION = (
    Field(
        name="applicationEnforcedRestrictionsEnabled",
        wire="applicationEnforcedRestrictions.isEnabled",
        doc="Exchange and SharePoint limit the session.",
        type=Type.BOOLEAN,
        default=False,
    ),
    Field(
        name="cloudAppSecurityPolicy",
        wire="cloudAppSecurity.cloudAppSecurityType",
        enabled_by="isEnabled",
        doc="`blockDownloads`, `mcasConfigured` or `monitorOnly`.",
        any_case=True,
        values=("blockDownloads", "mcasConfigured", "monitorOnly"),
    ),
    Field(
        name="disableResilienceDefaults",
        doc="Sessions are not extended while the service is disturbed.",
        type=Type.BOOLEAN,
        default=False,
    ),
    Field(
        name="persistentBrowserMode",
        wire="persistentBrowser.mode",
        enabled_by="isEnabled",
        doc="`always` or `never`.",
        any_case=True,
        values=("always", "never"),
    ),
    Field(
        name="signInFrequency",
        wire="signInFrequency.value",
        enabled_by="isEnabled",
        doc="Number of days or hours after which a user signs in again.",
        type=Type.INTEGER,
        minimum=1,
    ),
    Field(
        name="signInFrequencyPeriod",
        wire="signInFrequency.type",
        enabled_by="isEnabled",
        doc="`days` or `hours`.",
        any_case=True,
        values=("days", "hours"),
    ),
    Field(
        name="signInFrequencyAuthenticationType",
        wire="signInFrequency.authenticationType",
        enabled_by="isEnabled",
        doc="`primaryAndSecondaryAuthentication` or `secondaryAuthentication`.",
        any_case=True,
        values=("primaryAndSecondaryAuthentication", "secondaryAuthentication"),
        default="primaryandsecondaryauthentication",
    ),
    Field(
        name="signInFrequencyInterval",
        wire="signInFrequency.frequencyInterval",
        enabled_by="isEnabled",
        doc="`timeBased` or `everyTime`.",
        any_case=True,
        values=("timeBased", "everyTime"),
        default="timebased",
    ),
)

_BETA = "Graph's beta schema and reference (2026-11-25)"
_EXPORT = "an export of a real tenant by beta (2026)"
_PREVIEW = (
    "a preview feature: Graph v1.0 leaves such a policy out of its answers and refuses to write it, so no apply can "
    "take this back: remove it in the Entra admin center"
)


_SWITCHED_OFF: tuple[Any, ...] = (None, {}, {"isEnabled": False})
"""A session control that is not there, or off: `isEnabled` of
https://learn.microsoft.com/graph/api/resources/conditionalaccesssessioncontrol (2026-11-26)."""


def _preview(place: str, why: str, seen: str = _BETA, harmless: tuple[Any, ...] = ()) -> Watched:
    """Return the statement about something that only beta knows."""
    return Watched(place, why, harmless, mend=_PREVIEW, seen=seen)


_WATCHED = (
    Watched(
        "conditions.applications.includeAuthenticationContextClassReferences",
        "the policy applies to this context only, instead of applications",
    ),
    Watched(
        "sessionControls.secureSignInSession",
        "changes which sessions are bound to their device",
        harmless=_SWITCHED_OFF,
    ),
    Watched("deletedDateTime", "a deleted policy is not enforced", seen=_EXPORT),
    _preview("conditions.applications.globalSecureAccess", "the policy applies to network traffic only"),
    _preview("conditions.applications.networkAccess", "the policy applies to network traffic only"),
    _preview("conditions.clientApplications.includeAgentIdServicePrincipals", "which agents"),
    _preview("conditions.clientApplications.excludeAgentIdServicePrincipals", "agents that are left out"),
    _preview("conditions.clientApplications.agentIdServicePrincipalFilter", "which agents"),
    _preview("conditions.devices.includeDevices", "on some devices only"),
    _preview("conditions.devices.excludeDevices", "devices that are left out"),
    _preview("conditions.devices.includeDeviceStates", "on devices in some state only"),
    _preview("conditions.devices.excludeDeviceStates", "devices in some state are left out"),
    _preview("conditions.deviceStates", "on devices in some state only"),
    _preview("conditions.agents", "which agents' users"),
    _preview("conditions.agentContext", "at some sessions of agents only"),
    _preview("conditions.agentIdRiskLevels", "at some risk of an agent only"),
    _preview("conditions.times", "at some times only", _EXPORT),
    _preview("sessionControls.continuousAccessEvaluation", "tokens outlive what should end them"),
    _preview(
        "sessionControls.globalSecureAccessFilteringProfile",
        "which network traffic is filtered",
        harmless=_SWITCHED_OFF,
    ),
    _preview(
        "sessionControls.networkAccessSecurity", "which network traffic is filtered", harmless=_SWITCHED_OFF
    ),
    _preview(
        "sessionControls.blockSensitiveActions", "which actions are blocked", _EXPORT, harmless=_SWITCHED_OFF
    ),
    _preview("partialEnablementStrategy", "the policy is enforced for a part of its users only", _EXPORT),
)
_FROZEN = tuple(
    Frozen(one.place, "Graph v1.0, by which policies are written, refuses a policy with a preview feature")
    for one in _WATCHED
    if one.mend == _PREVIEW
)
_SIDES = tuple(f"conditions.users.{side}GuestsOrExternalUsers" for side in ("included", "excluded"))
_TOGETHER = (
    tuple(
        f"grantControls.{name}"
        for name in (
            "operator",
            "builtInControls",
            "authenticationStrengthPolicyId",
            "customAuthenticationFactors",
            "termsOfUses",
        )
    ),
    tuple(
        f"sessionControls.signInFrequency{part}" for part in ("", "Period", "AuthenticationType", "Interval")
    ),
    *(
        (f"conditions.{what}.filter.mode", f"conditions.{what}.filter.rule")
        for what in ("applications", "clientApplications", "devices")
    ),
    *(
        (
            f"{side}.guestOrExternalUserTypes",
            f"{side}.externalTenants.membershipKind",
            f"{side}.externalTenants.members",
        )
        for side in _SIDES
    ),
)
"""Source: https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols (an operator over all of them;
MFA is not combined with a strength), signinfrequencysessioncontrol, conditionalaccessfilter and
conditionalaccessguestsorexternalusers beside it (2026-11-26)."""
_OPEN_WHERE_MANAGED = (
    "state",
    *(f"conditions.users.excluded{what}" for what in ("Users", "Groups", "Roles", "GuestsOrExternalUsers")),
)
"""What a client may change in a policy that Microsoft manages.

Source: https://learn.microsoft.com/entra/identity/conditional-access/managed-policies (2026-11-26)."""
_HARMLESS = (
    Harmless("description templateId", "texts and origin for people; the conditions decide"),
    Harmless("createdDateTime modifiedDateTime", "when it was changed; what it is now is compared"),
)

_TYPES = """
    conditionalAccessConditionSet conditionalAccessApplications conditionalAccessUsers
    conditionalAccessGuestsOrExternalUsers conditionalAccessAllExternalTenants
    conditionalAccessEnumeratedExternalTenants conditionalAccessAuthenticationFlows
    conditionalAccessClientApplications conditionalAccessDevices conditionalAccessFilter conditionalAccessLocations
    conditionalAccessPlatforms conditionalAccessGrantControls conditionalAccessSessionControls
    applicationEnforcedRestrictionsSessionControl cloudAppSecuritySessionControl persistentBrowserSessionControl
    signInFrequencySessionControl
"""
"""Types of the objects of which the fields speak. A service names one where it is not the declared one; an export
names all."""

_MANAGED_NAME, _MANAGED_TEMPLATE = "Microsoft-managed: ", "4200930c-0da2-4e33-ca01-"
"""What the name and the template's id of a policy begin with that Microsoft manages; both together, because anybody
may choose a name. Source: https://learn.microsoft.com/entra/identity/conditional-access/managed-policies for the name
(2026-11-26); a real answer of 2025 for the template."""


class ConditionalAccessPolicy(GraphObject):
    """Policies, of which Microsoft makes and keeps up some by itself."""

    __slots__ = ()

    def live(self, row: Mapping[str, Any], object_id: str, *, built_in: bool = False) -> LiveObject:
        """Return the live object of one wire row (see `Kind.live`)."""
        managed = all(
            str(row.get(name) or "").casefold().startswith(start.casefold())
            for name, start in (("displayName", _MANAGED_NAME), ("templateId", _MANAGED_TEMPLATE))
        )
        live = GraphObject.live(self, row, object_id, built_in=built_in)
        return replace(live, managed_by_microsoft=managed, changed_at=_changed_at(row))


def _changed_at(row: Mapping[str, Any]) -> datetime | None:
    """Return when a policy was last changed, else made; None where the row does not say it as a moment."""
    for name in ("modifiedDateTime", "createdDateTime"):
        with contextlib.suppress(MisreadError):
            if moment := member(row, name, as_moment):
                return moment
    return None


def _rank(live: LiveObject, break_glass: BreakGlass) -> Rank:
    """Return what a policy that nobody declared can do: lock people out, or leave out whom it seems to protect.

    Report-only and switched off ones do nothing yet; a report-only one is told by what it would do once enabled.
    """
    state = str(live.inputs.get("state")).casefold()
    locks_out = danger_now(live.inputs, break_glass).risk is not Risk.NONE
    if state == "disabled":
        return Rank(Severity.LOW, "it is switched off")
    if state != "enabled":
        if locks_out:
            told = "it is in report-only; enabled as it is, it could lock the emergency accounts out"
            return Rank(Severity.MEDIUM, told)
        return Rank(Severity.LOW, "it is in report-only and stops nobody yet")
    if locks_out and "block" in _lower(live.inputs.get("grantControls"), "builtInControls"):
        told = "it is enabled, blocks, and can reach the emergency accounts: it can lock everybody out"
        return Rank(Severity.CRITICAL, told)
    users = (live.inputs.get("conditions") or {}).get("users")
    found = [
        (Severity.HIGH, "can reach the emergency accounts with what it asks for", locks_out),
        (Severity.HIGH, "leaves everybody out", "all" in _lower(users, "excludedUsers")),
        (Severity.HIGH, "leaves holders of directory roles out", bool(_lower(users, "excludedRoles"))),
        (Severity.MEDIUM, "leaves somebody out", _leaves_out(users, break_glass)),
    ]
    true = [(severity, words) for severity, words, holds in found if holds]
    if not true:
        return Rank(Severity.MEDIUM, "it is enabled and decides over sign-ins")
    return Rank(true[0][0], f"it is enabled and {', and '.join(words for _, words in true)}")


def _leaves_out(users: Any, break_glass: BreakGlass) -> bool:
    """Return whether somebody besides the emergency accounts, everybody and roles is left out."""
    people = _lower(users, "excludedUsers") - break_glass.accounts - {"all"}
    return bool(
        people
        or _lower(users, "excludedGroups") - break_glass.groups
        or _lower(users, "excludedGuestsOrExternalUsers")
    )


def _lower(within: Any, name: str) -> frozenset[str]:
    """Return the words of a list in lower case; nothing where there is none."""
    values = within.get(name) if isinstance(within, Mapping) else None
    return frozenset(str(one).casefold() for one in values or ())


_EXAMPLE = Example(
    row={
        "id": "e65ad1b6-13b6-4e22-95f4-3e16c5c3b0b3",
        "templateId": None,
        "displayName": "Everything",
        "createdDateTime": "2026-02-13T11:37:41.7574033Z",
        "modifiedDateTime": None,
        "deletedDateTime": None,
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "userRiskLevels": ["high"],
            "signInRiskLevels": ["medium"],
            "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
            "servicePrincipalRiskLevels": ["low"],
            "insiderRiskLevels": "elevated",
            "clients": None,
            "agentIdRiskLevels": None,
            "times": None,
            "platforms": {"includePlatforms": ["all"], "excludePlatforms": ["linux"]},
            "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]},
            "devices": {
                "includeDevices": [],
                "excludeDevices": [],
                "deviceFilter": {"mode": "exclude", "rule": "device.isCompliant -eq True"},
            },
            "authenticationFlows": {"transferMethods": "deviceCodeFlow,authenticationTransfer"},
            "applications": {
                "includeApplications": ["Office365"],
                "excludeApplications": ["00000002-0000-0ff1-ce00-000000000000"],
                "includeUserActions": ["urn:user:registerdevice"],
                "includeAuthenticationContextClassReferences": [],
                "applicationFilter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"},
            },
            "users": {
                "includeUsers": ["All"],
                "excludeUsers": ["11111111-0000-4000-8000-000000000001"],
                "includeGroups": ["22222222-0000-4000-8000-000000000002"],
                "excludeGroups": ["33333333-0000-4000-8000-000000000003"],
                "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"],
                "excludeRoles": ["d29b2b05-8046-44ba-8758-1e26182fcf32"],
                "includeGuestsOrExternalUsers": {
                    "guestOrExternalUserTypes": "internalGuest,serviceProvider",
                    "externalTenants": {
                        "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
                        "membershipKind": "enumerated",
                        "members": ["44444444-0000-4000-8000-000000000004"],
                    },
                },
                "excludeGuestsOrExternalUsers": {
                    "guestOrExternalUserTypes": "b2bCollaborationMember",
                    "externalTenants": {
                        "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
                        "membershipKind": "enumerated",
                        "members": ["66666666-0000-4000-8000-000000000006"],
                    },
                },
            },
            "clientApplications": {
                "includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
                "excludeServicePrincipals": ["55555555-0000-4000-8000-000000000005"],
                "servicePrincipalFilter": {"mode": "include", "rule": "CustomSecurityAttribute.C_d -eq 2"},
            },
        },
        "grantControls": {
            "operator": "AND",
            "builtInControls": ["mfa"],
            "customAuthenticationFactors": ["a-factor"],
            "termsOfUse": ["736f6d65-0000-4000-8000-0000736f6d65"],
            "authenticationStrength@odata.context": "https://graph.microsoft.com/v1.0/$metadata#…",
            "authenticationStrength": {
                "id": _EXAMPLE_STRENGTH,
                "displayName": "Phishing-resistant MFA",
                "policyType": "builtIn",
                "allowedCombinations": ["fido2"],
                "combinationConfigurations": [],
            },
        },
        "sessionControls": {
            "disableResilienceDefaults": True,
            "applicationEnforcedRestrictions": {"isEnabled": True},
            "cloudAppSecurity": {"isEnabled": True, "cloudAppSecurityType": "monitorOnly"},
            "persistentBrowser": {"isEnabled": True, "mode": "never"},
            "secureSignInSession": None,
            "signInFrequency": {
                "isEnabled": True,
                "value": 4,
                "type": "hours",
                "authenticationType": "secondaryAuthentication",
                "frequencyInterval": "timeBased",
            },
        },
    },
    inputs={
        "objectId": "e65ad1b6-13b6-4e22-95f4-3e16c5c3b0b3",
        "displayName": "Everything",
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "userRiskLevels": ["high"],
            "signInRiskLevels": ["medium"],
            "servicePrincipalRiskLevels": ["low"],
            "insiderRiskLevels": "elevated",
            "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
            "authenticationFlowTransferMethods": ["deviceCodeFlow", "authenticationTransfer"],
            "platforms": {"includedPlatforms": ["all"], "excludedPlatforms": ["linux"]},
            "locations": {"includedLocations": ["All"], "excludedLocations": ["AllTrusted"]},
            "devices": {"filter": {"mode": "exclude", "rule": "device.isCompliant -eq True"}},
            "applications": {
                "includedApplications": ["Office365"],
                "excludedApplications": ["00000002-0000-0ff1-ce00-000000000000"],
                "includedUserActions": ["urn:user:registerdevice"],
                "filter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"},
            },
            "users": {
                "includedUsers": ["All"],
                "excludedUsers": ["11111111-0000-4000-8000-000000000001"],
                "includedGroups": ["22222222-0000-4000-8000-000000000002"],
                "excludedGroups": ["33333333-0000-4000-8000-000000000003"],
                "includedRoles": ["62e90394-69f5-4237-9190-012177145e10"],
                "excludedRoles": ["d29b2b05-8046-44ba-8758-1e26182fcf32"],
                "includedGuestsOrExternalUsers": [
                    {
                        "guestOrExternalUserTypes": ["internalGuest", "serviceProvider"],
                        "externalTenants": [
                            {
                                "membershipKind": "enumerated",
                                "members": ["44444444-0000-4000-8000-000000000004"],
                            }
                        ],
                    }
                ],
                "excludedGuestsOrExternalUsers": [
                    {
                        "guestOrExternalUserTypes": ["b2bCollaborationMember"],
                        "externalTenants": [
                            {
                                "membershipKind": "enumerated",
                                "members": ["66666666-0000-4000-8000-000000000006"],
                            }
                        ],
                    }
                ],
            },
            "clientApplications": {
                "includedServicePrincipals": ["ServicePrincipalsInMyTenant"],
                "excludedServicePrincipals": ["55555555-0000-4000-8000-000000000005"],
                "filter": {"mode": "include", "rule": "CustomSecurityAttribute.C_d -eq 2"},
            },
        },
        "grantControls": {
            "operator": "AND",
            "builtInControls": ["mfa"],
            "customAuthenticationFactors": ["a-factor"],
            "termsOfUses": ["736f6d65-0000-4000-8000-0000736f6d65"],
            "authenticationStrengthPolicyId": f"{_STRENGTH_PATH}{_EXAMPLE_STRENGTH}",
        },
        "sessionControls": {
            "disableResilienceDefaults": True,
            "applicationEnforcedRestrictionsEnabled": True,
            "cloudAppSecurityPolicy": "monitorOnly",
            "persistentBrowserMode": "never",
            "signInFrequency": 4,
            "signInFrequencyPeriod": "hours",
            "signInFrequencyAuthenticationType": "secondaryAuthentication",
            "signInFrequencyInterval": "timeBased",
        },
    },
)
"""Source: https://learn.microsoft.com/graph/api/conditionalaccesspolicy-get (2026-11-24)."""

KIND = ConditionalAccessPolicy(
    token="azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
    title="Conditional Access policy",
    doc="Grants, limits or blocks sign-ins that meet its conditions.",
    key="displayName",
    path="/identity/conditionalAccess/policies",
    version="beta",
    omits=(
        "nothing that is known. Graph v1.0 leaves out every policy that uses a preview feature, so the policies are "
        "read by beta; they are written by v1.0, which refuses to write such a policy."
    ),
    examples=(_EXAMPLE,),
    answers=("conditionalAccessPolicy",),
    always=("state", "conditions", "grantControls", "sessionControls"),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=_FROZEN,
    together=_TOGETHER,
    open_where_managed=_OPEN_WHERE_MANAGED,
    id_prefix="/identity/conditionalAccess/policies/",
    fields=(
        Field(name="displayName", doc="Name of the policy: its natural key.", required=True),
        Field(
            name="state",
            doc="`enabled`, `disabled` or `enabledForReportingButNotEnforced`.",
            required=True,
            any_case=True,
            values=("enabled", "disabled", "enabledForReportingButNotEnforced"),
        ),
        Field(name="conditions", doc="When it applies.", type=Type.OBJECT, fields=_CONDITIONS, required=True),
        Field(name="grantControls", doc="What must be proven.", type=Type.OBJECT, fields=_GRANT),
        Field(
            name="sessionControls",
            doc="How long and how the session lasts.",
            type=Type.OBJECT,
            fields=_SESSION,
        ),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    whole=True,
    spelt_alike=spelt_alike,
    closed=("conditions", "grantControls", "sessionControls"),
    types=tuple(f"microsoft.graph.{name}" for name in _TYPES.split()),
    report_unmanaged=True,
    read_with=("m365:entra:SecurityDefaults",),
    rank=_rank,
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "Application.Read.All"),
    licence="AAD_PREMIUM",
    source="https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy (2026-11-24)",
)
