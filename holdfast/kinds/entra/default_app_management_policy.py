"""The tenant's default rules for the credentials of applications: which may be added, and how long they live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import MOMENT, PERIOD, Codec
from holdfast.kinds.decode import MisreadError, as_moment, as_period, member
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

_PASSWORDS = (
    "`passwordAddition`, `passwordLifetime`, `symmetricKeyAddition`, `symmetricKeyLifetime` "
    "or `customPasswordAddition`"
)
_KEYS = "`asymmetricKeyLifetime`"
_SAID = ("restrictionType", "state", "maxLifetime", "restrictForAppsCreatedAfterDateTime")
_SCOPES = ("applicationRestrictions", "servicePrincipalRestrictions")


def _for_everybody(value: Any) -> Any:
    """Return the rules of a list; no input can say who is exempt from one.

    Raises:
        MisreadError: when somebody is, or of a rule nothing is known.
    """
    for number, rule in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(rule, dict) or not any(rule.get(one) is not None for one in _SAID):
            raise MisreadError(f"[{number}]", "a rule of which something is known", rule)
        if rule.get("excludeActors") is not None:
            raise MisreadError(f"[{number}].excludeActors", "absent", rule["excludeActors"])
    return value


def _as_strict(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Return whether a rule of the same type restricts as much as ours, or more."""
    if ours == theirs:
        return True
    try:
        (since, longest), (asked_since, asked) = _since_and_longest(theirs), _since_and_longest(ours)
    except MisreadError:
        return False
    if not _acts(theirs) or since != asked_since:
        return False
    as_short = longest is asked if longest is None or asked is None else longest <= asked
    return as_short or not _acts(ours)


def _since_and_longest(rule: Mapping[str, Any]) -> tuple[datetime | None, timedelta | None]:
    since = member(rule, "restrictForAppsCreatedAfterDateTime", as_moment)
    return since, member(rule, "maxLifetime", as_period)


def _acts(rule: Mapping[str, Any]) -> bool:
    return str(rule.get("state")).casefold() == "enabled"


def _type(rule: Mapping[str, Any]) -> str:
    return str(rule.get("restrictionType")).casefold()


def _stricter_kept(
    ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return our rules, each as theirs is where that is as strict; one of a type that stands there twice is ours."""
    kept = []
    for rule in ours:
        same = [one for one in theirs if _type(one) == _type(rule)]
        kept.append(same[0] if len(same) == 1 and _as_strict(rule, same[0]) else rule)
    return kept


def _restrict_more(found: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether each rule asked for is there as strict, and what is there besides acts."""
    there = {_type(one): one for one in found}
    wanted = {_type(one): one for one in asked}
    return len(there) == len(found) and all(
        one in there and _as_strict(rule, there[one]) if (rule := wanted.get(one)) else _acts(there[one])
        for one in {*there, *wanted}
    )


def _carried(live: Mapping[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return `body` with what somebody made stricter, and acting rules of other types: each list is replaced whole."""
    for scope, part in ((scope, body[scope]) for scope in _SCOPES if scope in body):
        for name in part:
            theirs = (live.get(scope) or {}).get(name) or []
            types = {_type(one) for one in part[name]}
            others = [one for one in theirs if _type(one) not in types and _acts(one)]
            part[name] = [*_stricter_kept(part[name], theirs), *others]
    return whole_members(live, body)


def _credentials(name: str, what: str, types: str) -> Field:
    """Return the field of one list of restrictions."""
    return Field(
        name=name,
        doc=f"Rules for {what}, at most one of each type.",
        type=Type.OBJECT,
        many=True,
        codec=Codec(encode=lambda rules: rules, decode=_for_everybody),
        stricter_items=_restrict_more,
        fields=(
            Field(name="restrictionType", doc=f"What is restricted: {types}.", any_case=True, required=True),
            Field(
                name="state",
                doc="Whether the rule acts.",
                any_case=True,
                values=("enabled", "disabled"),
                required=True,
            ),
            Field(name="maxLifetime", doc="How long one lives, as ISO 8601 has it: `P180D`.", codec=PERIOD),
            Field(
                name="restrictForAppsCreatedAfterDateTime",
                doc="For applications that were made after this moment; `0001-01-01T00:00:00Z` for all.",
                codec=MOMENT,
            ),
        ),
    )


def _restrictions(name: str, of: str) -> Field:
    """Return the field of the rules for one sort of object."""
    return Field(
        name=name,
        doc=f"Rules for {of}.",
        type=Type.OBJECT,
        fields=(
            _credentials("passwordCredentials", f"passwords and shared keys of {of}", _PASSWORDS),
            _credentials("keyCredentials", f"certificates of {of}", _KEYS),
        ),
    )


def _rules(maximum: str) -> dict[str, list[dict[str, str]]]:
    """Return an example's rules."""
    everybody = "0001-01-01T00:00:00Z"
    return {
        "passwordCredentials": [
            {
                "restrictionType": "passwordLifetime",
                "state": "enabled",
                "maxLifetime": maximum,
                "restrictForAppsCreatedAfterDateTime": everybody,
            }
        ],
        "keyCredentials": [
            {
                "restrictionType": "asymmetricKeyLifetime",
                "state": "enabled",
                "maxLifetime": maximum,
                "restrictForAppsCreatedAfterDateTime": everybody,
            }
        ],
    }


KIND = GraphSingleton(
    token="m365:entra:DefaultAppManagementPolicy",
    title="Default app management policy",
    doc="The tenant's rules for the credentials of all applications that have no policy of their own.",
    key="default-app-management-policy",
    object_id="00000000-0000-0000-0000-000000000000",
    path="/policies/defaultAppManagementPolicy",
    carried=_carried,
    fields=(
        Field(
            name="enabled",
            wire="isEnabled",
            doc="Whether the rules act.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
        _restrictions("applicationRestrictions", "applications"),
        _restrictions("servicePrincipalRestrictions", "service principals"),
    ),
    examples=(
        Example(
            row={
                "id": "00000000-0000-0000-0000-000000000000",
                "isEnabled": True,
                "applicationRestrictions": _rules("P180D"),
                "servicePrincipalRestrictions": _rules("P90D"),
            },
            inputs={
                "enabled": True,
                "applicationRestrictions": _rules("P180D"),
                "servicePrincipalRestrictions": _rules("P90D"),
            },
        ),
    ),
    answers=("tenantAppManagementPolicy",),
    omits="policies of single applications (`appManagementPolicies`), which can ask for less: an assessment.",
    always=("isEnabled",),
    harmless=(
        Harmless(
            "id displayName description deletedDateTime",
            "Microsoft's own texts; a tenant cannot be without it",
        ),
        Harmless(
            " ".join(
                f"{scope}.{credentials}.excludeActors"
                for scope in _SCOPES
                for credentials in ("passwordCredentials", "keyCredentials")
            ),
            "who has an attribute is exempt: a rule that says so is not understood, so that the policy is UNKNOWN",
        ),
        Harmless(
            "applicationRestrictions.identifierUris", "about addresses of applications, not about credentials"
        ),
    ),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.ApplicationConfiguration",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy (2026-11-26)",
)
