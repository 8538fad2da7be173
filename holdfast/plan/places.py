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


def place_of(project: Path, client: str, name: str) -> str:
    """Return `file:line` of the first place that holds `name`: the client's file, the program, the baselines.

    Returns:
        The file relative to `project`; `the program` where the name stands in none of them, because it is put together.
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
    yield client_file(project, client)
    yield project / "__main__.py"
    yield from sorted((project / BASELINES).glob("*/*.yaml"))
