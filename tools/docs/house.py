"""`docs/house.md`: the house, drawn from what its files import, and the walk of one parameter through it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import grimp

from tools.docs.markdown import GENERATED, table, words
from tools.docs.walk import CONTROL, PARAMETER, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tools.docs.walk import Leg

_ROOTS = ("holdfast", "components", "tools")
_HALLS = frozenset({"holdfast", "tools"})
"""Packages that are no rooms: the rooms are in them."""
_ABOUT = (
    "A room is a package. An arrow says that its files import the other room's, other than for types alone; what goes "
    "over a room between is left out of the picture. A room stands one floor above the highest that it imports, so "
    "that arrows only go down. `make lint` holds the directions; this page is drawn from the imports themselves. What "
    "each room must not know is in [how it works](how-it-works.md)."
)
_WALK = (
    "`{parameter}` of a client, on its way to and through `{control}`: the files that are handed it, in the order in "
    "which they first are, with the function that takes it. Followed while it went, on an embedded tenant, by "
    "`tools/docs/walk.py`; the engine, which carries it from the program to the provider, is a process of its own."
)


@dataclass(frozen=True, slots=True)
class Room:
    """One package of the house."""

    name: str
    """Dotted, such as `holdfast.kinds`."""
    purpose: str
    """First paragraph of its docstring."""
    below: frozenset[str]
    """Rooms that its files import."""
    floor: int
    """0 is the ground: it imports no room."""
    path: str
    """Its folder or file below the project."""


def house_page(project: Path) -> str:
    """Return the page."""
    rooms = rooms_of_the_house()
    return "\n".join(
        [
            "# The house",
            "",
            GENERATED,
            "",
            _ABOUT,
            "",
            *_picture(rooms),
            "",
            "## Rooms",
            "",
            table(("Floor", "Room", "What it is for", "Stands on"), map(_row, _from_the_top(rooms))),
            "",
            "## The walk of one parameter",
            "",
            _WALK.format(parameter=PARAMETER, control=CONTROL),
            *(line for leg in walk(project) for line in _leg(leg)),
            "",
        ]
    )


def rooms_of_the_house() -> tuple[Room, ...]:
    """Return every room, by name.

    Raises:
        ValueError: when rooms import each other in a circle, so that none has a floor.
    """
    graph = grimp.build_graph(*_ROOTS, exclude_type_checking_imports=True, cache_dir=None)
    below: dict[str, set[str]] = {}
    for module in sorted(graph.modules - _HALLS):
        others = {_room(one) for one in graph.find_modules_directly_imported_by(module) if one not in _HALLS}
        below.setdefault(_room(module), set()).update(others - {_room(module)})
    floor = floors(below)
    return tuple(_described(name, frozenset(others), floor[name]) for name, others in below.items())


def _room(module: str) -> str:
    """Return the room of a module: each package of `holdfast` and `tools`, each module beside them, or the root."""
    root, *rest = module.split(".")
    return ".".join([root, *rest[:1]]) if root in _HALLS else root


def floors(below: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the floor of each room, given the rooms that it imports.

    Raises:
        ValueError: when rooms import each other in a circle.
    """
    floor: dict[str, int] = {}
    while len(floor) < len(below):
        found = {
            name: 1 + max((floor[one] for one in others), default=-1)
            for name, others in below.items()
            if name not in floor and all(one in floor for one in others)
        }
        if not found:
            raise ValueError(
                f"rooms import each other in a circle: {', '.join(sorted(set(below) - set(floor)))}"
            )
        floor |= found
    return floor


def _described(name: str, below: frozenset[str], floor: int) -> Room:
    module = importlib.import_module(name)
    purpose = (module.__doc__ or "").strip().partition("\n\n")[0]
    path = f"{name.replace('.', '/')}{'/' if hasattr(module, '__path__') else '.py'}"
    return Room(
        name,
        " ".join(purpose.split()),
        below,
        floor,
        path,
    )


def _picture(rooms: Iterable[Room]) -> Iterator[str]:
    by_name = {room.name: room for room in rooms}
    yield "```mermaid"
    yield "flowchart TD"
    for room in by_name.values():
        yield f'  {_node(room.name)}["{room.name.removeprefix("holdfast.")}"]'
    for room in by_name.values():
        through = {far for near in room.below for far in _all_below(by_name, near)}
        yield from (f"  {_node(room.name)} --> {_node(one)}" for one in sorted(room.below - through))
    yield "```"


def _all_below(rooms: Mapping[str, Room], name: str) -> set[str]:
    found: set[str] = set()
    for one in rooms[name].below:
        found |= {one, *_all_below(rooms, one)}
    return found


def _node(name: str) -> str:
    return name.replace(".", "_")


def _from_the_top(rooms: Iterable[Room]) -> list[Room]:
    return sorted(rooms, key=lambda room: (-room.floor, room.name))


def _row(room: Room) -> tuple[str, ...]:
    return str(room.floor), f"`{room.path}`", room.purpose, words(sorted(room.below), "nothing")


def _leg(leg: Leg) -> Iterator[str]:
    yield from ("", f"### {leg.title}", "")
    for number, station in enumerate(leg.stations, 1):
        yield f"{number}. `{station.file}`, `{station.enters_by}`"
