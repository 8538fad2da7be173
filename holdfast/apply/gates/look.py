"""What could not be looked for is not made, and what is not understood is not overwritten.

The directory accepts two policies of one name without a word. A rule that was measured overwrites nobody of whom
nothing is known, such as a mailbox whose backup was asked for an hour ago: it changes those who break it alone.

What may not be read fails in every run, in the middle of it, until somebody allows it: what it belongs together with
would be applied without it. So that is told before anything begins. Who may not sign in can do nothing at all, not even
with what the state holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.references import is_there
from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.apply.state import Kept
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Finding

NOT_KNOWN = frozenset({"look-failed", "value-not-understood"})
"""Slugs of refusals after which nobody knows what an apply would change: it was not read, or not understood."""
_LASTING = frozenset({Reason.PERMISSION, Reason.SIGN_IN})
"""Why something was not read that stays so until somebody sees to it."""
_LASTING_OF_HELD = frozenset({Reason.SIGN_IN})
"""The same of what the state holds: what is as it was applied needs no more than the right to sign in."""


def require_look(kinds: Mapping[str, Kind], checked: Checked, in_state: Mapping[str, Kept]) -> None:
    """Do nothing when it is known of every declared object whether the tenant has it, and what it says there.

    Raises:
        RefusedError: `look-failed`, `value-not-understood`; `ambiguous-name` where what is there in another spelling
            may be it.
    """
    blind = {one.urn for one in unseen(kinds, checked, in_state)}
    shut = {one.urn for one in checked.result.findings if _is_shut(kinds, one, in_state)}
    for finding in checked.result.findings:
        if finding.urn in shut and finding.reason is Reason.SIGN_IN:
            raise RefusedError("look-failed", f"{finding.explanation}. Nothing was changed")
        if finding.urn in blind and finding.reason is Reason.AMBIGUOUS:
            told = f"{finding.explanation}. Nothing was changed"
            raise RefusedError("ambiguous-name", told)
        if finding.urn in blind:
            owner = finding.control or "by hand in the program"
            raise RefusedError(
                "look-failed",
                f"{finding.name} ({owner}) may be in the tenant already, which could not be read: "
                f"{finding.explanation}. Nothing was changed; run again when it can be read",
            )
        if finding.urn in shut:
            raise RefusedError(
                "look-failed",
                f"{finding.explanation}: an apply would fail there, and be done in part "
                f"({finding.control or finding.name}). Nothing was changed; allow it, or take the control out of the "
                "client's plan",
            )
        not_understood = finding.status is Status.UNKNOWN and finding.reason is Reason.UNEXPECTED
        if not_understood and finding.live_id and finding.urn and finding.population is None:
            raise RefusedError(
                "value-not-understood",
                f"{finding.explanation}: an apply would overwrite it. Look at it in the admin center first",
            )


def _is_shut(kinds: Mapping[str, Kind], finding: Finding, in_state: Mapping[str, Kept]) -> bool:
    """Return whether nothing of a declared thing could be read, and no run will be able to apply it."""
    kind = kinds.get(finding.token)
    lasting = _LASTING_OF_HELD if finding.urn in in_state else _LASTING
    unread = finding.status is Status.UNKNOWN and finding.reason in lasting and finding.population is None
    return bool(unread and finding.urn and kind is not None and kind.writes)


def unseen(kinds: Mapping[str, Kind], checked: Checked, in_state: Mapping[str, Kept]) -> Iterator[Finding]:
    """Yield what was found of each declared object of which nobody knows whether the tenant has it already."""
    for finding in checked.result.findings:
        kind = kinds.get(finding.token)
        blind = finding.status is Status.UNKNOWN and finding.urn and not _is_held(finding, checked, in_state)
        if blind and kind is not None and kind.shape is Shape.OBJECT:
            yield finding


def _is_held(finding: Finding, checked: Checked, in_state: Mapping[str, Kept]) -> bool:
    """Return whether the state holds a declared object, so that it is not made.

    Where something else may be what its name means, it has to be there as well: what is gone would be made anew.
    """
    kept = in_state.get(finding.urn)
    if kept is None or finding.reason is not Reason.AMBIGUOUS:
        return kept is not None
    return is_there(kept, checked.live)
