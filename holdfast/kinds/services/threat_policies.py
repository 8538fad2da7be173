"""Rules over the policies that filter mail: whichever policy decides about a recipient is as asked.

The members are the policies that act on somebody (see `precedence`): where each of them is as asked, there is nobody
whom none protects. The service's own policy, which is for everybody else, is set; a policy that somebody made, or that
is a preset of Microsoft's, is told and left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_name, as_texts, as_word, member, required
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
    of_preset,
)
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
_SPARED = "exceptions"
"""What is judged of the rule of the built-in protection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of one property of every policy."""

    name: str
    """As findings call it."""
    wire: str
    decode: Callable[[Any, str], Any]
    better: Callable[[Any, Mapping[str, Any]], Any]
    """Returns what the property should be, of what it is and the rule; what it is, where that is enough."""


def is_on(name: str, *, on: bool = True) -> Asked:
    """Return that a switch, called at the wire as here but for its first letter, is on, or off."""
    return Asked(name=name, wire=_wire(name), decode=as_boolean, better=lambda _is, _rule: on)


def is_one_of(name: str, good: Sequence[str], words: Sequence[str]) -> Asked:
    """Return that one of `words` is one of the `good` ones; the first of them is set where it is not."""
    enough = {one.casefold() for one in good}
    return Asked(
        name=name,
        wire=_wire(name),
        decode=partial(as_word, words=tuple(words)),
        better=lambda found, _rule: found if found.casefold() in enough else good[0],
    )


def has_all(name: str) -> Asked:
    """Return that a list has all that the rule's input of the same name lists; what it has besides stays in it."""
    return Asked(
        name=name, wire=_wire(name), decode=_texts, better=lambda found, rule: _with(found, rule[name])
    )


def is_empty(name: str) -> Asked:
    """Return that nothing is in a list."""
    return Asked(name=name, wire=_wire(name), decode=_texts, better=lambda _is, _rule: [])


def _wire(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def list_there(row: Row, name: str) -> list[str]:
    """Return what is in a list that every row of a rule has, if only as null.

    Raises:
        MisreadError: it is absent, or is no list.
    """
    if name not in row:
        raise MisreadError(name, "there", None)
    return member(row, name, as_texts) or []


def _for_all(row: Row, narrowing: Sequence[str]) -> None:
    """Do nothing where none of the properties `narrowing` of a rule has anything in it.

    Raises:
        MisreadError: one has, or is absent: for whom the rule is then, nobody has seen.
    """
    for name in narrowing:
        if some := list_there(row, name):
            raise MisreadError(name, "empty, as the rule is for everybody", some)


def _texts(value: Any, path: str) -> list[str]:
    return sorted(as_texts(value, path))


def _with(found: list[str], wanted: Sequence[str]) -> list[str]:
    there = {one.casefold() for one in found}
    lacking = [one for one in wanted if one.casefold() not in there]
    return sorted([*found, *lacking]) if lacking else found


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
    asked: tuple[Asked, ...]
    columns: tuple[str, ...] = LISTED
    slice_by: str = "Name"
    row_id: str = "Guid"
    directory_id: str = ""
    plans: re.Pattern[str] | None = None
    licensing: re.Pattern[str] | None = None

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        nouns = (self.listed, self.ruled, self.preset, self.built_in)
        return ", ".join(f"`Get-{one}`" for one in nouns if one)

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the policies, and the rules that say on whom they act."""
        nouns = (self.listed, self.ruled, self.preset, self.built_in)
        return tuple(
            Source(invocation=Invocation(f"Get-{noun}", {}), known=self.names) for noun in nouns if noun
        )

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
                    member=name, member_id=name, property=_SPARED, expected=[], found=found, remedy=mend
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
        self._left_out = left_out
        self._rows: dict[str, list[Row]] = {}

    def keep(self, source: Source, row: Row) -> None:
        """Keep one row until all are there."""
        self._rows.setdefault(source.invocation.cmdlet, []).append(row)

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count of those that act, with what is not known about their order."""
        source, *_ = sources = self._of.sources({})
        policies, rules, presets, *built_in = (self._rows.pop(one.invocation.cmdlet, []) for one in sources)
        known = Policies(
            policies=policies,
            rules=rules,
            presets=presets,
            named_by=self._of.listed,
            last=self._of.last,
            known=self._of.names,
        )
        self._whole = has_last(known)
        unknown = []
        for placed in acting(known):
            one = placed.found
            if isinstance(one, Unjudged):
                unknown.append(one)
                continue
            is_last = one.get(self._of.last) is True
            if placed.doubt and one_case(str(one.get("Name"))) in self._left_out:
                unknown.append(
                    Unjudged(member=self._of.member_name(one), why=f"is excluded, and {placed.doubt}")
                )
                continue
            if placed.everybody and not is_last and one_case(str(one.get("Name"))) in self._left_out:
                told = _for_everybody(self._of.member_name(one))
                self._violations.append(replace(told, recorded_as=_rules_name(placed.rule)))
                continue
            before = len(self._violations)
            self.take(source, one)
            self._violations[before:] = [
                replace(each, recorded_as=_rules_name(placed.rule)) for each in self._violations[before:]
            ]
            if not is_last:
                continue
            for each in self._of.left_out(built_in[0] if built_in else ()):
                if isinstance(each, Unjudged):
                    unknown.append(each)
                else:
                    self._violations.append(each)
        return super().judgement((*missing, *unknown), uncounted)


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
