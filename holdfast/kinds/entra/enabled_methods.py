"""Methods of signing in that are on, assessed: those of the directory itself that the rule names, and no others.

Microsoft adds methods, and any of them may be switched on: a code that is printed, a credential in a wallet, one that
this version has never heard of. Each that is on and that the rule does not name is told. Left to others are codes by
SMS, voice and e-mail, which have kinds of their own, and external methods (`external_methods`). The settings of all
methods stand in one policy, which a check reads anyway.

Source (2026-11-29): https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview; ids as
answers in public repositories have them (research notes rows.json, 2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, required
from holdfast.kinds.entra.external_methods import is_external
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, POLICY, READ_PERMISSIONS
from holdfast.kinds.services.methods import MethodsAssessment, configurations, is_off
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement

    Row = Mapping[str, Any]

_OF_KINDS_OF_THEIR_OWN = {"sms", "voice", "email"}
_NOTE = "no setting names it: switch it off, or name it if people are meant to sign in with it"


class EnabledMethods(MethodsAssessment):
    """Every method of the directory is a member, but those that kinds of their own are about."""

    __slots__ = ()

    def judged(self, policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
        """Judge every method (see `MethodsAssessment.judged`)."""
        return judged(policy, rule)


def judged(policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
    """Return what every method came to.

    Raises:
        MisreadError: when the list of methods is not understood.
    """
    named = {str(one).casefold() for one in rule.get("methods") or []}
    count = Count()
    for row in configurations(policy):
        own_id = required(row, "id", as_text)
        if own_id.casefold() not in _OF_KINDS_OF_THEIR_OWN and not is_external(row):
            count.take(_ruling(row, own_id, named))
    return count.judgement()


def _ruling(row: Row, own_id: str, named: set[str]) -> Ruling:
    """Return what one method came to."""
    try:
        off = is_off(row)
    except MisreadError as misread:
        return Ruling(member=own_id, unknown=f"may be on: {misread}")
    if off or own_id.casefold() in named:
        return Ruling(member=own_id)
    broken = Violation(
        member=own_id, member_id=own_id, property="state", expected="disabled", found="enabled", note=_NOTE
    )
    return Ruling(member=own_id, breaks=(broken,))


KIND = EnabledMethods(
    token="m365:entra:EnabledMethods",
    title="Enabled methods",
    doc=(
        "An assessment, which never writes: of the directory's own methods of signing in only those are on that are "
        "named, whether this version knows them or not."
    ),
    key="enabled-methods",
    noun="methods",
    judges=("state",),
    audit_category=AUDIT_CATEGORY,
    fields=(
        Field(
            name="methods",
            doc="Ids of the methods that may be on.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=READ_PERMISSIONS,
    omits=(
        "codes by SMS, voice and e-mail, and external methods, which have kinds of their own; for whom a method is. "
        f"{asked_by_name(POLICY)}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview (2026-11-29)",
)
