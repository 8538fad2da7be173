"""Where a client's files say what a property of an object is to be: not where its control is named, but the value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.model.letters import one_case
from holdfast.plan.load import settings_of
from holdfast.plan.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.plan.node import Node, Place


def written_at(project: Path, client: str, name: str, key: str, path: str) -> str:
    """Return `file:line` of what says that a property has its value, or of the control, or of the object's name.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: whose.
        name: id of the control that declares the object; of one of the program's own, what the program calls it.
        key: natural key of the object.
        path: the property's, in Pulumi's names.
    """
    # Only where something is refused: all controls take long to import.
    from holdfast.controls.catalogue import controls

    known = controls()
    settings = settings_of(project, client, known).get(name)
    found = None if settings is None else _place(settings, key, path, known[name].asked_by.get(path, ""))
    return place_of(project, client, name) if found is None else str(found)


def _place(settings: Node, key: str, path: str, asked_by: str) -> Place | None:
    """Return where the setting of a property is, among those of the object where they name it; None for neither.

    An object that is made for another one, which its name ends with, is asked for among the settings of that.
    """
    parts = list(_parts(settings))
    own = next((one for key in (key, key.rpartition(": ")[2]) for one in parts if _names(one, key)), None)
    setting = asked_by if own and asked_by else re.sub(r"(?<!^)(?=[A-Z])", "_", path).lower()
    within = settings if own is None else own
    called = (
        one for part in _parts(within) for name, one in part.items().items() if _is_called(name, setting)
    )
    found = next(called, own)
    return None if found is None else found.place


def _is_called(name: str, setting: str) -> bool:
    """Return whether a setting is of a property: in a group of settings it may leave out what the group is of."""
    return f"_{setting}".endswith(f"_{name}")


def _names(part: Node, key: str) -> bool:
    return any(
        isinstance(one.value, str) and one_case(one.value) == one_case(key) for one in part.items().values()
    )


def _parts(node: Node) -> Iterator[Node]:
    """Yield a value and all that is in it, from outside in."""
    yield node
    for part in (*node.items().values(), *node.elements()):
        yield from _parts(part)
