"""Finds the layers of a baseline and lays them over each other; where two differ, that is a mistake."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from holdfast.plan.check import check
from holdfast.plan.files import BASELINES, baselines
from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.shapes import BaselineShape
from holdfast.plan.yaml_file import read

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node


@dataclass(slots=True)
class Layers:
    """A baseline with all that it extends, merged."""

    parameters: dict[str, Node] = field(default_factory=dict)
    """Declarations by parameter name, each a group with the keys of `shapes.ParameterShape`."""
    controls: dict[str, Node] = field(default_factory=dict)
    """Settings by control id, each a group of unresolved settings."""
    complete: bool = True
    """False when some layer could not be read: then what is not here may be there."""


def load_layers(project: Path, reference: Node, mistakes: Mistakes) -> Layers:
    """Return the merged layers of the baseline that `reference` (a text, `name@version`) names."""
    loader = _Loader(project, mistakes)
    loader.load(reference, ())
    layers = Layers(complete=loader.complete)
    for node in loader.found.values():
        _merge_parameters(layers, node, mistakes)
        _merge_controls(layers, node, mistakes)
    return layers


class _Loader:
    """Reads each layer once, what is extended before what extends it."""

    def __init__(self, project: Path, mistakes: Mistakes) -> None:
        """Start with the baselines that `project` has."""
        self._project = project
        self._mistakes = mistakes
        self._existing = baselines(project)
        self.found: dict[str, Node] = {}
        """Checked roots by `name@version`."""
        self.complete = True

    def load(self, reference: Node, chain: tuple[str, ...]) -> None:
        """Load one baseline and what it extends; `chain` are those that led here."""
        wanted = str(reference.value)
        if wanted in chain:
            circle = " → ".join([*chain[chain.index(wanted) :], wanted])
            self._mistakes.add(reference.place, Slug.CIRCULAR_EXTENDS, f"goes round in a circle: {circle}")
        elif wanted not in self.found:
            root = self._read(reference)
            if root is None:
                self.complete = False
                return
            for each in self._extended(root):
                self.load(each, (*chain, wanted))
            self.found[wanted] = root

    def _read(self, reference: Node) -> Node | None:
        """Return the checked root of a baseline file, or None when there is none that can be read."""
        name, _, version = str(reference.value).partition("@")
        if version not in self._existing.get(name, ()):
            self._mistakes.add(reference.place, Slug.UNKNOWN_BASELINE, self._unknown(name, version))
            return None
        file = f"{BASELINES}/{name}/{version}.yaml"
        root = read(self._project / file, file, self._mistakes)
        if root is None:
            return None
        root = check(root, BaselineShape, self._mistakes)
        for key, expected in (("baseline", name), ("version", version)):
            part = root.get(key)
            if part is not None and not part.broken and part.value != expected:
                sentence = f"says `{part.value}`, but the file is {file}: it must say `{expected}`"
                self._mistakes.add(part.place, Slug.WRONG_NAME, sentence)
        if any(part is not None and part.broken for part in (root.get("parameters"), root.get("controls"))):
            self.complete = False
        return root

    def _extended(self, root: Node) -> list[Node]:
        """Return the usable references of `extends`."""
        extends = root.get("extends")
        if extends is None:
            return []
        parts = [extends, *extends.elements()]
        if any(part.broken for part in parts):
            self.complete = False
        return [part for part in parts if isinstance(part.value, str)]

    def _unknown(self, name: str, version: str) -> str:
        """Return the sentence about a baseline that does not exist."""
        versions = self._existing.get(name)
        if versions:
            return f"the baseline `{name}` has no version {version}; it has: {', '.join(versions)}"
        return f"there is no baseline `{name}`{suggestion(name, self._existing)}"


def _merge_parameters(layers: Layers, root: Node, mistakes: Mistakes) -> None:
    """Add the parameters that `root` declares."""
    parameters = root.get("parameters")
    for name, node in parameters.items().items() if parameters else ():
        first = layers.parameters.setdefault(name, node)
        if first is not node and not first.broken and not node.broken and not first.same(node):
            sentence = f"is declared differently in {first.key}: declare it once"
            mistakes.add(node.key, Slug.LAYER_CONFLICT, sentence)


def _merge_controls(layers: Layers, root: Node, mistakes: Mistakes) -> None:
    """Add the settings that `root` gives to controls."""
    controls = root.get("controls")
    for control, node in controls.items().items() if controls else ():
        settings = node if node.value is not None else replace(node, value={})
        first = layers.controls.setdefault(control, settings)
        if first is not settings:
            layers.controls[control] = _merged(first, settings, mistakes)


def _merged(first: Node, second: Node, mistakes: Mistakes) -> Node:
    """Return both layers' settings of one control."""
    if first.broken or second.broken:
        return first if first.broken else second
    settings = dict(first.items())
    for name, node in second.items().items():
        earlier = settings.setdefault(name, node)
        if earlier is not node and not earlier.same(node):
            sentence = (
                f"is set differently in {earlier.key}: let one layer set it, by a parameter if clients differ"
            )
            mistakes.add(node.place, Slug.LAYER_CONFLICT, sentence)
    return replace(first, value=settings)
