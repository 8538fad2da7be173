"""Finds the layers of a baseline: the chosen file and all that it extends, what is extended first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.plan.files import BASELINES, baselines
from holdfast.plan.merge import Layer, Layers, merged
from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.shapes import BaselineShape
from holdfast.plan.validation import validated
from holdfast.plan.yaml_file import read

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.plan.former import FormerIds
    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node


def load_layers(project: Path, reference: Node, former: FormerIds, mistakes: Mistakes) -> Layers:
    """Return the merged layers of the baseline that `reference` (a text, `name@version`) names.

    Args:
        project: Folder with `baselines/`.
        reference: The chosen baseline.
        former: Writes the ids that controls bear now.
        mistakes: Takes what is wrong.
    """
    loader = _Loader(project, former, mistakes)
    loader.load(reference, ())
    return merged(tuple(loader.found.values()), str(reference.value), mistakes, complete=loader.complete)


class _Loader:
    """Reads each layer once, what is extended before what extends it."""

    def __init__(self, project: Path, former: FormerIds, mistakes: Mistakes) -> None:
        """Start with the baselines that `project` has."""
        self._project = project
        self._former = former
        self._mistakes = mistakes
        self._existing = baselines(project)
        self.found: dict[str, Layer] = {}
        """Checked layers by `name@version`."""
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
            extended = self._extended(root)
            for each in extended:
                self.load(each, (*chain, wanted))
            self.found[wanted] = Layer(wanted, root, self._below(extended))

    def _below(self, extended: list[Node]) -> frozenset[str]:
        """Return the references of all that is extended, directly or through others, as far as it could be read."""
        layers = [self.found[str(one.value)] for one in extended if one.value in self.found]
        return frozenset(name for one in layers for name in (one.reference, *one.below))

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
        root = validated(root, BaselineShape, self._mistakes)
        for key, expected in (("baseline", name), ("version", version)):
            part = root.get(key)
            if part is not None and not part.broken and part.value != expected:
                sentence = f"says `{part.value}`, but the file is {file}: it must say `{expected}`"
                self._mistakes.add(part.place, Slug.WRONG_NAME, sentence)
        if any(
            part is not None and part.broken
            for part in (root.get("parameters"), root.get("controls"), root.get("removed"))
        ):
            self.complete = False
        return self._former.in_baseline(root)

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
