"""Which policies do what security defaults do: ask everybody for a second factor. Pure functions.

What security defaults do: https://learn.microsoft.com/entra/fundamentals/security-defaults (2026-11-26). They ask every
user to register for MFA, administrators for it always and users where it is needed, and block legacy authentication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.directory import SYNC_ROLE
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_WHAT_AND_WHO = frozenset({"users", "applications", "clientAppTypes"})
_MODERN = frozenset({"browser", "mobileappsanddesktopclients"})
"""The client types that can ask for a second factor."""
_LEGACY = frozenset({"exchangeactivesync", "other"})


_MULTIFACTOR = frozenset(
    {
        "devicebasedpush",
        "federatedmultifactor",
        "fido2",
        "temporaryaccesspassmultiuse",
        "temporaryaccesspassonetime",
        "windowshelloforbusiness",
        "x509certificatemultifactor",
    }
)
"""Methods that are more than one factor by themselves; of others it takes two, joined by a comma. Source:
https://learn.microsoft.com/graph/api/resources/authenticationstrengths-overview (2026-11-26)."""
_BUILT_IN = "00000000-0000-0000-0000-00000000000"
_STRENGTHS_OF_MFA = frozenset(f"{_BUILT_IN}{number}" for number in (2, 3, 4))
"""Microsoft's own: multifactor authentication, passwordless, phishing-resistant. Source:
https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths (2026-11-26)."""


@value_class
class Everybody:
    """What a policy may leave out, and be content with, and still asks everybody. In lower case, as policies say it."""

    groups: frozenset[str] = frozenset()
    """The break-glass group."""
    users: frozenset[str] = frozenset()
    """Emergency accounts, and those that synchronise the directory: security defaults never ask the latter either.
    Source: https://learn.microsoft.com/entra/fundamentals/security-defaults (2026-11-26)."""
    strengths: frozenset[str] = _STRENGTHS_OF_MFA
    """Ids of authentication strengths of which every combination is more than one factor, and references to such."""

    def asked(self, policy: Mapping[str, Any]) -> bool:
        """Return whether a policy, once enabled, asks every user for more than a password, always.

        Args:
            policy: in Pulumi's names, plain JSON values.
        """
        return _asks_for_more(policy, self.strengths) and self._is_for_all(policy)

    def _is_for_all(self, policy: Mapping[str, Any]) -> bool:
        """Return whether nobody else is left out, at any application and in any circumstance."""
        conditions = policy.get("conditions")
        if not isinstance(conditions, dict):
            return False
        clients = conditions.get("clientAppTypes")
        modern = clients is None or "all" in _lower(clients) or _lower(clients) >= _MODERN
        always = all(_is_always(value) for name, value in conditions.items() if name not in _WHAT_AND_WHO)
        return (
            modern
            and always
            and self._are_all(conditions.get("users"))
            and _is_all(conditions.get("applications"))
        )

    def _are_all(self, users: Any) -> bool:
        if not isinstance(users, dict) or "all" not in _lower(users.get("includedUsers")):
            return False
        may_be_left_out = {
            "excludedGroups": self.groups,
            "excludedUsers": self.users,
            "excludedRoles": frozenset((SYNC_ROLE,)),
        }
        left_out = {name: value for name, value in users.items() if value and not name.startswith("included")}
        return all(
            isinstance(value, list) and _lower(value) <= may_be_left_out.get(name, frozenset())
            for name, value in left_out.items()
        )


EVERYBODY = Everybody()
"""Nobody may be left out."""


def strength_word(identifier: str) -> str:
    """Return by what `Everybody.strengths` knows an id, with its path or without, or a reference."""
    return identifier.casefold().rpartition("/")[2]


def is_multifactor(combinations: Collection[str]) -> bool:
    """Return whether each combination of a strength is more than one factor; none at all is no strength.

    Args:
        combinations: as Graph writes them, such as `fido2` or `password,sms`.
    """
    return bool(combinations) and all(
        "," in one or one.casefold() in _MULTIFACTOR for one in map(str, combinations)
    )


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


def _asks_for_more(policy: Mapping[str, Any], strengths: Collection[str]) -> bool:
    """Return whether a policy asks for more than a password: MFA, or one of `strengths`.

    Under `OR` beside what a stolen password can do as well, nobody needs the second factor.
    """
    grant = policy.get("grantControls")
    if not isinstance(grant, dict):
        return False
    controls = _lower(grant.get("builtInControls"))
    strength = strength_word(str(grant.get("authenticationStrengthPolicyId") or ""))
    cheaper = bool(grant.get("termsOfUses")) or "passwordchange" in controls
    instead = str(grant.get("operator")).casefold() == "or" and cheaper
    weaker = bool(strength) and strength not in strengths and "mfa" not in controls
    return ("mfa" in controls or bool(strength)) and not instead and not weaker


def _is_all(applications: Any) -> bool:
    """Return whether every application is meant; a policy that says nothing of them is for each."""
    if applications is None:
        return True
    if not isinstance(applications, dict):
        return False
    narrowed = applications.get("filter") or applications.get("excludedApplications")
    return "all" in _lower(applications.get("includedApplications")) and not narrowed


def _is_always(condition: Any) -> bool:
    """Return whether a condition narrows nothing: there is none, or it includes everything and excludes nothing."""
    if not isinstance(condition, dict):
        return not condition
    given = {name: value for name, value in condition.items() if value}
    return all(name.startswith("included") and "all" in _lower(value) for name, value in given.items())


def _lower(values: Any) -> frozenset[str]:
    return frozenset(one_case(str(one)) for one in values) if isinstance(values, list) else frozenset()
