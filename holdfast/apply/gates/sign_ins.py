"""What decides over sign-ins is not changed or deleted while nobody knows what protects them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.model.errors import RefusedError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.drift.seen import Live

_DECIDES = frozenset({POLICY, DEFAULTS})


def require_sign_ins_read(live: Live, touched: Collection[str]) -> None:
    """Do nothing when policies and security defaults were read, or none of them is `touched` (type tokens).

    Without the licence there are no policies, so there is nothing that could protect less.

    Raises:
        RefusedError: `look-failed`.
    """
    if _DECIDES & set(touched):
        require_read(live, _DECIDES)


def require_read(live: Live, tokens: Collection[str]) -> None:
    """Do nothing when every kind of `tokens` that was asked for was read.

    Raises:
        RefusedError: `look-failed`.
    """
    for token, cause in sorted(live.unread.items()):
        if token in tokens and cause.reason is not Reason.LICENCE:
            told = f"whether sign-ins stay protected as they are could not be read: {cause.explanation}"
            raise RefusedError("look-failed", f"{told}. Nothing was changed; run again when it can be read")
