"""Rules over the policies that filter mail: whichever policy decides about a recipient is as asked.

The members are the policies that act on somebody (see `precedence`): where each of them is as asked, there is nobody
whom none protects. The service's own policy, which is for everybody else, is set; a policy that somebody made, or that
is a preset of Microsoft's, is told and left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_word, required
from holdfast.kinds.judgement import Unjudged, Violation
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.exchange_rule import ExchangeRule
from holdfast.kinds.services.listed import LISTED
from holdfast.kinds.services.novelties import all_known
from holdfast.kinds.services.precedence import (
    CONDITIONS,
    EXCEPTIONS,
    Policies,
    acting,
    has_last,
    list_there,
    of_preset,
)
from holdfast.kinds.services.preset_additions import falls_short, is_one_of_two
from holdfast.kinds.services.reading import Listener, Source
from holdfast.kinds.services.tally import Ruling, Tally
from holdfast.kinds.statement import Harmless
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement, Uncounted
    from holdfast.kinds.services.asked import Asked
    from holdfast.kinds.services.precedence import Placed
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

EXCLUDED = "excludedPolicies"
_OF_MICROSOFT = (
    "a policy of Microsoft's presets, which nobody can change: switch the preset off, or exclude it by name"
)
_OF_SOMEBODY = (
    "somebody's own policy, which goes before the service's own: change it by hand, remove its rule, or exclude it by "
    "name"
)
_BUILT_IN = "the service's built-in protection, which nobody can change: have a preset, or a policy of yours, reach all"
_SUM_OF_EXCEPTIONS = "Exceptions"
"""Where a rule has all its exceptions, those besides that have no property of their own."""
SPARED = "exceptions"
"""What is judged of the rule of the built-in protection."""
ADDED = "defenderProtection"
"""What is judged of the rule by which a preset does what Defender for Office 365 adds."""
_FOR_FEWER = (
    "in the Defender portal, give the preset's Defender protection the recipients of its other protection"
)


def _for_all(row: Row, narrowing: Sequence[str]) -> None:
    """Do nothing where none of the properties `narrowing` of a rule has anything in it.

    Raises:
        MisreadError: one has, or is absent: for whom the rule is then, nobody has seen.
    """
    for name in narrowing:
        if some := list_there(row, name):
            raise MisreadError(name, "empty, as the rule is for everybody", some)


@kind_class
class ThreatPolicyRule(ExchangeRule):
    """A rule over the policies of one noun that act. A subclass, or an instance, says what is asked of each.

    An apply changes single properties of the service's own policy, and removes nothing.
    """

    listed: str
    """Cmdlet noun of the policies, such as `MalwareFilterPolicy`; by this name rules name their policy as well."""
    ruled: str
    """Cmdlet noun of the rules."""
    preset: str
    """Cmdlet noun of the rules of the presets."""
    last: str = "IsDefault"
    """Property that says whether a policy is the service's own."""
    built_in: str = ""
    """Cmdlet noun of the one rule that says whom the service's own policy leaves out; none where it leaves nobody out.
    Where there is one, that policy cannot be changed."""
    adds: str = ""
    """Cmdlet noun of the rules that say for whom a preset does what is judged here, where `preset` says only about whom
    it decides; none where it does for all of them."""
    asked: tuple[Asked, ...]
    columns: tuple[str, ...] = LISTED
    slice_by: str = "Name"
    row_id: str = "Guid"
    directory_id: str = ""
    plans: re.Pattern[str] | None = None
    licensing: re.Pattern[str] | None = None

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return ", ".join(f"`Get-{one}`" for one in self._nouns())

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the policies, and the rules that say on whom they act."""
        return tuple(
            Source(invocation=Invocation(f"Get-{noun}", {}), known=self.names) for noun in self._nouns()
        )

    def _nouns(self) -> tuple[str, ...]:
        nouns = (self.listed, self.ruled, self.preset, self.built_in, self.adds)
        return tuple(one for one in nouns if one)

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts the policies that act by `rule`, once all lists are read."""
        count = partial(_InOrder, self, self.ruler(rule), self.leaves_out(rule))
        return Listener(self._lists(self.sources(rule)), count, _take)

    def member_name(self, row: Row) -> str:
        """Return the policy's name."""
        return required(row, "Name", as_name)

    def leaves_out(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """Return the policies that the client file excludes, in lower case."""
        return frozenset(one_case(name) for name in rule.get(EXCLUDED) or [])

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one policy that acts: none that is excluded."""
        left_out = self.leaves_out(rule)

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name = self.member_name(row)
            if one_case(name) in left_out:
                return Ruling(member=name, exempt=Reason.EXCLUDED)
            return Ruling(member=name, breaks=tuple(self._broken(row, rule)))

        return rule_on

    def _broken(self, row: Row, rule: Mapping[str, Any]) -> list[Violation]:
        """Return in what a policy is not as asked. Audit records call it by its name (assumed)."""
        name, broken = self.member_name(row), []
        for one in self.asked:
            found = required(row, one.wire, one.decode)
            better = one.better(found, rule)
            if better == found:
                continue
            note = self._why_not(row)
            mend = Invocation(
                f"Set-{self.listed}", {"Identity": required(row, self.row_id, as_name), one.wire: better}
            )
            broken.append(
                Violation(
                    member=name,
                    member_id=name,
                    property=one.name,
                    expected=better,
                    found=found,
                    remedy=None if note else mend,
                    note=note,
                )
            )
        return broken

    def _why_not(self, row: Row) -> str:
        """Return why an apply leaves a policy as it is; empty where it does not."""
        if of_preset(row):
            return _OF_MICROSOFT
        if row.get(self.last) is not True:
            return _OF_SOMEBODY
        return _BUILT_IN if self.built_in else ""

    def left_out(self, rules: Sequence[Row]) -> Iterator[Violation | Unjudged]:
        """Yield whom the built-in protection leaves out, and what of its rule is not understood."""
        if self.built_in and not rules:
            yield Unjudged(member=self.built_in, why="is a rule that every tenant has, and did not come")
        for row in rules:
            name = str(row.get("Name") or self.built_in)
            try:
                required(row, "State", partial(as_word, words=("Enabled",)))
                found = sorted(one for each in EXCEPTIONS for one in list_there(row, each))
                _for_all(row, CONDITIONS if found else (*CONDITIONS, _SUM_OF_EXCEPTIONS))
                all_known(self.names, row, "known: the rule may be for fewer than everybody")
            except MisreadError as error:
                yield Unjudged(member=name, why=str(error))
                continue
            if found:
                mend = Invocation(
                    f"Set-{self.built_in}", {"Identity": name, **{one: [] for one in EXCEPTIONS}}
                )
                yield Violation(
                    member=name, member_id=name, property=SPARED, expected=[], found=found, remedy=mend
                )

    def narrower(
        self, placed: Placed, presets: Sequence[Row], added: Sequence[Row]
    ) -> Iterator[Violation | Unjudged]:
        """Yield that a preset does for fewer what is judged here than it decides about, or that nobody can say."""
        policy, rule = placed.found, placed.rule
        if not self.adds or isinstance(policy, Unjudged) or rule is None or not of_preset(policy):
            return
        name = self.member_name(policy)
        if is_one_of_two(rule, presets, self.listed):
            yield Unjudged(
                member=name, why="is of a preset that has several rules: for whom it is nobody knows"
            )
            return
        try:
            short = falls_short(rule, added, self.names)
        except MisreadError as error:
            yield Unjudged(member=name, why=f"is of a preset of which this is not understood: {error}")
            return
        if short:
            yield Violation(
                member=name,
                member_id=name,
                property=ADDED,
                expected="for all about whom it decides",
                found=short,
                remedy=None,
                note=_FOR_FEWER,
            )

    def remedies(self, broken: Sequence[Violation]) -> list[Invocation]:
        """Return one cmdlet for each policy, with all that is wrong with it (see `CmdletPopulation.remedies`)."""
        together: dict[tuple[str, str], dict[str, Any]] = {}
        for one in super(ThreatPolicyRule, self).remedies(broken):  # noqa: UP008 - slots make the class anew
            key = (one.cmdlet, str(one.parameters["Identity"]))
            together.setdefault(key, {}).update(one.parameters)
        return [Invocation(cmdlet, parameters) for (cmdlet, _), parameters in together.items()]

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over all of them; there is nothing to choose."""
        return {}


class _InOrder(Tally):
    """Policies counted as they act, which is known when all lists are read."""

    def __init__(
        self, kind: ThreatPolicyRule, rule_on: Callable[[Row], Ruling], left_out: frozenset[str]
    ) -> None:
        super().__init__(kind, rule_on)
        self._of = kind
        self._listed, *_ = kind.sources({})
        self._left_out = left_out
        self._rows: dict[str, list[Row]] = {}

    def keep(self, source: Source, row: Row) -> None:
        """Keep one row until all are there."""
        self._rows.setdefault(source.invocation.cmdlet, []).append(row)

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count of those that act, with what is not known about their order."""
        of = self._of
        known = Policies(
            policies=self._answered(of.listed),
            rules=self._answered(of.ruled),
            presets=self._answered(of.preset),
            named_by=of.listed,
            last=of.last,
            known=of.names,
        )
        self._whole = has_last(known)
        unknown: list[Unjudged] = []
        for placed in acting(known):
            unknown += self._place(placed)
        return super().judgement((*missing, *unknown), uncounted)

    def _answered(self, noun: str) -> list[Row]:
        return self._rows.get(f"Get-{noun}", [])

    def _place(self, placed: Placed) -> Iterator[Unjudged]:
        """Count one policy that acts, with what stands beside it; yield what is not known of it."""
        one = placed.found
        if isinstance(one, Unjudged):
            yield one
            return
        is_last = one.get(self._of.last) is True
        excluded = one_case(str(one.get("Name"))) in self._left_out
        if placed.doubt and excluded:
            yield Unjudged(member=self._of.member_name(one), why=f"is excluded, and {placed.doubt}")
            return
        if placed.everybody and not is_last and excluded:
            self._tell(placed, _for_everybody(self._of.member_name(one)))
            return
        before = len(self._violations)
        self.take(self._listed, one)
        self._tell(placed, *self._cut(before))
        for each in self._beside(placed, is_last=is_last, excluded=excluded):
            if isinstance(each, Unjudged):
                yield each
            else:
                self._tell(placed, each)

    def _beside(self, placed: Placed, *, is_last: bool, excluded: bool) -> Iterator[Violation | Unjudged]:
        if is_last:
            yield from self._of.left_out(self._answered(self._of.built_in))
        elif not excluded:
            yield from self._of.narrower(
                placed, self._answered(self._of.preset), self._answered(self._of.adds)
            )

    def _cut(self, start: int) -> list[Violation]:
        cut, self._violations = self._violations[start:], self._violations[:start]
        return cut

    def _tell(self, placed: Placed, *broken: Violation) -> None:
        """Keep what a policy breaks; whoever changed its rule made it act."""
        self._violations += [replace(one, recorded_as=_rules_name(placed.rule)) for one in broken]


def _rules_name(rule: Row | None) -> tuple[str, ...]:
    """Return what audit records call the rule of a policy (assumed); whoever changed it made the policy act."""
    return (str(rule["Name"]),) if rule and rule.get("Name") else ()


def _for_everybody(name: str) -> Violation:
    """Return what is said of a policy that was excluded for a few and decides about everybody."""
    return Violation(
        member=name,
        member_id=name,
        property="reachesEverybody",
        expected=False,
        found=True,
        remedy=None,
        note=(
            "it is excluded, and its rule has neither a condition nor an exception, so that it decides about everybody "
            "who comes to it: say in its rule whom it is for, or take it out of the exclusions"
        ),
    )


def _take(tally: Tally, source: Source, row: Row) -> None:
    if isinstance(tally, _InOrder):
        tally.keep(source, row)


RULED = Harmless(
    """
        State Priority SentTo SentToMemberOf RecipientDomainIs ExceptIfSentTo ExceptIfSentToMemberOf
        ExceptIfRecipientDomainIs Conditions Exceptions
    """,
    "whom a rule reaches, and in which order: by it is decided which policies are judged",
)
NAMED = Harmless(
    "Comments Description RuleVersion ImmutableId",
    "what people, and the service, say of a rule beside what it does",
)
WHOSE = "which policy a rule is of, and whose it is: by it is decided which policies act"
OWNED = Harmless(
    "IsDefault RecommendedPolicyType MalwareFilterPolicy HostedContentFilterPolicy AntiPhishPolicy", WHOSE
)
"""Statements about the rules of such policies, for the kinds that judge the policies."""
