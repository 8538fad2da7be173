"""What was planned and agreed to is what is done: not where another run has written the state since it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.apply.state import parse_state
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping


def require_as_read(deployment: Mapping[str, Any], digest: str) -> None:
    """Do nothing when the state is still the one that was read.

    Args:
        deployment: what the engine keeps now.
        digest: of the state that the plan was made with.

    Raises:
        RefusedError: `written-meanwhile`.
    """
    if parse_state(deployment).digest != digest:
        raise RefusedError(
            "written-meanwhile",
            "another run has written the state since this one read it, so that what was planned and agreed to is not "
            "what would be done: nothing was changed; run again",
        )
