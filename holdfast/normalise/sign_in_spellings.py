"""Two spellings of one meaning in Conditional Access: what the service treats alike is no drift.

Every row is a function over two normal forms, in Pulumi's names and lower case, which makes the second one say what
the first one says where both mean the same, and leaves everything else as it is. Only what a source says is here:
two spellings that may differ are drift.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from holdfast.model.directory import is_guid
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable

_GUEST_WORD = "guestsorexternalusers"
GUEST_TYPES = frozenset(
    {
        "b2bcollaborationguest",
        "b2bcollaborationmember",
        "b2bdirectconnectuser",
        "internalguest",
        "serviceprovider",
        "otherexternaluser",
    }
)
_PLATFORMS = frozenset({"android", "ios", "windows", "windowsphone", "macos", "linux"})
CLIENT_TYPES = frozenset({"browser", "mobileappsanddesktopclients", "exchangeactivesync", "other"})
_APPLICATIONS = frozenset({"office365", "microsoftadminportals"})
_LOCATIONS = frozenset({"alltrusted"})
_NOBODY = "none"
_SIDES = ("included", "excluded")
_LEARN = "https://learn.microsoft.com"


@value_class
class Spelling:
    """One pair of spellings."""

    words: str
    """Both, for people."""
    source: str
    """Who says that they mean the same, and when it was read."""
    same: Callable[[dict[str, Any], dict[str, Any]], None]
    """Changes the second policy where both say the same in two spellings."""


def spelt_alike(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return `found` in the spelling of `wanted`, wherever the two mean the same."""
    alike = copy.deepcopy(found)
    for one in SPELLINGS:
        one.same(wanted, alike)
    return alike


