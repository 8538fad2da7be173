"""Rules for the credentials of single applications, assessed: none asks for less than the tenant's own.

An application, or a service principal, that has a policy of its own goes by that one, and by the tenant's rules no
longer. So each policy that is there asks for what the rule asks for, or more: it is on, and of each type it has one
restriction that acts, whenever the application was made, for as long as asked or shorter, and that excuses nobody. To
whom a policy is applied is not read: one that is weaker and applied to nobody yet is one call away from being applied.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/appmanagementpolicy and
https://learn.microsoft.com/graph/api/appmanagementpolicy-list. That a policy which is off excuses whom it is applied to
is assumed, so one that is off is told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_list,
    as_moment,
    as_object,
    as_period,
    as_text,
    as_word,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_LIST = "/policies/appManagementPolicies"
_DEFAULT = "the tenant's own rules"
_LISTS = ("passwordCredentials", "keyCredentials")
_ADDED, _CHOSEN = "passwordAddition", "customPasswordAddition"
_LIFETIMES = ("passwordLifetime", "asymmetricKeyLifetime")
_STATES = ("enabled", "disabled")
_WHENEVER = date.min
"""The day after which an application has to be made, for a restriction of them all."""
_NOTE = "whoever has this policy goes by it, and by the tenant's rules no longer: change it, or exclude it by name"


class AppManagementPolicies(Assessment):
    """The policies are members, and the tenant's own rules, which a kind of their own compares, are one that obeys."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return f"Graph beta: `{_LIST}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every policy (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(f"/beta{_LIST}")
        try:
            return judged(rows, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(rows: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
    """Return what every policy came to.

    Raises:
        MisreadError: when one has no id: which is meant cannot be told.
    """
    left_out = {str(one).casefold() for one in rule.get("excludedPolicies") or []}
    count = Count()
    count.take(Ruling(member=_DEFAULT))
    for row in rows:
        own_id = required(row, "id", as_text)
        called = member(row, "displayName", as_text) or "without a name"
        name = f"{called} ({own_id})"
        if called.casefold() in left_out:
            count.take(Ruling(member=name, exempt=Reason.EXCLUDED))
            continue
        try:
            broken = [_violation(name, own_id, *one) for one in _looser(row, rule)]
        except MisreadError as misread:
            count.lose(name, f"is not understood: {misread}")
            continue
        count.take(Ruling(member=name, breaks=tuple(broken)))
    return count.judgement()


_Broken = tuple[str, Any, Any]
"""A property, what is asked of it, and what it is."""
_Lifetime = tuple["timedelta | None", str]
"""How long, and as it is written; empty where it is not said."""


def _looser(row: Row, rule: Mapping[str, Any]) -> Iterator[_Broken]:
    """Yield what a policy asks less of than the rule.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    if not required(row, "isEnabled", as_boolean):
        yield "isEnabled", True, False
        return
    acting = _acting(told(row, "restrictions", as_object) or {})
    for type_ in (*([_ADDED] if rule.get("passwordsRefused") else []), _CHOSEN):
        if type_ not in acting:
            yield type_, "restricted", "not restricted"
    longest = timedelta(days=int(rule["longestDays"]))
    for type_ in _LIFETIMES:
        lifetime, written = acting.get(type_, (None, "not restricted"))
        if lifetime is None or lifetime > longest:
            yield type_, f"P{longest.days}D", written


def _acting(restrictions: Row) -> dict[str, _Lifetime]:
    """Return the types of restrictions that act on every application and excuse nobody, with their lifetimes.

    Raises:
        MisreadError: one is not understood, or a type stands there twice, so that nobody can say which of them acts.
    """
    found: dict[str, _Lifetime] = {}
    for name in _LISTS:
        for one in (as_object(each, f"{name}[]") for each in member(restrictions, name, as_list) or []):
            type_ = required(one, "restrictionType", as_text)
            since = member(one, "restrictForAppsCreatedAfterDateTime", as_moment)
            acts = _is_on(one) and since is not None and since.date() == _WHENEVER
            if not acts or one.get("excludeActors") is not None:
                continue
            if type_ in found:
                raise MisreadError(f"{name}[].restrictionType", "each type once", type_)
            found[type_] = (member(one, "maxLifetime", as_period), one.get("maxLifetime") or "")
    return found


def _is_on(restriction: Row) -> bool:
    state = required(restriction, "state", lambda value, path: as_word(value, path, _STATES))
    return state.casefold() == "enabled"


def _violation(name: str, own_id: str, about: str, expected: Any, found: Any) -> Violation:
    return Violation(
        member=name, member_id=own_id, property=about, expected=expected, found=found, note=_NOTE
    )


KIND = AppManagementPolicies(
    token="m365:entra:AppManagementPolicies",
    title="App management policies",
    doc=(
        "An assessment, which never writes: no policy for single applications asks less of their passwords and "
        "certificates than is asked of all."
    ),
    key="app-management-policies",
    noun="policies",
    judges=("isEnabled", _ADDED, _CHOSEN, *_LIFETIMES),
    audit_category="Policy",
    fields=(
        Field(
            name="longestDays",
            doc="Days for which a password or certificate may be good.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            protects=Protects.LOWER,
        ),
        Field(
            name="passwordsRefused",
            doc="Whether a policy has to refuse new passwords.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
        Field(
            name="excludedPolicies",
            doc="Display names of policies that the assessment leaves out.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=("Policy.Read.All",),
    omits=(
        "to which applications a policy is applied, and restrictions that are asked of nobody, such as of shared keys. "
        "That a policy which is off excuses whom it is applied to is assumed. "
        f"{asked_by_name(_LIST)}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/appmanagementpolicy (2026-11-28)",
)
