"""Where personal data is to end, assessed: a policy deletes it in time, and nothing keeps it longer. Never written.

What deletes is written as a retention policy (`retention_policy`), by whoever asked for it there: an assessment that
wrote as well would be a second writer of the same objects. Policies and labels are among what a check reads anyway.

Which of several wins: keeping wins over deleting; the longest keeping wins; of deletions, a label's wins over any
policy's, and that of a policy for named places over one for all, however late; else the earliest. So a policy over
everything at a place that only deletes, but later, contradicts nothing; one for named places or a label does. Source:
https://learn.microsoft.com/purview/retention (2026-11-26; research notes data-loss 3.1). Time that counts from when
somebody labels an item, or reports an event, has no end that could be told (ours). A hold of a single mailbox wins over
every deletion as well (`overlong_holds`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.purview.retention_label import KIND as LABEL
from holdfast.kinds.purview.retention_policy import KIND as POLICY
from holdfast.kinds.services.mailbox_assessment import MailboxAssessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.overlong_holds import COLUMNS, HELD_BY, KEEPS, PASSED_OVER, SPARED, OverlongHolds
from holdfast.kinds.services.retained import ALL, EXCEPTION, STARTS, Retained
from holdfast.model.letters import one_case
from holdfast.model.permission import READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.others import Others
    from holdfast.kinds.services.population import CmdletPopulation

LOCATIONS = tuple(one.name for one in POLICY.fields if one.many and not one.name.endswith(EXCEPTION))
"""Inputs of a retention policy that say where."""
_LABELLED = tuple(one for one in LOCATIONS if not one.startswith("teams"))
"""Where items can bear a label."""
_ENDS = "endsAfterDays"


class PersonalDataEndings(MailboxAssessment):
    """Members are the places where something is to end, and what keeps: policies, labels and mailboxes with holds."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the policies and labels come from (see `Kind.interface`)."""
        return f"{POLICY.interface()}; {LABEL.interface()}; `Get-Mailbox`"

    def population(self) -> CmdletPopulation:
        """Return what looks at the holds of every mailbox."""
        return self.members(OverlongHolds, *COLUMNS)

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Hold the tenant's policies and labels against the endings (see `PopulationKind.with_others`)."""
        for kind in (POLICY, LABEL):
            if cause := others.unread.get(kind.token):
                told = f"what keeps or deletes is unknown: {cause.told}"
                return replace(judgement, uncounted=replace(cause, told=told))
        policies = [_Rule(one, POLICY.title) for one in others.objects.get(POLICY.token, ())]
        labels = [_Rule(one, LABEL.title) for one in others.objects.get(LABEL.token, ())]
        return _together(judgement, _judged(_Asked.of(rule), policies, labels))


@value_class
class _Asked:
    """What is to end."""

    days: Mapping[str, int]
    """By location, after how many at the latest."""
    start: str
    """From when on they count, in lower case."""
    spared: frozenset[str]
    """Names of policies and labels that may keep longer, in lower case."""

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> _Asked:
        """Return what a rule asks for."""
        days = {one: rule[f"{one}Days"] for one in LOCATIONS if rule.get(f"{one}Days") is not None}
        spared = frozenset(one_case(str(one)) for one in rule.get(SPARED) or ())
        return cls(days, str(rule.get("countedFrom") or STARTS[0]).casefold(), spared)

    def counts_from(self, start: str) -> bool:
        """Return whether days that count from `start` are over no later than those that are asked for."""
        starts = [one.casefold() for one in STARTS]
        return start in starts[: starts.index(self.start) + 1]


class _Rule(Retained):
    """A policy, or a label, held against what is to end."""

    __slots__ = ()

    def ends_within(self, days: int, asked: _Asked) -> bool:
        """Return whether its days are over when those that are asked for are, and nothing goes on after them."""
        over = isinstance(self.days, int) and self.days <= days and asked.counts_from(self.start)
        return over and not self.is_decided()


def _together(mailboxes: Judgement, rules: Judgement) -> Judgement:
    """Return the judgement on mailboxes with that on places, policies and labels."""
    spared = (*rules.exempt.get(Reason.EXCLUDED, ()), *mailboxes.exempt.get(Reason.EXCLUDED, ()))
    return replace(
        mailboxes,
        covered=mailboxes.covered + rules.covered,
        violations=(*rules.violations, *mailboxes.violations),
        exempt={**mailboxes.exempt, **({Reason.EXCLUDED: spared} if spared else {})},
        unjudged=(*rules.unjudged, *mailboxes.unjudged),
    )


def _judged(asked: _Asked, policies: Sequence[_Rule], labels: Sequence[_Rule]) -> Judgement:
    """Return what places and rules came to."""
    acting = [one for one in (*policies, *labels) if not one.is_idle()]
    spared = [one for one in acting if one_case(one.live.key) in asked.spared]
    unclear = [(one, why) for one in acting if one not in spared and (why := _unclear(one, asked))]
    known = [one for one in acting if one not in spared and one not in [rule for rule, _ in unclear]]
    unknown = [Unjudged(member=rule.member, why=why) for rule, why in unclear]
    broken = [one for rule in known for one in _kept(rule, asked)]
    open_ended = [
        one for location, days in asked.days.items() for one in _not_ended(location, days, asked, known)
    ]
    if any(rule.live.misread for rule, _ in unclear):
        why = "ends by no policy that is understood, and not all are"
        unknown += [Unjudged(member=one.member, why=why) for one in open_ended]
    else:
        broken += open_ended
    members = {*asked.days, *(one.member for one in known)}
    named = {one.member for one in broken} | {one.member for one in unknown}
    return Judgement(
        covered=len(members - named),
        violations=tuple(sorted(broken, key=lambda one: (one.member, one.property))),
        exempt={Reason.EXCLUDED: tuple(sorted(one.member for one in spared))} if spared else {},
        unjudged=tuple(sorted(unknown, key=lambda one: (one.member, one.why))),
    )


