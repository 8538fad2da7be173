"""Which way a Conditional Access policy stops protecting when it is changed: every property that has a direction.

Works on two normal forms in Pulumi's names and lower case, before and after. Lists of who and what is included or
excluded have their direction in the kind itself (`Field.protects`); here is what depends on more than one property, or
where no value at all means everything. Where it cannot be told which of two values protects more, the change counts as
weaker: a question too many is better than a policy too few.
Source: https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy and the pages below it (2026-11-26).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.normalise.sign_in_proofs import demands_less
from holdfast.normalise.sign_in_spellings import CLIENT_TYPES, GUEST_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Policy = Mapping[str, Any]
    Weaker = Callable[[Policy, Policy], bool]

_HOURS_OF = {"hours": 1, "days": 24}
_BROWSER = {"always": 0, None: 1, "never": 2}
"""How soon a browser forgets, by mode."""
_UNKNOWN = -1


@value_class
class Direction:
    """One thing about a policy that can protect less than it did."""

    path: str
    """What is told, in Pulumi's names."""
    decided_by: tuple[str, ...]
    """Paths of the properties that it looks at."""
    weaker: Weaker
    """Takes an enabled policy before and after."""
    said: Callable[[Policy], Any] | None = None
    """What a policy says of it, where that is more than stands at the path."""


def is_enabled(policy: Policy) -> bool:
    """Return whether the policy is enforced."""
    return str(policy.get("state", "")).casefold() == "enabled"


def weakened_paths(before: Policy, after: Policy) -> Iterator[str]:
    """Yield the path of everything by which an enforced policy protects less, or `state` when it is enforced no longer.

    A policy that was not enforced protected nothing, so nothing of it can be weakened.
    """
    if not is_enabled(before):
        return
    if not is_enabled(after):
        yield "state"
        return
    for one in DIRECTIONS:
        if one.weaker(before, after):
            yield one.path


def value_at(policy: Policy, path: str) -> Any:
    """Return what stands at a dotted path; None where nothing does."""
    value: Any = policy
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def said_at(policy: Policy, path: str) -> Any:
    """Return all that a policy says of what is told as `path`; None where it says nothing."""
    said = next((one.said for one in DIRECTIONS if one.path == path), None)
    return said(policy) if said else value_at(policy, path)


def _narrowed(path: str, everything: frozenset[str] = frozenset({"all"})) -> Weaker:
    """Return the rule of a condition that lists when a policy applies, and of which no value means always."""

    def always(values: frozenset[str]) -> bool:
        return not values or "all" in values or values >= everything

    def weaker(before: Policy, after: Policy) -> bool:
        was, becomes = (_words(value_at(one, path)) for one in (before, after))
        return not always(becomes) and (always(was) or bool(was - becomes))

    return weaker


def _words(value: Any) -> frozenset[str]:
    """Return the words of a list, or of a text of flags."""
    items = value.split(",") if isinstance(value, str) else value or ()
    return frozenset(str(one).strip().casefold() for one in items)


def _filtered(path: str, *, adds: bool) -> Weaker:
    """Return the rule of a filter.

    Args:
        path: where it stands.
        adds: whether one that includes reaches more than the policy does without it, instead of less.
    """

    def reaches_more(rule: Mapping[str, Any]) -> bool:
        return adds and rule.get("mode") == "include"

    def weaker(before: Policy, after: Policy) -> bool:
        was, becomes = value_at(before, path), value_at(after, path)
        if not was:
            return bool(becomes) and not reaches_more(becomes)
        return reaches_more(was) if not becomes else bool(was != becomes)

    return weaker


def _guests(policy: Policy, side: str) -> dict[str, frozenset[str] | None]:
    """Return the tenants of each type of guest on one side, `included` or `excluded`; None for all tenants."""
    if "guestsorexternalusers" in _words(value_at(policy, f"conditions.users.{side}Users")):
        return dict.fromkeys(GUEST_TYPES)
    return _some_guests(policy, side)


def _some_guests(policy: Policy, side: str) -> dict[str, frozenset[str] | None]:
    """Return the same without the word for all guests, which is told where it stands: among the users."""
    users = value_at(policy, "conditions.users") or {}
    found: dict[str, frozenset[str] | None] = {}
    for block in users.get(f"{side}GuestsOrExternalUsers") or ():
        tenants = (block.get("externalTenants") or [{}])[0]
        some = _words(tenants.get("members")) if tenants.get("membershipKind") == "enumerated" else None
        found.update(dict.fromkeys(_words(block.get("guestOrExternalUserTypes")), some))
    return found


def _leaves_out(
    more: Mapping[str, frozenset[str] | None], fewer: Mapping[str, frozenset[str] | None]
) -> bool:
    """Return whether somebody among `more` is not among `fewer`."""
    for guest, tenants in more.items():
        others = fewer.get(guest, frozenset())
        if others is not None and (tenants is None or tenants - others):
            return True
    return False


def _fewer_guests(before: Policy, after: Policy) -> bool:
    everybody = "all" in _words(value_at(after, "conditions.users.includedUsers"))
    return not everybody and _leaves_out(_some_guests(before, "included"), _guests(after, "included"))


