"""Whom zero-hour auto purge in Teams leaves out, assessed: nobody whom the client has not named. Read, never written.

The policy itself, with its switch, is `TeamsProtectionPolicy`. Whoever is left out sees harmful messages for as long as
they stand there, whatever the switch says. Why somebody is left out nobody but the client knows, so no apply takes him
in again.
Source: https://learn.microsoft.com/powershell/module/exchange/set-teamsprotectionpolicyrule (2026-11-27): a rule has
three sorts of exceptions and no conditions; that recipients come as addresses is recalled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_texts, member, required
from holdfast.kinds.defender.teams_protection_policy import KIND as POLICY
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Judgement, Uncounted, Unjudged, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import all_known, news
from holdfast.kinds.services.threat_policies import NAMED
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.others import Others
    from holdfast.kinds.statement import Node
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RULES = "Get-TeamsProtectionPolicyRule"
_LEAVES_OUT = {
    "ExceptIfSentTo": "excludedUsers",
    "ExceptIfSentToMemberOf": "excludedGroups",
    "ExceptIfRecipientDomainIs": "excludedDomains",
}
"""What a rule's row leaves out, and the input that names those who are left out rightly."""
_SEEN = (
    "the parameters of Set-TeamsProtectionPolicyRule (2026-11-27); else as rows of other rules are (assumed)"
)
_NOBODY_KNOWS = (
    "why they are left out nobody else knows: take them out of the rule by hand, or exclude them by name"
)


class TeamsProtectionRules(Assessment):
    """The rules are judged; the policy is a member as well: a tenant without a rule was looked at all the same."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`{_RULES}`; {POLICY.interface()}"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every rule (see `PopulationKind.judge`); the policy is read beside (see `with_others`)."""
        rows = await tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(_RULES, {}))
        return replace(judged(rows, rule, self.names), notes=news(_RULES, self.names, rows))

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Count the policy, without which nothing is purged (see `PopulationKind.with_others`)."""
        policies = len(others.objects.get(POLICY.token, ()))
        uncounted = others.unread.get(POLICY.token)
        if not policies and uncounted is None:
            told = "whom the purge is for is unknown: the tenant answered with no policy of Teams protection"
            uncounted = Uncounted(reason=Reason.UNEXPECTED, told=told)
        return replace(judgement, covered=judgement.covered + policies, uncounted=uncounted)


def judged(rules: Sequence[Row], rule: Mapping[str, Any], known: Mapping[str, Node]) -> Judgement:
    """Return what the rules came to; one that says what is not `known` may leave somebody out by it."""
    covered, broken, unknown = 0, list[Violation](), list[Unjudged]()
    for row in rules:
        try:
            found = _left_out(row, rule)
            if not found:
                all_known(known, row, "known: it may leave somebody out")
        except MisreadError as misread:
            unknown.append(Unjudged(member=str(row.get("Name") or "one without a name"), why=str(misread)))
            continue
        covered += not found
        broken += found
    return Judgement(
        covered=covered,
        violations=tuple(sorted(broken, key=lambda one: (one.member, one.property))),
        exempt={},
        unjudged=tuple(sorted(unknown, key=lambda one: (one.member, one.why))),
    )


def _left_out(row: Row, rule: Mapping[str, Any]) -> list[Violation]:
    """Return whom a rule leaves out who is not named.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    name = required(row, "Name", as_name)
    found = []
    for column, about in _LEAVES_OUT.items():
        if column not in row:
            raise MisreadError(column, "there, if only null", None)
        allowed = list(rule.get(about) or [])
        known = {str(one).strip().casefold() for one in allowed}
        told = member(row, column, as_texts) or []
        if any(one.strip().casefold() not in known for one in told):
            found.append(
                Violation(
                    member=name,
                    member_id=name,
                    property=about,
                    expected=allowed,
                    found=told,
                    note=_NOBODY_KNOWS,
                )
            )
    return found


def _excluded(name: str, doc: str) -> Field:
    return Field(name=name, doc=doc, many=True, any_case=True, protects=Protects.FEWER)


KIND = TeamsProtectionRules(
    token="m365:defender:TeamsProtectionRules",
    title="Teams protection rules",
    doc=(
        "An assessment, which never writes: no rule leaves anybody out of the zero-hour auto purge in Teams but those "
        "who are named."
    ),
    key="teams-protection-rules",
    noun="Teams protection policies and rules",
    judges=tuple(_LEAVES_OUT.values()),
    beside=(POLICY.token,),
    fields=(
        _excluded("excludedUsers", "Addresses of users whom a rule may leave out."),
        _excluded("excludedGroups", "Addresses of groups whose members a rule may leave out."),
        _excluded("excludedDomains", "Domains of recipients whom a rule may leave out."),
    ),
    audit_operations=("New-TeamsProtectionPolicyRule", "Set-TeamsProtectionPolicyRule"),
    answers=(_RULES,),
    harmless=(
        Harmless(" ".join(_LEAVES_OUT), "what the assessment is about", seen=_SEEN),
        Harmless(
            "State Priority", "a rule that is off leaves nobody out, and is held all the same", seen=_SEEN
        ),
        Harmless("TeamsProtectionPolicy", "of which policy it is: a tenant has one", seen=_SEEN),
        Harmless(f"{NAMED.names} {WHICH}", "which rule it is, and where the service keeps it", seen=_SEEN),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    omits="nothing that is known; no list of rules tells whether it is whole, since a tenant may have none.",
    licence="ATP_ENTERPRISE",
    idle_unlicensed=True,
    source="https://learn.microsoft.com/powershell/module/exchange/get-teamsprotectionpolicyrule (2026-11-27)",
)
