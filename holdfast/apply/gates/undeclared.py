"""What nobody ever declared is never deleted: an import by hand writes it into the state, and the engine would."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind


def require_declared_once(
    kinds: Mapping[str, Kind], state: State, declared: Collection[str], *, deletes_data: bool
) -> None:
    """Do nothing when all that the engine would delete, because its code is not there, was declared by a program.

    Whatever a program registers has the hook that asks about its deletion, or stays in the tenant.

    Args:
        kinds: by token.
        state: with what the program renamed under its present URN.
        declared: URNs of the program.
        deletes_data: whether the client file allows that what protects data is deleted; where neither it nor the state
            does, that is only forgotten.

    Raises:
        RefusedError: `undeclared-in-state`; nothing was changed then.
    """
    may_delete = deletes_data or state.deletes_protected_data
    spared = {token for token, kind in kinds.items() if kind.protects_data and not may_delete}
    strange = sorted(
        one.urn
        for urn, one in state.resources.items()
        if one.urn in state.unheld and urn not in declared and not one.stays and one.token not in spared
    )
    if strange:
        typed = "; ".join(f"pulumi state delete {shlex.quote(one)}" for one in strange)
        raise RefusedError(
            "undeclared-in-state",
            f"the state holds {', '.join(map(name_of, strange))}, which the program does not declare, and does not "
            "say that one ever did, as after pulumi import: the engine would delete it in the tenant. Declare it, or "
            f"have the stack forget it, with which it stays in the tenant ({typed}). Nothing was changed",
        )
