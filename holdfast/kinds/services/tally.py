"""Members of a population counted by one rule: who obeys, who does not, whom it does not reach, and who is unknown.

Of each member only two ids are kept (some 80 bytes each), its own and its user's, and of those that do not obey what a
report says of them. A member that comes twice is unknown: where one comes twice, another may not have come at all.

Why a member is out of reach is said by the client (excluded, by name or by filter), or by the service (its type, its
licence). What the service says, whoever administers it can change: a type with one cmdlet. So it is held against the
directory, and who has the licence there by which the rule could reach him is unknown instead.

Where something that is read apart says whether a member obeys, only its name and id are kept until that is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from holdfast.kinds.decode import MisreadError, required_text
from holdfast.kinds.judgement import Judgement, Uncounted, Unjudged
from holdfast.kinds.services.novelties import narrowing
from holdfast.model.letters import one_case
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from holdfast.kinds.judgement import Violation
    from holdfast.kinds.services.reading import Source
    from holdfast.tenant.plan_holders import Holders

    Row = Mapping[str, Any]

_BETWEEN = "\n"
"""Stands in no id."""
TWICE = "comes twice in the answer, so that others may be missing from it"
"""Why nobody can say of a member whether it obeys, after its name."""
_AGAINST_A_LICENCE = {
    Reason.LICENCE: "none by the service: which of them is right cannot be said",
    Reason.TYPE: (
        "is of a type that the rule is not for, which an administrator can have changed: give it back its type, take "
        "the licence away, or exclude it by name"
    ),
}
"""What the service says against it that whoever has the licence can be out of reach."""


class CountedMembers(Protocol):
    """What a count has to know of the members of a rule (see `CmdletPopulation`, which says it of each)."""

    @property
    def noun(self) -> str:
        """What they are called, plural."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the properties that are read of each."""
        ...

    @property
    def slice_by(self) -> str:
        """Return the property that every member has."""
        ...

    @property
    def row_id(self) -> str:
        """Return the property that holds the member's own id."""
        ...

    @property
    def directory_id(self) -> str:
        """Return the property that holds the id of the member's user."""
        ...

    @property
    def is_gone(self) -> Callable[[Row], bool] | None:
        """Return what tells whether a member is left over from a user who is deleted."""
        ...

    @property
    def always_there(self) -> Callable[[Row], bool] | None:
        """Return what tells the service's own member, without which no list is whole."""
        ...

    def member_name(self, row: Row) -> str:
        """Return the member's name.

        Raises:
            MisreadError: when it has none.
        """
        ...


@value_class(kw_only=True)
class Ruling:
    """What one member came to. With neither reason nor violation it obeys."""

    member: str
    exempt: Reason | None = None
    """Why the rule does not reach it."""
    obeys: bool = False
    """It is out of reach, and obeys all the same: so nothing is lost by it."""
    unknown: str = ""
    """Why nobody can say whether it obeys, as the rest of a sentence that begins with the member."""
    breaks: tuple[Violation, ...] = ()
    exceeds: tuple[Violation, ...] = ()
    waits: str = ""
    """The id by which what is read apart says whether it obeys; empty where its row says so."""
    instead: str = ""
    """The id by which what is read apart says of one that is out of reach whether something else does for it what the
    rule asks; empty where nothing can."""


@value_class
class _Doubt:
    """A member that is exempt by what the service says of it."""

    member: str
    reason: Reason
    waits: str
    instead: str

    def contradicted(self) -> Unjudged:
        """Return what is said of it where the directory has it licensed."""
        why = f"has a licence by the directory and {_AGAINST_A_LICENCE[self.reason]}"
        return Unjudged(member=self.member, why=why)


