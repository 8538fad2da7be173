"""What bears the name of one of Microsoft's own is not made beside it: a second one would be taken for the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.built_in import built_in_name, of_microsoft, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource


def require_own_names(kinds: Mapping[str, Kind], desired: Iterable[DesiredResource], live: Live) -> None:
    """Do nothing when no declared object that is not there bears the name of one that Microsoft made.

    Raises:
        RefusedError: `built-in-name`, with every such name; nothing was changed then.
    """
    told = []
    for one in desired:
        kind = kinds.get(one.token)
        if kind is None:
            continue
        key = kind.key_of(one.inputs)
        if found := of_microsoft(kind, live.objects.get(one.token, ()), key):
            told.append(told_of(kind, key, found))
    if told:
        raise built_in_name("; ".join(told))
