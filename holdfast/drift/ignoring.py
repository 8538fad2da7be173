"""What the policies that ignore changes are already: the engine leaves that of them as it is. Pure functions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from holdfast.gates.before_writing import POLICY
from holdfast.kinds.entra.conditional_access_policy import KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.gates.before_writing import There
    from holdfast.model.desired import DesiredResource

Applied: TypeAlias = "Mapping[str, tuple[str, Sequence[Mapping[str, Any]]]]"
"""By URN, the bare id in lower case of what the state holds, and the inputs that may be what was applied last."""
NEVER_APPLIED: Applied = MappingProxyType({})


def there(
    desired: Sequence[DesiredResource],
    live: Live,
    applied: Applied = NEVER_APPLIED,
) -> There | None:
    """Return what each policy that ignores changes may be before an apply; None where the policies were not read.

    Args:
        desired: everything that the program declares.
        live: what was read.
        applied: what the state holds of them, where it is known.
    """
    ignoring = [one for one in desired if one.token == POLICY and one.ignored]
    if ignoring and POLICY not in live.objects:
        return None
    return {one.urn: list(_befores(one, live, applied.get(one.urn))) for one in ignoring}


def _befores(
    one: DesiredResource, live: Live, kept: tuple[str, Sequence[Mapping[str, Any]]] | None
) -> Iterator[Mapping[str, Any]]:
    """Yield the live policy of the state's id, or of the name where the state has none, and what was applied last."""
    if kept is None:
        yield from (row.inputs for row in live.called(KIND, one.inputs))
    else:
        yield from (row.inputs for row in live.objects[POLICY] if row.id.casefold() == kept[0])
        yield from kept[1]
