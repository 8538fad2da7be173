"""What protects less afterwards is written down by the client: in the client file, in words of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.loosening import understood_by
from holdfast.kinds.loosened import not_understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.loosened import Loosened
    from holdfast.model.understood import Understood


def require_understood(loosened: Sequence[Loosened], entries: Sequence[Understood]) -> None:
    """Do nothing when the client file says of everything loosened that it is understood.

    Raises:
        RefusedError: `not-understood`, with the entries to add.
    """
    open_ones = [one for one in loosened if not understood_by(entries, one)]
    if open_ones:
        raise not_understood(open_ones)
