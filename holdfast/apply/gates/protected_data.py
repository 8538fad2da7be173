"""What protects data goes only when the client file of now allows it, and agrees to each of it in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.consequence import DELETED
from holdfast.kinds.kind import Shape
from holdfast.kinds.loosened import end_not_understood, ended
from holdfast.kinds.protecting import is_understood
from holdfast.model.errors import RefusedError
from holdfast.model.typed_command import typed_command
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.plan import Plan

_ALLOWS = "holdfast:delete_protected_data"


def endings(kinds: Mapping[str, Kind], state: State, deleted: Iterable[str]) -> tuple[Loosened, ...]:
    """Return what of the `deleted` resources, by URN, protects data until then."""
    going = [one for urn in deleted if (one := state.resources.get(urn)) and one.token in kinds]
    return tuple(
        sorted(
            ended(kinds[one.token], one.inputs, one.urn)
            for one in going
            if kinds[one.token].deletion_unprotects and not one.stays
        )
    )


def require_removable(
    kinds: Mapping[str, Kind], ending: Iterable[Loosened], plan: Plan, state: State
) -> None:
    """Do nothing when nothing would be deleted that a step was taken for which nothing takes back, such as a lock.

    It comes before anybody is asked whether a deletion is understood: what cannot be is not to be agreed to.

    Args:
        kinds: by token.
        ending: what would be deleted.
        plan: the client's.
        state: the client's; where neither allows a deletion, the provider leaves it in the tenant.

    Raises:
        RefusedError: `change-fixed`.
    """
    if not plan.delete_protected_data and not state.deletes_protected_data:
        return
    for one in ending:
        kept = state.resources[one.urn]
        for field in kinds[kept.token].fields:
            if (
                field.one_way
                and kept.inputs.get(field.name) is True
                and kinds[kept.token].shape is Shape.OBJECT
            ):
                raise RefusedError(
                    "change-fixed",
                    f"{one.object} has {field.name} true, and nothing deletes it any more ({field.one_way}): nothing "
                    f"was changed; declare it again, or take {_ALLOWS} out of the client file, and it stays in the "
                    "tenant",
                )


def require_understood_endings(
    ending: Iterable[Loosened], plan: Plan, state: State, place: Callable[[str], str]
) -> None:
    """Do nothing when the client file agrees to each deletion of what protects data: allowing all is not enough.

    Args:
        ending: what would be deleted.
        plan: the client's.
        state: the client's; where neither allows a deletion, the provider leaves in the tenant what the engine drops.
        place: returns `file:line` of a name.

    Raises:
        RefusedError: `deletion-not-allowed` where the state alone would have it deleted; `deletion-not-understood`,
            with the entries to add.
    """
    found = tuple(ending)
    if not plan.delete_protected_data and not state.deletes_protected_data:
        return
    if found and not plan.delete_protected_data:
        named = ", ".join(one.object for one in found)
        raise RefusedError(
            "deletion-not-allowed",
            "the client file does not allow that what protects data is deleted, and the state does not say that it "
            f"stays in the tenant ({named}): it was applied when the file allowed that. "
            "Nothing was deleted; declare it, say "
            f"{typed_command('up', plan.client)}, which writes that it stays, and only then take it out or destroy",
        )
    missing = [
        one for one in found if not is_understood(plan.understood, (), one.object, DELETED, becomes=True)
    ]
    if missing:
        raise end_not_understood(missing, f"{place(_ALLOWS)}: {_ALLOWS}")


def require_applied_endings(ending: Iterable[Loosened], state: State, client: str) -> None:
    """Do nothing when the last apply knew what the client file agrees to: the engine runs no program for a destroy.

    Raises:
        RefusedError: `deletion-not-understood`.
    """
    unknown = [
        one for one in ending if not is_understood(state.understood, (), one.object, DELETED, becomes=True)
    ]
    if unknown:
        raise RefusedError(
            "deletion-not-understood",
            "this stack was applied before the client file agreed to delete what protects data "
            f"({', '.join(one.object for one in unknown)}): nothing was deleted; "
            f"say {typed_command('up', client)} first",
        )


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
            f"did ({', '.join(going)}): nothing was deleted; say {typed_command('up', plan.client)} first, after which "
            "it stays, or set holdfast:delete_protected_data: true",
        )
