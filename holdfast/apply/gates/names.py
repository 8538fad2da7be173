"""A name that means two objects is never resolved by chance: nothing is taken over, made or referred to by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.references import ambiguous, taken_names
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.apply.state import State
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind


def require_unambiguous_names(kinds: Mapping[str, Kind], checked: Checked, state: State) -> None:
    """Do nothing when every name that this apply depends on means at most one live object.

    Raises:
        RefusedError: `ambiguous-name`, with all ids of all such names.
    """
    found = [
        f"{kind.title} {name!r} is {len(ids)} objects ({', '.join(ids)})"
        for kind, name, ids in ambiguous(kinds, checked.recording.desired, state, checked.live)
    ]
    if found:
        raise RefusedError(
            "ambiguous-name",
            f"{'; '.join(found)}: which of them is meant cannot be told, so nothing was changed; rename or remove "
            "all but one in the tenant",
        )


def require_free_names(kinds: Mapping[str, Kind], checked: Checked, state: State) -> None:
    """Do nothing when no managed object is given a name by the program that another one bears: two would bear it.

    Raises:
        RefusedError: `name-taken`, with every such name; nothing was changed then.
    """
    desired = checked.recording.desired
    told = [
        f"{kind.title} {found.name!r} is {found.becomes} already, and the program gives that name to "
        f"{', '.join(found.was)} ({one.name}, {kind.key_of(state.resources[one.urn].inputs)!r} until now)"
        for one, kind, found in taken_names(kinds, desired, state, checked.live)
    ]
    if told:
        raise RefusedError(
            "name-taken",
            f"{'; '.join(told)}: two would bear one name, so nothing was changed. Choose another name; to manage the "
            "other object instead, let the stack forget ours first: pulumi state delete URN",
        )
