"""The findings of a check by the controls that declare them: gathered once, not looked for anew for each control."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from holdfast.model.directory import GROUP
from holdfast.model.finding import DRIFT
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.model.finding import Finding

_NOT_AS_AGREED = DRIFT | {Status.UNKNOWN, Status.EXCEPTED}


def by_control(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """Return what is declared, by the control that declares it, in the order given; by the empty text outside of one.

    A control without any finding has no entry.
    """
    own: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.control or one.urn:
            own[one.control].append(one)
    return dict(own)


def other_groups(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the declared groups that are not known to be as agreed: who is in there may be in there unasked."""
    return tuple(one for one in findings if one.token == GROUP and one.status in _NOT_AS_AGREED)
