"""Which of the policies that filter mail act on anybody, in the order in which they are asked. Pure functions.

One policy decides about a recipient: the first whose rule reaches him. Placed are the Strict preset, the Standard
preset, the policies that somebody made, by the priority of their rules (0 is the first), and at last the policy that is
the service's own, which is for everybody else. A policy without an enabled rule acts on nobody, and so does all that
comes after a rule without any condition and exception, which reaches everybody. A rule with a condition is never taken
to reach everybody, whatever it says: who is not in it comes to the next policy, and that counts too. The same of a rule
that says something which this version does not know: it may be a condition.

Source: https://learn.microsoft.com/defender-office-365/preset-security-policies, "Order of precedence for preset
security policies and other threat policies", and how-policies-and-protections-are-combined there (recalled,
2026-11-27); that a rule without conditions is for everybody: rows of public repositories (research notes rows.md,
2026-11-25).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_integer,
    as_name,
    as_texts,
    as_word,
    member,
    required,
)
from holdfast.kinds.judgement import Unjudged
from holdfast.kinds.statement import new_and_said
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.kinds.statement import Node

    Row = Mapping[str, Any]

_TYPE_OF_POLICY = "RecommendedPolicyType"
CONDITIONS = ("SentTo", "SentToMemberOf", "RecipientDomainIs", "Conditions")
"""Properties of a rule that say for whom it is, where it is not for everybody."""
EXCEPTIONS = ("ExceptIfSentTo", "ExceptIfSentToMemberOf", "ExceptIfRecipientDomainIs")
"""Properties of a rule that leave somebody out."""
NARROWING = (*CONDITIONS, *EXCEPTIONS, "Exceptions")
"""Properties by which a rule is for fewer than everybody: its conditions and exceptions."""
_STRICT, _STANDARD = "Strict", "Standard"
PRESETS = (_STRICT, _STANDARD)
"""Microsoft's presets, the stricter first: in this order they are asked."""
_CUSTOM, _LAST = len(PRESETS), len(PRESETS) + 1
_FIRST = -1
"""Priority of what is not understood: it may go before all of its sort."""


@value_class(kw_only=True)
class Policies:
    """What was read of one sort of policies."""

    policies: Sequence[Row]
    rules: Sequence[Row]
    presets: Sequence[Row]
    """Rules of the presets; each names its policy as the other rules do."""
    named_by: str
    """Property of a rule that names its policy."""
    last: str
    """Property of a policy that says whether it is the service's own, for everybody whom no rule reaches."""
    narrowing: tuple[str, ...] = NARROWING
    """Properties of a rule by which it is for fewer than everybody: its conditions and exceptions."""
    known: Mapping[str, Node]
    """All properties of policies and rules that this version knows (see `Kind.names`)."""


@value_class
class Placed:
    """A policy at its place in the order, or why nobody can say which one stands there."""

    rank: tuple[int, int]
    everybody: bool
    """Whether it decides about everybody who comes to it, so that none is asked after it."""
    found: Row | Unjudged
    rule: Row | None = None
    """The rule that placed it; None where none did."""
    doubt: str = ""
    """Why nobody knows whether it decides about everybody who comes to it; empty where that is known."""


def acting(known: Policies) -> Iterator[Placed]:
    """Yield the policies that act on somebody, each once, in their order; and what stands between and is not known."""
    seen: set[int] = set()
    reached: tuple[int, int] | None = None
    for one in sorted(_all(known), key=lambda one: one.rank):
        if reached is not None and one.rank > reached:
            return
        if one.everybody:
            reached = one.rank
        if id(one.found) not in seen:
            seen.add(id(one.found))
            yield one


def has_last(known: Policies) -> bool:
    """Return whether the service's own policy, which every tenant has, is among those that were read."""
    return any(row.get(known.last) is True for row in known.policies)


def of_preset(policy: Row) -> bool:
    """Return whether a policy is one of Microsoft's presets."""
    return str(policy.get(_TYPE_OF_POLICY)).casefold() in {one.casefold() for one in PRESETS}


