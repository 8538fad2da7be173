"""Which policies do what security defaults do: ask everybody for a second factor. Pure functions.

What security defaults do: https://learn.microsoft.com/entra/fundamentals/security-defaults (2026-11-26). They ask every
user to register for MFA, administrators for it always and users where it is needed, and block legacy authentication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHAT_AND_WHO = frozenset({"users", "applications", "clientAppTypes"})
_MODERN = frozenset({"browser", "mobileappsanddesktopclients"})
"""The client types that can ask for a second factor."""
_LEGACY = frozenset({"exchangeactivesync", "other"})


def asks_everybody(policy: Mapping[str, Any]) -> bool:
    """Return whether a policy, once enabled, asks every user for more than a password, always.

    Args:
        policy: in Pulumi's names, plain JSON values. Exclusions are not looked at.
    """
    return _asks_for_more(policy) and _applies_to_all(policy)


def is_done_by_defaults(policy: Mapping[str, Any]) -> bool:
    """Return whether a policy asks for a kind of thing that security defaults ask for too: MFA, or no legacy clients.

    A strength counts as MFA: defaults know none, and whoever goes back to them has to let go of it.

    Args:
        policy: as for `asks_everybody`.
    """
    grant, conditions = policy.get("grantControls"), policy.get("conditions")
    if not isinstance(grant, dict) or not isinstance(conditions, dict) or policy.get("sessionControls"):
        return False
    asked = {name for name, value in grant.items() if value and name != "operator"}
    controls = _lower(grant.get("builtInControls"))
    if asked == {"builtInControls"} and controls == {"block"}:
        return _lower(conditions.get("clientAppTypes")) <= _LEGACY and bool(conditions.get("clientAppTypes"))
    return (
        bool(asked) and asked <= {"builtInControls", "authenticationStrengthPolicyId"} and controls <= {"mfa"}
    )


def _asks_for_more(policy: Mapping[str, Any]) -> bool:
    """Return whether a policy asks for more than a password: MFA, or a strength of Microsoft's or one's own.

    Under `OR` beside what a stolen password can do as well, nobody needs the second factor.
    """
    grant = policy.get("grantControls")
    if not isinstance(grant, dict):
        return False
    controls, strength = _lower(grant.get("builtInControls")), grant.get("authenticationStrengthPolicyId")
    cheaper = bool(grant.get("termsOfUses")) or "passwordchange" in controls
    instead = str(grant.get("operator")).casefold() == "or" and cheaper
    return ("mfa" in controls or bool(strength)) and not instead


def _applies_to_all(policy: Mapping[str, Any]) -> bool:
    """Return whether every user is meant, at every application and in every circumstance."""
    conditions = policy.get("conditions")
    if not isinstance(conditions, dict):
        return False
    users, applications, clients = (
        conditions.get(name) for name in ("users", "applications", "clientAppTypes")
    )
    everybody = isinstance(users, dict) and "all" in _lower(users.get("includedUsers"))
    everything = applications is None or (
        isinstance(applications, dict)
        and "all" in _lower(applications.get("includedApplications"))
        and not applications.get("filter")
    )
    modern = clients is None or "all" in _lower(clients) or _lower(clients) >= _MODERN
    always = all(_is_always(value) for name, value in conditions.items() if name not in _WHAT_AND_WHO)
    return everybody and everything and modern and always


def _is_always(condition: Any) -> bool:
    """Return whether a condition narrows nothing: there is none, or it includes everything and excludes nothing."""
    if not isinstance(condition, dict):
        return not condition
    given = {name: value for name, value in condition.items() if value}
    return all(name.startswith("included") and "all" in _lower(value) for name, value in given.items())


def _lower(values: Any) -> frozenset[str]:
    return frozenset(str(one).casefold() for one in values) if isinstance(values, list) else frozenset()
