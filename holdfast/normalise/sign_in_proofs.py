"""Whether one set of grant controls can be met with less than another. Pure functions over normal forms.

Controls are read as alternatives of what has to be proven together: `AND` is one alternative with all of them, `OR` one
for each. What comes after demands less when one of its alternatives proves none of what was asked for before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    Alternatives = frozenset[frozenset[str]]

_BLOCK = "block"
_RETIRED = frozenset({"approvedapplication"})
"""Treated as not selected, it may be, or as it always was: neither reading may demand less.
Source: https://learn.microsoft.com/entra/identity/conditional-access/migrate-approved-client-app (2026-11-26)."""
_BUILT_IN = "00000000-0000-0000-0000-00000000000"
_PROVES = {
    f"strength {_BUILT_IN}4": frozenset({f"strength {_BUILT_IN}3", f"strength {_BUILT_IN}2", "mfa"}),
    f"strength {_BUILT_IN}3": frozenset({f"strength {_BUILT_IN}2", "mfa"}),
    f"strength {_BUILT_IN}2": frozenset({"mfa"}),
}
"""What each of Microsoft's own strengths proves besides; a client's own ones are on no such ladder.
Source: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths (2026-11-26)."""


def demands_less(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Return whether the controls `after` can be met with less than those `before`; None demands nothing."""
    return any(
        not _implies(_alternatives(after, without), _alternatives(before, without))
        for without in (frozenset[str](), _RETIRED)
    )


def _implies(after: Alternatives, before: Alternatives) -> bool:
    """Return whether whoever meets `after` has met `before`."""
    if frozenset({_BLOCK}) in after:
        return True
    return all(any(wanted <= _proven(given) for wanted in before) for given in after)


def _proven(given: frozenset[str]) -> frozenset[str]:
    return given.union(*(_PROVES.get(one, frozenset()) for one in given))


def _alternatives(grant: Mapping[str, Any] | None, without: frozenset[str]) -> Alternatives:
    controls = _controls(grant or {}) - without
    if _BLOCK in controls:  # beside others it is still block
        return frozenset({frozenset({_BLOCK})})
    if grant and grant.get("operator") == "or" and controls:
        return frozenset(frozenset({one}) for one in controls)
    return frozenset({controls})


def _controls(grant: Mapping[str, Any]) -> frozenset[str]:
    named = {
        "": grant.get("builtInControls") or (),
        "factor ": grant.get("customAuthenticationFactors") or (),
        "terms ": grant.get("termsOfUses") or (),
    }
    found = {f"{sort}{one}" for sort, items in named.items() for one in items}
    strength = str(grant.get("authenticationStrengthPolicyId") or "")
    return frozenset(found | ({f"strength {strength.rpartition('/')[2]}"} if strength else set()))