def _part(policy: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return an object inside the policy; an empty one where it has none."""
    for name in names:
        inner = policy.get(name)
        policy = inner if isinstance(inner, dict) else {}
    return policy


def _put(policy: dict[str, Any], value: Any, *names: str) -> None:
    """Set a property inside the policy; nothing in place of what is empty then."""
    if len(names) == 1:
        if value in (None, [], {}):
            policy.pop(names[0], None)
        else:
            policy[names[0]] = value
        return
    inner = _part(policy, names[0])
    _put(inner, value, *names[1:])
    _put(policy, inner, names[0])


def _one_control(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    ours, theirs = _part(wanted, "grantControls"), _part(found, "grantControls")
    known = {"and", "or"}
    if (
        ours.get("operator") in known
        and theirs.get("operator") in known
        and 1 in (_controls(ours), _controls(theirs))
    ):
        theirs["operator"] = ours["operator"]


def _controls(grant: dict[str, Any]) -> int:
    lists = ("builtInControls", "customAuthenticationFactors", "termsOfUses")
    return sum(len(grant.get(name, [])) for name in lists) + ("authenticationStrengthPolicyId" in grant)


def _everything(
    *place: str, included: str, excluded: str, known: frozenset[str]
) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    """Return the row of a condition that includes everything and excludes nothing, which is no condition."""

    def everything(one: dict[str, Any]) -> bool:
        """Return whether a condition leaves nothing out."""
        return one == {} or (_has_all(one.get(included, []), known) and excluded not in one)

    def same(wanted: dict[str, Any], found: dict[str, Any]) -> None:
        ours, theirs = _part(wanted, *place), _part(found, *place)
        if everything(ours) and everything(theirs):
            _put(found, copy.deepcopy(ours), *place)

    return same


def _client_types(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    ours, theirs = (_part(one, "conditions").get("clientAppTypes") for one in (wanted, found))
    if ours is not None and theirs is not None and {_every_type(ours), _every_type(theirs)} == {True}:
        _put(found, ours, "conditions", "clientAppTypes")


def _no_flow(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    methods = "authenticationFlowTransferMethods"
    ours, theirs = (_part(one, "conditions").get(methods) for one in (wanted, found))
    if all(one in (None, ["none"]) for one in (ours, theirs)):
        _put(found, ours, "conditions", methods)


def _has_all(named: list[str], known: frozenset[str]) -> bool:
    """Return whether `all` is named, and nothing besides but ids and words that are `known` to add nothing to it.

    What another word does beside `all` is understood by nobody; `none` there may empty the list.
    """
    return "all" in named and all(is_guid(one) for one in frozenset(named) - {"all"} - known)


def _every_type(types: list[str]) -> bool:
    return frozenset(types) == CLIENT_TYPES or _has_all(types, CLIENT_TYPES)


def _all_absorbs(
    *place: str, others: tuple[str, ...], known: frozenset[str]
) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    """Return the row of an inclusion that has everything: what it names besides adds nothing."""

    def same(wanted: dict[str, Any], found: dict[str, Any]) -> None:
        ours, theirs = _part(wanted, *place), _part(found, *place)
        if all(_has_all(one.get(others[0], []), known) and _known_guests(one) for one in (ours, theirs)):
            for name in others:
                _put(found, copy.deepcopy(ours.get(name)), *place, name)

    return same


def _known_guests(users: dict[str, Any], block: str = "includedGuestsOrExternalUsers") -> bool:
    """Return whether the guests of a block, if any, are of types that somebody knows."""
    blocks = users.get(block) or []
    return all(frozenset(one.get("guestOrExternalUserTypes", [])) <= GUEST_TYPES for one in blocks)


def _nobody_besides(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    """Let `None` alone among the users add nothing, where a group, a role or guests are included.

    Beside a user, or beside `All`, it may be what empties the list that it stands in.
    """
    ours, theirs = (_part(one, "conditions", "users") for one in (wanted, found))
    if all(_somebody_but_users(one) for one in (ours, theirs)):
        _put(found, copy.deepcopy(ours.get("includedUsers")), "conditions", "users", "includedUsers")


def _somebody_but_users(users: dict[str, Any]) -> bool:
    named = frozenset(users.get("includedUsers", []))
    others = (users.get(f"included{what}") for what in ("Groups", "Roles", "GuestsOrExternalUsers"))
    return named <= {_NOBODY} and any(others)


def _guests_of_all(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    for side in _SIDES:
        block = f"{side}GuestsOrExternalUsers"
        ours, theirs = (_part(one, "conditions", "users").get(block) for one in (wanted, found))
        if (
            ours
            and theirs
            and len(ours) == len(theirs) == 1
            and _every_tenant(ours[0])
            and _every_tenant(theirs[0])
        ):
            tenants = copy.deepcopy(ours[0].get("externalTenants"))
            _put(theirs[0], tenants, "externalTenants")


def _guests(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    for side in _SIDES:
        users, block = f"{side}Users", f"{side}GuestsOrExternalUsers"
        ours, theirs = (_part(one, "conditions", "users") for one in (wanted, found))
        if _every_guest(ours, users, block) and _every_guest(theirs, users, block):
            named, said = (_besides_guests(one, users, block) for one in (ours, theirs))
            both = (
                ours.get(users) if said == named else sorted(said | ({*ours.get(users, [])} & {_GUEST_WORD}))
            )
            _put(found, copy.deepcopy(both), "conditions", "users", users)
            _put(found, copy.deepcopy(ours.get(block)), "conditions", "users", block)


def _besides_guests(conditions: dict[str, Any], users: str, block: str) -> set[str]:
    """Return who is named besides all guests; `None` alone beside their block is nobody, as in `_nobody_besides`."""
    named = {*conditions.get(users, [])}
    alone = users == "includedUsers" and named == {_NOBODY} and conditions.get(block)
    return set() if alone else named - {_GUEST_WORD}


def _every_guest(conditions: dict[str, Any], users: str, block: str) -> bool:
    """Return whether all six types of guests of all tenants are meant, by the old word or by the new block.

    And these alone: a type beside them that nobody knows is somebody else.
    """
    if _GUEST_WORD in conditions.get(users, []):
        return _known_guests(conditions, block)
    blocks = conditions.get(block) or []
    return any(
        frozenset(one.get("guestOrExternalUserTypes", [])) == GUEST_TYPES and _every_tenant(one)
        for one in blocks
    )


def _every_tenant(guests: dict[str, Any]) -> bool:
    """Return whether guests of all tenants are meant, which is also what is meant where no tenants are named."""
    tenants = guests.get("externalTenants") or [{}]
    return tenants in ([{}], [{"membershipKind": "all"}])


SPELLINGS = (
    Spelling(
        "`AND` and `OR` over one control",
        f"{_LEARN}/entra/identity/conditional-access/concept-conditional-access-policies (2026-11-25)",
        _one_control,
    ),
    Spelling(
        "guests of all tenants, and guests of which no tenants are named",
        f"{_LEARN}/graph/api/resources/conditionalaccessguestsorexternalusers (2026-11-25)",
        _guests_of_all,
    ),
    Spelling(
        "`None` beside a group, a role or guests, and these alone: inclusions are added up",
        f"{_LEARN}/entra/identity/conditional-access/concept-conditional-access-users-groups (2026-11-25); that `None` "
        "empties nothing but the list of users is recalled",
        _nobody_besides,
    ),
    Spelling(
        "`GuestsOrExternalUsers` and the block of all six types",
        f"{_LEARN}/graph/api/resources/conditionalaccessusers (2026-11-25)",
        _guests,
    ),
    Spelling(
        "every platform, and no condition on platforms",
        f"{_LEARN}/entra/identity/conditional-access/policy-all-users-device-unknown-unsupported (2026-11-25)",
        _everything(
            *("conditions", "platforms"),
            included="includedPlatforms",
            excluded="excludedPlatforms",
            known=_PLATFORMS,
        ),
    ),
    Spelling(
        "every location, and no condition on locations",
        f"{_LEARN}/entra/identity/conditional-access/concept-assignment-network (2026-11-25)",
        _everything(
            *("conditions", "locations"),
            included="includedLocations",
            excluded="excludedLocations",
            known=_LOCATIONS,
        ),
    ),
    Spelling(
        "`all` and all four client application types",
        f"{_LEARN}/entra/identity/conditional-access/concept-conditional-access-conditions (2026-11-25)",
        _client_types,
    ),
    Spelling(
        "`none` and no transfer method: the flag's value is 0 in the schema, and null stands where none is chosen",
        f"{_LEARN}/graph/api/resources/authenticationflow and conditionalaccessauthenticationflows; "
        "https://github.com/microsoftgraph/msgraph-metadata (conditionalAccessTransferMethods); "
        "https://github.com/Microsoft365DSC/Microsoft365DSC/pull/4970 (2026-11-26)",
        _no_flow,
    ),
    Spelling(
        "`All` users, and `All` with users, groups, roles or guests besides",
        f"{_LEARN}/graph/api/resources/conditionalaccessusers (2026-11-25)",
        _all_absorbs(
            *("conditions", "users"),
            others=("includedUsers", "includedGroups", "includedRoles", "includedGuestsOrExternalUsers"),
            known=frozenset({_GUEST_WORD}),
        ),
    ),
    Spelling(
        "`All` applications, and `All` with applications besides",
        f"{_LEARN}/entra/identity/conditional-access/concept-conditional-access-cloud-apps (2026-11-25)",
        _all_absorbs(*("conditions", "applications"), others=("includedApplications",), known=_APPLICATIONS),
    ),
)
"""All rows, in the order in which they are applied."""