def list_there(row: Row, name: str) -> list[str]:
    """Return what is in a list that every row of a rule has, if only as null.

    Raises:
        MisreadError: it is absent, or is no list.
    """
    if name not in row:
        raise MisreadError(name, "there", None)
    return member(row, name, as_texts) or []


def _all(known: Policies) -> Iterator[Placed]:
    named, twice = _by_name(known.policies)
    yield from (Placed((0, _FIRST), everybody=False, found=one) for one in twice)
    for row in known.presets:
        yield from _placed(row, known, named, preset=True)
    for row in known.rules:
        yield from _placed(row, known, named, preset=False)
    for row in known.policies:
        try:
            if required(row, known.last, as_boolean):
                yield Placed((_LAST, 0), everybody=True, found=row)
        except MisreadError as error:
            yield Placed((_LAST, 0), everybody=False, found=Unjudged(member=_called(row), why=str(error)))


def _by_name(policies: Iterable[Row]) -> tuple[dict[str, Row], list[Unjudged]]:
    """Return the policies by name in lower case, and those of a name that several bear, or that bear none."""
    names = Counter(one_case(_called(row)) for row in policies)
    why = "is the name of several policies, or of one whose name is not understood: which one a rule means is unknown"
    strange = [_called(row) for row in policies if names[one_case(_called(row))] > 1 or not row.get("Name")]
    return (
        {one_case(_called(row)): row for row in policies},
        [Unjudged(member=name, why=why) for name in dict.fromkeys(strange)],
    )


def _placed(rule: Row, known: Policies, named: Mapping[str, Row], *, preset: bool) -> Iterator[Placed]:
    """Yield the policy of a rule at its place; nothing where the rule is off."""
    try:
        state = required(rule, "State", partial(as_word, words=("Enabled", "Disabled")))
        if state.casefold() == "disabled":
            return
        name = required(rule, known.named_by, as_name)
        policy = _of_name(named, name, known.named_by)
        rank = (_preset(policy), 0) if preset else (_CUSTOM, required(rule, "Priority", as_integer))
        reaches = _reaches_everybody(rule, known.narrowing)
        doubt = _doubt(rule, known.known) if reaches else ""
        yield Placed(rank, everybody=reaches and not doubt, found=policy, rule=rule, doubt=doubt)
    except MisreadError as error:
        told = Unjudged(member=_called(rule), why=f"is a rule of which this is not understood: {error}")
        yield Placed((0 if preset else _CUSTOM, _FIRST), everybody=False, found=told)


def _of_name(named: Mapping[str, Row], name: str, named_by: str) -> Row:
    """Return the policy of a name.

    Raises:
        MisreadError: it was not among those that were read.
    """
    if one_case(name) not in named:
        raise MisreadError(named_by, "the name of a policy that is there", name)
    return named[one_case(name)]


def _preset(policy: Row) -> int:
    """Return the place of a preset among the presets.

    Raises:
        MisreadError: its policy says that it is of none.
    """
    word = required(policy, _TYPE_OF_POLICY, partial(as_word, words=PRESETS))
    return [one.casefold() for one in PRESETS].index(word.casefold())


def _reaches_everybody(rule: Row, narrowing: Iterable[str]) -> bool:
    """Return whether a rule has neither a condition nor an exception.

    Raises:
        MisreadError: a property is missing, or is no list.
    """
    return not [one for name in narrowing for one in list_there(rule, name)]


def _doubt(rule: Row, known: Mapping[str, Node]) -> str:
    """Return why nobody knows whether a rule without a known condition reaches everybody; empty where it does."""
    new = new_and_said(known, rule)
    told = "has a rule that may be for fewer than everybody"
    return f"{told}: it says {', '.join(new)}, which this version does not know" if new else ""


def _called(row: Row) -> str:
    name = row.get("Name")
    return name if isinstance(name, str) and name else "one without a name"
