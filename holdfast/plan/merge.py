"""Lays the layers of a baseline over each other.

What a layer says wins over the same thing in what it extends. Two layers of which neither extends the other must say
the same, unless one that extends both says it once more; else that is a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.plan.mistakes import Slug, suggestion
from holdfast.plan.substitute import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node


@value_class
class Layer:
    """One baseline file, checked."""

    reference: str
    """`name@version`."""
    root: Node
    below: frozenset[str]
    """References of all that it extends, directly or through others."""

    def part(self, group: str, name: str) -> Node | None:
        """Return what the group `group` of the file says of `name`, null included; None where it says nothing."""
        found = self.root.get(group)
        return None if found is None else found.items().get(name)


@dataclass(slots=True)
class Layers:
    """A baseline with all that it extends, merged."""

    parameters: dict[str, Node] = field(default_factory=dict)
    """Declarations by parameter name, each a group with the keys of `shapes.ParameterShape`."""
    controls: dict[str, Node] = field(default_factory=dict)
    """Settings by control id, each a group of unresolved settings."""
    let_go: dict[str, Node] = field(default_factory=dict)
    """Declarations that stand in an extended layer, and fill nothing since another one decides otherwise."""
    complete: bool = True
    """False when some layer could not be read: then what is not here may be there."""
    extended: frozenset[str] = frozenset()
    """References of all that the chosen baseline extends."""


Said = tuple[Layer, "Node"]
"""What one layer says of one thing."""


def merged(layers: Sequence[Layer], chosen: str, mistakes: Mistakes, *, complete: bool) -> Layers:
    """Return all layers as one.

    Args:
        layers: What is extended before what extends it.
        chosen: Reference of the baseline that the client chose.
        mistakes: Takes what is wrong.
        complete: Whether every layer could be read.
    """
    found = Layers(complete=complete, extended=frozenset(one.reference for one in layers) - {chosen})
    let_go: set[str] = set()
    for name in _names(layers, "parameters"):
        found.parameters[name] = _parameter(_said(layers, "parameters", name), mistakes)
    for control in _names(layers, "controls", "removed"):
        standing, lost = _standing_control(layers, control, mistakes, complete=complete)
        let_go.update(name for _, node in lost for name in references(node))
        if standing:
            settings, overridden = _settings(standing, mistakes)
            found.controls[control] = settings
            let_go.update(name for node in overridden for name in references(node))
    _drop_parameters(found, let_go, _own(layers, chosen))
    return found


def _names(layers: Sequence[Layer], *groups: str) -> list[str]:
    """Return the names in groups of all layers, each once, in the order of their appearance."""
    parts = [part for layer in layers for group in groups if (part := layer.root.get(group)) is not None]
    return list(dict.fromkeys(name for part in parts for name in part.items()))


def _said(layers: Iterable[Layer], group: str, name: str) -> list[Said]:
    return [(layer, node) for layer in layers if (node := layer.part(group, name)) is not None]


def _own(layers: Sequence[Layer], chosen: str) -> set[str]:
    """Return the parameters that the chosen file declares itself."""
    return {name for layer in layers if layer.reference == chosen for name in _names([layer], "parameters")}


def _last(said: Sequence[Said]) -> list[Node]:
    """Return what is said by layers that no other of these extends."""
    return [node for layer, node in said if not any(layer.reference in other.below for other, _ in said)]


def _parameter(said: Sequence[Said], mistakes: Mistakes) -> Node:
    """Return the declaration of one parameter."""
    first, *others = _last(said)
    for other in others:
        if not first.broken and not other.broken and not first.same(other):
            sentence = f"is declared differently in {first.key}: declare it once"
            mistakes.add(other.key, Slug.LAYER_CONFLICT, sentence)
    return first


def _standing_control(
    layers: Sequence[Layer], control: str, mistakes: Mistakes, *, complete: bool
) -> tuple[list[Said], list[Said]]:
    """Return who sets a control and is not removed above, and who is; a removal at fault removes nothing."""
    said = _said(layers, "controls", control)
    below: set[str] = set()
    for removal in _said(layers, "removed", control):
        if removal[1].broken:
            continue
        fault = _fault(removal, control, said, layers, complete=complete)
        if fault is None:
            below |= removal[0].below
        else:
            mistakes.add(removal[1].key, *fault)
    lost = [one for one in said if one[0].reference in below]
    return [one for one in said if one not in lost], lost


def _fault(
    removal: Said, control: str, said: Sequence[Said], layers: Sequence[Layer], *, complete: bool
) -> tuple[Slug, str] | None:
    """Return what is wrong with removing a control, if anything is."""
    layer, _ = removal
    if not any(other.reference in layer.below for other, _ in said) and complete:
        known = _names([one for one in layers if one.reference in layer.below], "controls")
        sentence = f"nothing that {layer.reference} extends has this control, so there is nothing to remove"
        return Slug.UNKNOWN_CONTROL, sentence + suggestion(control, known)
    same = [node for other, node in said if other is layer]
    if same:
        return Slug.LAYER_CONFLICT, f"is removed here and set in line {same[0].key.line}: keep one of the two"
    answered = any(layer.reference in one.below and _says(one, control) for one in layers)
    beside = [
        node
        for other, node in said
        if other.reference not in layer.below and layer.reference not in other.below
    ]
    if beside and not answered:
        sentence = f"is removed here, and {beside[0].key} sets it: let the baseline that extends both decide"
        return Slug.LAYER_CONFLICT, sentence
    return None


def _says(layer: Layer, control: str) -> bool:
    """Return whether a layer sets or removes a control."""
    return any(layer.part(group, control) is not None for group in ("controls", "removed"))


def _settings(said: Sequence[Said], mistakes: Mistakes) -> tuple[Node, list[Node]]:
    """Return the settings of one control, and those that a layer above set otherwise."""
    groups = [(layer, node if node.value is not None else replace(node, value={})) for layer, node in said]
    whole = groups[0][1]
    broken = [node for _, node in groups if node.broken]
    if broken:
        return broken[0], []
    found: dict[str, Node] = {}
    overridden = []
    for name in sorted({name for _, node in groups for name in node.items()}):
        parts = [(layer, part) for layer, node in groups if (part := node.items().get(name)) is not None]
        first, *others = last = _last(parts)
        overridden += [part for _, part in parts if part not in last]
        found[name] = first
        for other in others:
            if not first.same(other):
                sentence = f"is set differently in {first.key}: let one layer set it, by a parameter if clients differ"
                mistakes.add(other.place, Slug.LAYER_CONFLICT, sentence)
    return replace(whole, value=found), overridden


def _drop_parameters(found: Layers, let_go: set[str], own: set[str]) -> None:
    """Take away the parameters of extended layers that nothing uses since something was removed or set otherwise."""
    used = {name for node in found.controls.values() for name in references(node)}
    for name in (let_go & found.parameters.keys()) - used - own:
        found.let_go[name] = found.parameters.pop(name)