class Tally:
    """Members counted so far."""

    def __init__(self, kind: CountedMembers, rule_on: Callable[[Row], Ruling]) -> None:
        """Count members of `kind`, each judged by `rule_on`."""
        self._kind = kind
        self._rule_on = rule_on
        self._covered = 0
        self._violations: list[Violation] = []
        self._exceeding: list[Violation] = []
        self._exempt: dict[str, list[str]] = {}
        self._unjudged: list[Unjudged] = []
        self._seen: set[int | None] = set()
        """Ids of users whose members were answered, as numbers, which are smaller than texts."""
        self._whole = kind.always_there is None
        """Whether the member came that every tenant has."""
        self._came: dict[bool, set[int | str]] = {False: set(), True: set()}
        """Ids of the members that were answered; apart for those that are gone, whom another list may have as well."""
        self._doubtful: dict[int, list[_Doubt]] = {}
        """By the number of their user."""
        self._waiting: list[bytes] = []
        """Ids and names of members in reach that wait for what is read apart: both in one are half as large."""
        self._contradicted: list[_Doubt] = []
        """Those of the doubtful that wait for it as well."""
        self._beyond: list[_Doubt] = []
        """Members out of reach of whom no licence is in doubt, and of whom it says what is done for them instead."""

    def take(self, source: Source, row: Row) -> None:
        """Count one row."""
        try:
            name = self._kind.member_name(row)
            if not (source.gone or (self._kind.is_gone and self._kind.is_gone(row))):
                self._seen.add(_number(row.get(self._kind.directory_id)))
            row_id = required_text(row, self._kind.row_id)
            if not _is_new(self._came[source.gone], row_id):
                self._unjudged.append(Unjudged(member=name, why=TWICE))
                return
            if source.exempt:
                self._excuse(Ruling(member=name, exempt=source.exempt), row)
                return
            if self._kind.always_there:
                self._whole |= self._kind.always_there(row)
            if source.known is not None and (why := narrowing(source.known, row)):
                self._unjudged.append(Unjudged(member=name, why=why))
                return
            ruling = self._rule_on(row)
        except MisreadError as error:
            self._unjudged.append(Unjudged(member=self._any_name(row), why=str(error)))
            return
        if ruling.exempt:
            self._excuse(ruling, row)
            return
        if ruling.waits:
            self._waiting.append(f"{ruling.waits}{_BETWEEN}{ruling.member}".encode())
            return
        self._count(ruling)

    def _count(self, ruling: Ruling) -> None:
        """Count a member that the rule reaches."""
        if ruling.unknown:
            self._unjudged.append(Unjudged(member=ruling.member, why=ruling.unknown))
            return
        self._covered += not ruling.breaks
        self._violations += ruling.breaks
        self._exceeding += ruling.exceeds

    def have_wait(self, member: str, user_id: str, user: int, own: int) -> bool:
        """Count a member that is judged, with nothing unusual about it, and waits by the id of its user.

        Args:
            member: its name.
            user_id: as its row has it.
            user: the same as a number.
            own: its own id as a number, not 0.

        Returns:
            False, with nothing counted, where it came before.
        """
        came = self._came[False]
        if own in came:
            return False
        came.add(own)
        self._seen.add(user)
        self._waiting.append(f"{user_id}{_BETWEEN}{member}".encode())
        return True

    def waiting(self) -> Iterator[str]:
        """Yield the ids by which members wait for what is asked about each."""
        for both in self._waiting:
            yield both.decode().partition(_BETWEEN)[0]
        for one in self._contradicted:
            yield one.waits
        for one in self._out_of_reach():
            yield one.instead

    def settle(self, rule_on: Callable[[str, str], Ruling | None]) -> None:
        """Count the members that waited, each judged by `rule_on`, which takes its name and the id it waits by.

        It returns None of one that obeys, as nearly all do, and of one out of reach where nothing can happen to it.
        """
        for both in self._waiting:
            waits, _, member = both.decode().partition(_BETWEEN)
            ruling = rule_on(member, waits)
            if ruling is None:
                self._covered += 1
            elif ruling.exempt:
                self._exempt.setdefault(ruling.exempt, []).append(member)
            else:
                self._count(ruling)
        for one in self._contradicted:
            ruling = rule_on(one.member, one.waits)
            if ruling and (ruling.breaks or ruling.unknown):
                self._unjudged.append(one.contradicted())
            else:
                self._exempt.setdefault(one.reason, []).append(one.member)
        for one in self._out_of_reach():
            ruling = rule_on(one.member, one.instead)
            if ruling and ruling.unknown:
                self._count(ruling)
                continue
            reason = one.reason if ruling else Reason.NOT_CONCERNED
            self._exempt.setdefault(reason, []).append(one.member)
        self._waiting, self._contradicted, self._beyond = [], [], []
        self._doubtful = {
            number: left
            for number, members in self._doubtful.items()
            if (left := [one for one in members if not one.instead])
        }

    def _out_of_reach(self) -> Iterator[_Doubt]:
        """Yield the members out of reach of whom something else may do what the rule asks."""
        yield from self._beyond
        for members in self._doubtful.values():
            yield from (one for one in members if one.instead)

    def _excuse(self, ruling: Ruling, row: Row) -> None:
        """Count a member that the rule does not reach."""
        reason, number = ruling.exempt, _number(row.get(self._kind.directory_id))
        if reason is None:
            return
        doubt = _Doubt(ruling.member, reason, ruling.waits, ruling.instead)
        if reason in _AGAINST_A_LICENCE and number is not None and not ruling.obeys:
            self._doubtful.setdefault(number, []).append(doubt)
        elif ruling.instead:
            self._beyond.append(doubt)
        else:
            self._exempt.setdefault(reason, []).append(ruling.member)

    def hold(self, page: Holders, left_out: AbstractSet[str]) -> list[tuple[str, str]]:
        """Hold the members against users whom the directory has licensed, but for those `left_out`.

        Args:
            page: the users.
            left_out: names and ids, in lower case.

        Returns:
            Ids and names of those who should be among the members and are not.
        """
        missing: list[tuple[str, str]] = []
        # Nearly always all of a page are there, and nothing that the service says speaks against a licence.
        if (
            not left_out
            and not self._doubtful
            and self._seen.issuperset(_number(one) for one, _ in page.users)
        ):
            return missing
        for user_id, name in page.users:
            if left_out and left_out & {one_case(name), user_id.casefold()}:
                continue
            number = _number(user_id)
            if page.licensed and number is not None and number in self._doubtful:
                self._contradict(number)
            if page.member and number not in self._seen:
                missing.append((user_id, name))
        return missing

    def _contradict(self, number: int) -> None:
        """Take a user's members, which the service puts out of reach, for unknown: the directory has them licensed."""
        members = self._doubtful.pop(number)
        self._unjudged += [one.contradicted() for one in members if not one.waits]
        self._contradicted += [one for one in members if one.waits]

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count, with the members that are `missing` from it."""
        exempt = {reason: list(names) for reason, names in self._exempt.items()}
        for members in self._doubtful.values():
            for one in members:
                exempt.setdefault(one.reason, []).append(one.member)
        for one in self._beyond:  # nobody asked what is done for them
            exempt.setdefault(one.reason, []).append(one.member)
        if not self._whole:
            why = "the service's own, which every tenant has, is not among them"
            told = f"whether these are all {self._kind.noun} is unknown: {why}"
            uncounted = uncounted or Uncounted(reason=Reason.UNEXPECTED, told=told)
        return Judgement(
            covered=self._covered,
            violations=_sorted(self._violations),
            exempt={reason: tuple(sorted(names)) for reason, names in sorted(exempt.items())},
            exceeding=_sorted(self._exceeding),
            unjudged=tuple(sorted([*self._unjudged, *missing], key=lambda one: (one.member, one.why))),
            uncounted=uncounted,
        )

    def _any_name(self, row: Row) -> str:
        """Return what the row can be found by: one that cannot be understood may lack its name."""
        values = (
            row.get(name) for name in (self._kind.slice_by, self._kind.directory_id, *self._kind.columns)
        )
        try:
            return self._kind.member_name(row)
        except MisreadError:
            return next((value for value in values if isinstance(value, str) and value), "one without a name")


def _sorted(violations: list[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(violations, key=lambda one: (one.member, one.property)))


def _number(user_id: object) -> int | None:
    try:
        return int(user_id.replace("-", "").strip("{}()"), 16) if isinstance(user_id, str) else None
    except ValueError:
        return None


def _is_new(came: set[int | str], member_id: str) -> bool:
    """Return whether nobody of this id was among those that `came`; from now on somebody is."""
    before = len(came)
    came.add(_number(member_id) or member_id.casefold())
    return len(came) > before
