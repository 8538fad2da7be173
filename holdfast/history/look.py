"""What one recorded run says of each control and each object. Pure functions over the format `json` of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.finding import Change
from holdfast.model.history import NOT_IN_PLAN, NOT_LISTED, NOT_LOOKED, Sort, Subject
from holdfast.model.status import Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Key = tuple[Sort, str]
"""What a subject is known by from one run to the next."""


@value_class
class Seen:
    """What a run says of one subject."""

    subject: Subject
    state: str
    by: tuple[Change, ...] = ()
    """Sorted by time, each once."""
    why: str = ""


@value_class
class Look:
    """What a run says."""

    seen: Mapping[Key, Seen]
    unread: frozenset[str]
    """Type tokens of which something could not be read."""

    def of(self, subject: Subject) -> Seen:
        """Return what the run says of a subject that an earlier one saw; that it is not in it says something too."""
        if found := self.seen.get((subject.sort, subject.key)):
            return found
        if subject.sort is Sort.CONTROL:
            return Seen(subject, NOT_IN_PLAN)
        # What is not listed may be there all the same where its collection was not read whole.
        return Seen(subject, Status.UNKNOWN.value if subject.type in self.unread else NOT_LISTED)


def not_looked(subject: Subject, why: str) -> Seen:
    """Return what a run says of a subject when nothing can be said of the run."""
    state = NOT_LOOKED if subject.sort is Sort.CONTROL else Status.UNKNOWN.value
    return Seen(subject, state, (), why)


def look(result: Mapping[str, Any]) -> Look:
    """Return what a check says, as the format `json` has it.

    Raises:
        LookupError, TypeError, AttributeError: when it is not of that form.
    """
    findings = result["findings"]
    seen = [*map(_of_object, findings), *(_of_control(one, findings) for one in result["controls"])]
    # What stands there twice is the same twice: drift stands first.
    by_key = {(one.subject.sort, one.subject.key): one for one in reversed(seen)}
    unread = {str(one["type"]) for one in findings if one["status"] == Status.UNKNOWN.value}
    return Look(by_key, frozenset(unread))


def _of_object(finding: Mapping[str, Any]) -> Seen:
    names = (str(finding[name]) for name in ("fingerprint", "control", "type", "name"))
    subject = Subject(Sort.OBJECT, *names)
    return Seen(subject, str(finding["status"]), in_order(_changes(finding)), _why(finding))


def _of_control(control: Mapping[str, Any], findings: list[Mapping[str, Any]]) -> Seen:
    own = [one for one in findings if one["control"] == control["id"]]
    changes = [change for one in own if one["drift"] for change in _changes(one)]
    told = [each for one in own if one["drift"] for each in _nobody(one)]
    told += [str(one["explanation"]) for one in own if one["status"] == Status.UNKNOWN.value]
    why = _joined(told)
    return Seen(Subject(Sort.CONTROL, str(control["id"])), str(control["state"]), in_order(changes), why)


def in_order(changes: Any) -> tuple[Change, ...]:
    """Return changes by time, each once."""
    return tuple(sorted(set(changes), key=lambda one: (one.time, one.actor, one.activity)))


def _changes(finding: Mapping[str, Any]) -> Iterator[Change]:
    """Yield who changed an object or made it, and who changed members of a rule."""
    told = [finding["change"], finding["made"], *(one["change"] for one in finding["differences"])]
    for one in filter(None, told):
        yield Change(str(one["actor"]), str(one["time"]), str(one["activity"]))


def _why(finding: Mapping[str, Any]) -> str:
    """Return why nobody can be named, or what failed; empty where there is nothing to say."""
    return _joined([*_nobody(finding), str(finding["explanation"])])


def _nobody(finding: Mapping[str, Any]) -> list[str]:
    return [str(one["notAttributable"]) for one in (finding, *finding["differences"])]


def _joined(told: list[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, told)))
