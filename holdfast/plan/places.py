"""Where a name that a person wrote stands: for the sentence that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from holdfast.plan.files import BASELINES, client_file
from holdfast.plan.former import FormerIds
from holdfast.plan.layers import load_layers
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.node import Node, Place
from holdfast.plan.yaml_text import Unusable, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORD = r"[\w@.-]"
_REFERENCE = re.compile(r"(?<![\w/.-])([\w.-]+)@([0-9][\w.-]*)(?![\w@-])")
"""Name and version of a baseline, as files name it; what looks alike and is no file is nobody's."""


def place_of(project: Path, client: str, name: str) -> str:
    """Return `file:line` of the first place that holds `name`: the client's file, the program, the client's baselines.

    Returns:
        The file relative to `project`; `the program` where the name stands in none of them, because it is put together,
        and never a file that the client does not use.
    """
    wanted = re.compile(rf"(?<!{_WORD}){re.escape(name)}(?!{_WORD})", re.IGNORECASE)
    for path in _files(project, client):
        shown = path.relative_to(project).as_posix()
        try:
            lines = text_of(path, shown).splitlines()
        except Unusable:
            continue
        for number, line in enumerate(lines, 1):
            if wanted.search(line):
                return f"{shown}:{number}"
    return "the program"


def places_of_controls(project: Path, baseline: str, catalogue: Mapping[str, Any]) -> dict[str, Place]:
    """Return where each control of `baseline`, `name@version`, stands: in its file, or in one that it extends.

    For a baseline that was found valid before; of any other the part that can be read.
    """
    nowhere, mistakes = Place("", 0, ""), Mistakes()
    layers = load_layers(project, Node(baseline, nowhere, nowhere), FormerIds(catalogue, mistakes), mistakes)
    return {control: node.key for control, node in layers.controls.items()}


def _files(project: Path, client: str) -> Iterator[Path]:
    """Yield what a client is put together of; of its baselines the chosen ones, and after each what it extends."""
    waiting = [client_file(project, client)]
    yield waiting[0]
    yield project / "__main__.py"
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop(0)
        try:
            named = _REFERENCE.findall(text_of(path, path.name))
        except Unusable:
            continue
        layers = [project / BASELINES / name / f"{version}.yaml" for name, version in named]
        found = [one for one in layers if one not in seen and one.is_file()]
        seen.update(found)
        yield from found
        waiting += found
