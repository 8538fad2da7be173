"""A destroy goes by what the state says; what protects data goes only when the client file of now allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind
    from holdfast.model.plan import Plan


def require_allowed_deletions(kinds: Mapping[str, Kind], state: State, plan: Plan) -> None:
    """Do nothing when a destroy deletes nothing that protects data, or the client file allows it.

    The engine runs no program then: the state holds what the file said at the last apply.

    Raises:
        RefusedError: `deletion-not-allowed`.
    """
    if plan.delete_protected_data or not state.deletes_protected_data:
        return
    going = sorted(
        name_of(urn)
        for urn, one in state.resources.items()
        if not one.stays and one.token in kinds and kinds[one.token].protects_data
    )
    if going:
        raise RefusedError(
            "deletion-not-allowed",
            "the client file does not allow that what protects data is deleted, and this stack was applied when it "
            f"did ({', '.join(going)}): nothing was deleted; say holdfast up {plan.client} first, after which it "
            "stays, or set holdfast:delete_protected_data: true",
        )