def _more_guests_excluded(before: Policy, after: Policy) -> bool:
    return _leaves_out(_some_guests(after, "excluded"), _guests(before, "excluded"))


def _switched_off(path: str) -> Weaker:
    return lambda before, after: value_at(before, path) is True and value_at(after, path) is not True


def _less_controlled(before: Policy, after: Policy) -> bool:
    """Return whether Defender for Cloud Apps may do less; what it is configured to do elsewhere cannot be compared."""
    was, becomes = (value_at(one, "sessionControls.cloudAppSecurityPolicy") for one in (before, after))
    return bool(was) and was != becomes and not (was == "monitoronly" and becomes)


def _longer_remembered(before: Policy, after: Policy) -> bool:
    was, becomes = (value_at(one, "sessionControls.persistentBrowserMode") for one in (before, after))
    return was != becomes and _BROWSER.get(becomes, _UNKNOWN) < _BROWSER.get(was, math.inf)


def _hours(policy: Policy) -> float:
    """Return after how many hours a user signs in again: 0 each time, infinite for never."""
    session = policy.get("sessionControls") or {}
    if str(session.get("signInFrequencyInterval")).casefold() == "everytime":
        return 0.0
    value = session.get("signInFrequency")
    if not isinstance(value, int | float):
        return math.inf
    return float(value) * _HOURS_OF.get(
        str(session.get("signInFrequencyPeriod")).casefold(), _HOURS_OF["days"]
    )


def _frequency(policy: Policy) -> str | None:
    """Return in words how often a user signs in again, such as `23 hours`; None for never."""
    session, hours = policy.get("sessionControls") or {}, _hours(policy)
    if not hours:
        return "every time"
    if math.isinf(hours):
        return None
    return f"{session['signInFrequency']} {session.get('signInFrequencyPeriod', 'days')}"


def _rarer(before: Policy, after: Policy) -> bool:
    return _hours(after) > _hours(before)


def _asks_again_for_less(before: Policy, after: Policy) -> bool:
    path, half = "sessionControls.signInFrequencyAuthenticationType", "secondaryauthentication"
    return math.isfinite(_hours(before)) and value_at(after, path) == half != value_at(before, path)


def _list(path: str, everything: frozenset[str] = frozenset({"all"})) -> Direction:
    return Direction(path, (path,), _narrowed(path, everything))


def _filter(path: str, *, adds: bool = False) -> Direction:
    return Direction(path, (f"{path}.mode", f"{path}.rule"), _filtered(path, adds=adds))


def _guest(path: str, weaker: Weaker) -> Direction:
    tenants = f"{path}.externalTenants"
    places = (f"{path}.guestOrExternalUserTypes", f"{tenants}.membershipKind", f"{tenants}.members")
    return Direction(path, places, weaker)


def _proofs(before: Policy, after: Policy) -> bool:
    return demands_less(before.get("grantControls"), after.get("grantControls"))


_GRANT = (
    "operator",
    "builtInControls",
    "customAuthenticationFactors",
    "termsOfUses",
    "authenticationStrengthPolicyId",
)
_FREQUENCY = ("signInFrequency", "signInFrequencyPeriod", "signInFrequencyInterval")
_S = "sessionControls"

DIRECTIONS = (
    _list("conditions.clientAppTypes", CLIENT_TYPES),
    _list("conditions.authenticationFlowTransferMethods"),
    _list("conditions.insiderRiskLevels"),
    _list("conditions.servicePrincipalRiskLevels"),
    _list("conditions.signInRiskLevels"),
    _list("conditions.userRiskLevels"),
    _list("conditions.locations.includedLocations"),
    _list("conditions.platforms.includedPlatforms"),
    _filter("conditions.devices.filter"),
    _filter("conditions.applications.filter", adds=True),
    _filter("conditions.clientApplications.filter", adds=True),
    _guest("conditions.users.includedGuestsOrExternalUsers", _fewer_guests),
    _guest("conditions.users.excludedGuestsOrExternalUsers", _more_guests_excluded),
    Direction("grantControls", tuple(f"grantControls.{name}" for name in _GRANT), _proofs),
    *(
        Direction(path, (path,), _switched_off(path))
        for path in (f"{_S}.applicationEnforcedRestrictionsEnabled", f"{_S}.disableResilienceDefaults")
    ),
    Direction(f"{_S}.cloudAppSecurityPolicy", (f"{_S}.cloudAppSecurityPolicy",), _less_controlled),
    Direction(f"{_S}.persistentBrowserMode", (f"{_S}.persistentBrowserMode",), _longer_remembered),
    Direction(f"{_S}.signInFrequency", tuple(f"{_S}.{name}" for name in _FREQUENCY), _rarer, _frequency),
    Direction(
        f"{_S}.signInFrequencyAuthenticationType",
        (f"{_S}.signInFrequencyAuthenticationType",),
        _asks_again_for_less,
    ),
)
"""All of them, beside `state` and the lists whose direction the kind states."""