def _unclear(rule: _Rule, asked: _Asked) -> str:
    """Return why nobody can say whether a rule keeps longer; the empty text where that is known."""
    if rule.live.misread is not None:
        return f"may keep for longer: {rule.live.misread.message}"
    if rule.has_adaptive_scope() and not all(rule.ends_within(one, asked) for one in asked.days.values()):
        return f"keeps for {rule.days} days where its adaptive scope reaches, which is not read"
    return ""


def _not_ended(location: str, days: int, asked: _Asked, rules: Sequence[_Rule]) -> list[Violation]:
    """Return that nothing deletes everything at a location in time, if so, and what comes nearest."""
    deleting = [one for one in rules if one.title == POLICY.title and one.deletes and one.places(location)]
    if any(one.is_whole(location) and one.ends_within(days, asked) for one in deleting):
        return []
    near = sorted(one.live.key for one in deleting)
    # Whoever changed the one policy that deletes there is who ended the ending.
    policy = deleting[0].live if len(deleting) == 1 else None
    note = (
        f"what deletes there is late, in part, or not in force: {', '.join(near)}"
        if near
        else "no retention policy deletes there; `purview.retention_policy_applied` writes one that is asked for"
    )
    return [
        Violation(
            member=location,
            member_id=policy.id if policy else "",
            recorded_as=policy.recorded_as if policy else (),
            property=_ENDS,
            expected=days,
            found="unlimited",
            note=note,
        )
    ]


def _kept(rule: _Rule, asked: _Asked) -> list[Violation]:
    """Return that a rule outlasts what is asked for, if so: by keeping, or by a deletion that wins and is later."""
    late = {location: days for location, days in asked.days.items() if _outlasts(rule, location, days, asked)}
    if not late:
        return []
    counted = "" if asked.counts_from(rule.start) else f", counted by {rule.live.inputs.get('retentionType')}"
    decided = ", and what becomes of an item then is decided later" if rule.is_decided() else ""
    note = (
        f"it wins over what deletes at {', '.join(sorted(late))}{counted}{decided}: end it there, or name it as kept "
        "longer"
    )
    return [
        Violation(
            member=rule.member,
            member_id=rule.live.id,
            recorded_as=rule.live.recorded_as,
            property=KEEPS,
            expected=min(late.values()),
            found=rule.days,
            note=note,
        )
    ]


def _outlasts(rule: _Rule, location: str, days: int, asked: _Asked) -> bool:
    if rule.ends_within(days, asked):
        return False
    if rule.title == LABEL.title:
        return location in _LABELLED
    places = rule.places(location)
    return bool(places) and not (rule.only_deletes and places == [ALL])


_BY_NAME = asked_by_name(
    "Get-Mailbox",
    "/users",
)

KIND = PersonalDataEndings(
    token="m365:purview:PersonalDataEndings",
    title="Endings of personal data",
    doc=(
        "An assessment, which never writes: at each location that is given days, a retention policy deletes everything "
        "in time, no policy or label, and no hold of a single mailbox, that is not named keeps it for longer, and what "
        "deletes passes over no mailbox."
    ),
    key="personal-data-endings",
    noun="locations, policies, labels and mailboxes",
    judges=(_ENDS, KEEPS, HELD_BY, PASSED_OVER),
    beside=(POLICY.token, LABEL.token),
    fields=(
        *(
            Field(
                name=f"{one}Days",
                doc=f"After how many days everything at `{one}` of a retention policy is deleted at the latest.",
                type=Type.INTEGER,
                minimum=1,
                maximum=36500,
                protects=Protects.LOWER,
            )
            for one in LOCATIONS
        ),
        Field(
            name="countedFrom",
            doc="From when on the days count: `CreationAgeInDays` or `ModificationAgeInDays`.",
            any_case=True,
            values=STARTS,
            default=STARTS[0].casefold(),
            protects=Protects.EARLIER,
        ),
        Field(
            name=SPARED,
            doc=(
                "Names of retention policies and labels, and user principal names of mailboxes, that may keep longer, "
                "such as for what a law or a case wants kept."
            ),
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    audit_operations=(*POLICY.audit_operations, *LABEL.audit_operations, "Set-Mailbox"),
    read_permissions=(*POLICY.read_permissions, "LicenseAssignment.Read.All", "User.Read.All"),
    read_rights=(READS_EXCHANGE, *POLICY.read_rights),
    omits=(
        "holds of eDiscovery cases on sites, and policies of other cmdlets (private channels, Copilot, Viva Engage); "
        "the organization's `ElcProcessingDisabled`, which `Managed Folder Assistant` tells; "
        "mailboxes that are deleted softly, of groups or of public folders, which are named. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/purview/retention (2026-11-26)",
)
