"""What protects less afterwards is written down by the client: in the client file, in words of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.loosening import understood_by
from holdfast.model.accepted import as_written
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.apply.loosening import Loosened
    from holdfast.model.plan import Understood


def require_understood(loosened: Sequence[Loosened], entries: Sequence[Understood]) -> None:
    """Do nothing when the client file says of everything loosened that it is understood.

    Raises:
        RefusedError: `not-understood`, with the entries to add.
    """
    open_ones = [one for one in loosened if not understood_by(entries, one)]
    if not open_ones:
        return
    told = "; ".join(one.sentence for one in open_ones)
    wanted = "; ".join(
        f"{{object: {_quoted(one.object)}, property: {one.path}, consequence: '…'}}" for one in open_ones
    )
    raise RefusedError(
        "not-understood",
        f"this would protect less than now: {told}. Nothing was changed; set it back, or add to "
        f"holdfast:i_understand in the client file, with what follows from it in your own words: {wanted}",
    )


def _quoted(name: str) -> str:
    """Return a name as the client file takes it."""
    return "'" + as_written(name).replace("'", "''") + "'"
