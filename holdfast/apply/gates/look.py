"""What could not be looked for is not made, and what is not understood is not overwritten.

The directory accepts two policies of one name without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind


def require_look(kinds: Mapping[str, Kind], checked: Checked, in_state: Collection[str]) -> None:
    """Do nothing when it is known of every declared object whether the tenant has it, and what it says there.

    Raises:
        RefusedError: `look-failed`, `value-not-understood`.
    """
    for finding in checked.result.findings:
        kind = kinds.get(finding.token)
        blind = finding.status is Status.UNKNOWN and finding.urn and finding.urn not in in_state
        if blind and kind is not None and kind.shape is Shape.OBJECT:
            owner = finding.control or "by hand in the program"
            raise RefusedError(
                "look-failed",
                f"{finding.name} ({owner}) may be in the tenant already, which could not be read: "
                f"{finding.explanation}. Nothing was changed; run again when it can be read",
            )
        not_understood = finding.status is Status.UNKNOWN and finding.reason is Reason.UNEXPECTED
        if not_understood and finding.live_id and finding.urn:
            raise RefusedError(
                "value-not-understood",
                f"{finding.explanation}: an apply would overwrite it. Look at it in the admin center first",
            )
