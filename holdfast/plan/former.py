"""Controls that were renamed: files that name the former id go on working, and are told the new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.model.accepted import present_name
from holdfast.model.plan import PlanWarning
from holdfast.plan.mistakes import Slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node, Place

_GROUPS = ("controls", "removed")
"""Groups of a baseline whose names are ids of controls."""
_OF_CLIENTS = ("holdfast:exceptions", "holdfast:attestations")
"""Lists of a client file whose entries name controls."""


class FormerIds:
    """Writes the ids that controls bear now, and notes where a former one stood."""

    def __init__(self, catalogue: Mapping[str, Any], mistakes: Mistakes) -> None:
        """Start with all controls, by id; each has `metadata.former_ids`."""
        self._mistakes = mistakes
        self._notes: dict[str, PlanWarning] = {}
        self.now = {old: new for new, control in catalogue.items() for old in control.metadata.former_ids}
        """Present id by former id."""

    @property
    def notes(self) -> tuple[PlanWarning, ...]:
        """One note for every place that names a former id."""
        return tuple(self._notes.values())

    def in_baseline(self, root: Node) -> Node:
        """Return a baseline's root with present ids."""
        groups = {name: self._renamed(part) for name in _GROUPS if (part := root.get(name)) is not None}
        return replace(root, value={**root.items(), **groups}) if groups else root

    def in_config(self, config: Node) -> Node:
        """Return a client's `config:` group whose exceptions and attestations name present ids."""
        lists = {name: part for name in _OF_CLIENTS if (part := config.get(name)) and part.elements()}
        if not lists:
            return config
        renamed = {
            name: replace(part, value=tuple(map(self._entry, part.elements())))
            for name, part in lists.items()
        }
        return replace(config, value={**config.items(), **renamed})

    def _renamed(self, group: Node) -> Node:
        """Return a group of ids; the two ids of one control in it are a mistake."""
        found: dict[str, Node] = {}
        for name, node in group.items().items():
            present = self.now.get(name, name)
            if present != name:
                self._note(name, node.key)
            if present in found:
                sentence = f"is the same control as in line {found[present].key.line}: keep `{present}`"
                self._mistakes.add(node.key, Slug.LAYER_CONFLICT, sentence)
            found.setdefault(present, node)
        return replace(group, value=found) if isinstance(group.value, dict) else group

    def _entry(self, node: Node) -> Node:
        """Return an entry whose control, and object by its name in the program, bear their present names."""
        found = dict(node.items())
        for name in ("control", "object"):
            part = node.get(name)
            if part is not None and isinstance(part.value, str):
                former = part.value.partition("/")[0]
                found[name] = replace(part, value=present_name(part.value, self.now))
                if former in self.now:
                    self._note(former, part.place)
        return replace(node, value=found) if found else node

    def _note(self, former: str, place: Place) -> None:
        told = f"`{former}` is called `{self.now[former]}` now: it works as before; write the new id at the next change"
        self._notes[str(place)] = PlanWarning("renamed-control", told, str(place))
