"""An object that the state holds under another name of the program is no other one: it was renamed, not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.adopt import seen
from holdfast.apply.state import bare_id
from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.apply.state import State
    from holdfast.drift.check import Checked
    from holdfast.model.desired import DesiredResource


def require_one_name(checked: Checked, state: State) -> None:
    """Do nothing when no object that is declared is held under another URN.

    The engine would take it over under the new one and then delete that same object under the old one.

    Raises:
        RefusedError: `renamed-in-program`; nothing was changed then.
    """
    holders = {(one.token, bare_id(one.id)): one.urn for one in state.resources.values()}
    tokens = {one.urn: one.token for one in checked.recording.desired}
    renamed = {
        urn: holders[key]
        for urn, live_id in sorted(seen(checked).items())
        if urn not in state.resources and (key := (tokens[urn], bare_id(live_id))) in holders
    }
    if renamed:
        told = "; ".join(
            f"{name_of(new)} is what the state holds as {name_of(old)}: add to its options aliases=[{old!r}]"
            for new, old in renamed.items()
        )
        raise RefusedError(
            "renamed-in-program",
            f"{told}. Without that the engine would take the object over and then delete it under its former name; "
            "nothing was changed, and the former name in the program does as well",
        )


def require_one_heir(desired: Sequence[DesiredResource], state: State) -> None:
    """Do nothing when no two resources of the program are the same one of the state by their aliases.

    The engine gives it to whichever comes first, changes it to what that declares, and only then refuses the other.

    Args:
        desired: what the program declares.
        state: with what the program renamed under its present URN.

    Raises:
        RefusedError: `alias-taken`; nothing was changed then.
    """
    heirs = {one.urn: urn for urn, one in state.resources.items()}
    taken = [
        f"{one.name} says by its aliases that it is {former}, and {name_of(heirs[former])} is that already"
        for one in desired
        if one.urn not in state.resources
        for former in one.former
        if former in heirs
    ]
    if taken:
        raise RefusedError(
            "alias-taken",
            f"{'; '.join(taken)}: the engine would change one object for both. Nothing was changed; take the alias out",
        )
