"""Nothing is destroyed in part: what the engine will not delete, as it is protected, is told before the rest goes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from holdfast.apply.state import State


def require_nothing_protected(state: State) -> None:
    """Do nothing where the engine may delete or forget all that the state holds.

    Raises:
        RefusedError: `protected-in-state`; else sign-in policies would be gone before the engine comes to it and stops.
    """
    if not state.protected:
        return
    named = ", ".join(map(name_of, state.protected))
    typed = "; ".join(f"pulumi state unprotect {shlex.quote(one)}" for one in state.protected)
    raise RefusedError(
        "protected-in-state",
        f"the state says that {named} must not be deleted (`protect`), and the engine would stop there with the rest "
        f"half destroyed: take `protect` out of the program and apply it, or type {typed}. Nothing was changed",
    )
