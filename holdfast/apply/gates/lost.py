"""The look wins over the refresh: what was seen a moment ago is not made again because it could not be read since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def seen_then_lost(lost: Mapping[str, str]) -> RefusedError:
    """Return the refusal for objects, live id by URN, that the look saw and the refresh then lost."""
    names = ", ".join(f"{name_of(urn)} ({live_id})" for urn, live_id in sorted(lost.items()))
    return RefusedError(
        "seen-then-lost",
        f"{names}: seen when the tenant was read, and not found a moment later: somebody deletes it just now, or the "
        "service answers late. Nothing was made in its place and the state is as it was; run again, and look in the "
        "audit log when it stays away",
    )
