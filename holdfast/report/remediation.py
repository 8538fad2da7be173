"""Says what `holdfast up` would do about a finding, and what it cannot. Pure functions.

It says what an apply sets out to do; gates may still ask first (docs/how-it-works.md).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.finding import Finding


class UpDoes(StrEnum):
    """What the next apply does to the object."""

    MAKES = "makes"
    """It makes the object anew."""
    SETS_BACK = "sets-back"
    """It sets properties back to what is declared."""
    NOTHING = "nothing"


@value_class
class Cannot:
    """One property that no apply sets back."""

    path: str
    """Property path."""
    why: str
    """Why not, and who can; in words."""


@value_class
class Remediation:
    """What becomes of a finding at the next `holdfast up`."""

    up: UpDoes
    """What it does to the object."""
    sentence: str
    """The same in words, and where an apply does nothing about drift, who can."""
    properties: tuple[str, ...] = ()
    """Paths that it sets back."""
    cannot: tuple[Cannot, ...] = ()
    """What it leaves as it is although it is not as declared."""


_NOTHING = {
    Status.IN_SYNC: "Nothing is to be done.",
    Status.EXCEEDS: "`holdfast up` leaves what is stricter than declared as it is.",
    Status.UNMANAGED: "`holdfast up` never touches what nobody declared: declare it, remove it in the tenant, or "
    "accept it in the client file.",
    Status.UNKNOWN: "Nothing can be said before it is read: see why it was not.",
    Status.NOT_APPLICABLE: "Nothing is to be done before the tenant is licensed for it, or somebody is in its scope.",
    Status.EXCEPTED: "`holdfast up` leaves it as it is for as long as it is accepted.",
}
_ONLY_READ = "`holdfast up` cannot: it is a judgement of other objects. Put right the members that are named."
_ACCEPTED = "it is accepted"
_BY_HAND = "no apply sets it back"


def remediation(finding: Finding, *, writes: bool) -> Remediation:
    """Return what an apply would do about `finding`, of a kind of which it can change anything when it `writes`."""
    if finding.status in _NOTHING:
        return Remediation(UpDoes.NOTHING, _NOTHING[finding.status])
    if not writes:
        return Remediation(
            UpDoes.NOTHING,
            _ONLY_READ,
            cannot=tuple(Cannot(one.path, one.note or _BY_HAND) for one in finding.differences),
        )
    if finding.status is Status.MISSING:
        return Remediation(UpDoes.MAKES, "`holdfast up` makes it anew.")
    own = tuple(dict.fromkeys(one.path for one in finding.differences if not (one.accepted or one.by_hand)))
    cannot = tuple(
        Cannot(one.path, one.note or (_ACCEPTED if one.accepted else _BY_HAND))
        for one in finding.differences
        if one.accepted or one.by_hand
    )
    return Remediation(
        UpDoes.SETS_BACK if own else UpDoes.NOTHING, _set_back(len(own), len(cannot)), own, cannot
    )


def _set_back(own: int, cannot: int) -> str:
    if not own:
        return "`holdfast up` cannot set it back: see why at each property."
    if not cannot:
        return "`holdfast up` sets it back to what is declared."
    return f"`holdfast up` sets {own} of {own + cannot} properties back; the rest it cannot: see why at each."
