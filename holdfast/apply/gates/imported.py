"""What the program says to import is what it declares: the engine would give anything else the declared name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.state import bare_id
from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.apply.state import State
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource


def require_imports_of_same_name(
    kinds: Mapping[str, Kind], desired: tuple[DesiredResource, ...], state: State, live: Live
) -> None:
    """Do nothing when each object that `import_` names by its id bears the name that the program declares.

    Everything else goes by names: what is asked before something is taken over, what it would protect less, and
    whether another resource, such as a control's, is that object already. Of what the state holds as the id that the
    program says, the engine imports nothing.

    Args:
        kinds: by token.
        desired: what the program declares.
        state: with what the program renamed under its present URN.
        live: what was read.

    Raises:
        RefusedError: `imported-otherwise`, with every such import; nothing was changed then.
    """
    told = [one for resource in desired for one in _otherwise(kinds, resource, state, live)]
    if told:
        raise RefusedError(
            "imported-otherwise",
            f"{'; '.join(told)}. Nothing was changed: take `import_` out of it, or declare what is imported by the "
            "name that it has, and rename it in a later run",
        )


def _otherwise(kinds: Mapping[str, Kind], one: DesiredResource, state: State, live: Live) -> Iterator[str]:
    """Yield what one resource imports and is not what it declares."""
    kind, kept, wanted = kinds.get(one.token), state.resources.get(one.urn), bare_id(one.imported)
    if kind is None or kind.shape is not Shape.OBJECT or not wanted or one.token not in live.objects:
        return
    there = {row.id.casefold(): row for row in live.objects[one.token]}
    held = there.get(bare_id(kept.id)) if kept else None
    if held is not None and held.id.casefold() == wanted:
        return
    named = live.called(kind, one.inputs)
    found = [row for row in there.values() if wanted in (row.id.casefold(), bare_id(row.key))]
    if held is not None or ((found or named) and not any(row in named for row in found)):
        known = f", instead of {held.key!r} ({held.id}), which the state holds" if held is not None else ""
        yield (
            f"{one.name} is declared as {kind.key_of(one.inputs)!r} and imports {one.imported}{known}; in the tenant "
            f"that is {' and '.join(repr(row.key) for row in found) or 'nothing'}"
        )
