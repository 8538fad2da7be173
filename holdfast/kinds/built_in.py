"""Objects that Microsoft made: they may be referred to, and no declared object can be one of them. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.kinds.loosened import NOTHING_CHANGED
from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject


def of_microsoft(kind: Kind, objects: Iterable[LiveObject], key: str) -> LiveObject | None:
    """Return the built-in one of `objects` that bears the name of a declared object that is not there; else None.

    In any letter case: whatever the service says of the name itself, it resolves names so, and one would be taken for
    the other.
    """
    if kind.shape is not Shape.OBJECT:
        return None
    found = list(objects)
    if any(not one.built_in and kind.normal_key(one.key) == kind.normal_key(key) for one in found):
        return None
    return next((one for one in found if one.built_in and one_case(one.key) == one_case(key)), None)


def told_of(kind: Kind, key: str, found: LiveObject) -> str:
    """Return why nothing can be declared of the name, in a sentence without a full stop."""
    return (
        f"{kind.title} {key!r} is one of Microsoft's own ({found.id}), which can neither be taken over nor made a "
        "second time: declare another name, or refer to that one without declaring it"
    )


def built_in_name(told: str, unchanged: str = NOTHING_CHANGED) -> RefusedError:
    """Return the refusal to write what bears the name of one of Microsoft's own; `told` by `told_of`."""
    return RefusedError("built-in-name", f"{told}. {unchanged}")
