"""What could not be looked for is not made: the directory accepts two policies of one name without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind


def require_look(kinds: Mapping[str, Kind], checked: Checked, in_state: Collection[str]) -> None:
    """Do nothing when of every declared object that the state lacks it is known whether the tenant has it.

    Raises:
        RefusedError: `look-failed`.
    """
    for finding in checked.result.findings:
        kind = kinds.get(finding.token)
        blind = finding.status is Status.UNKNOWN and finding.urn and finding.urn not in in_state
        if blind and kind is not None and kind.shape is Shape.OBJECT:
            raise RefusedError(
                "look-failed",
                f"{finding.name} ({finding.control}) may be in the tenant already, which could not be read: "
                f"{finding.explanation}. Nothing was changed; run again when it can be read",
            )
