"""Reads a YAML file into a `Node`, line numbers included, and refuses what would be read by guessing.

Only plain JSON types come out. Scalars follow YAML 1.2: `true` and `false` are the only booleans, whole
numbers are decimal without leading zeros, and dates, `yes`, `010`, `1:30` stay texts, so that a wrong one is
explained instead of silently becoming another value.

Events are read, not PyYAML's composed nodes: its C composer recurses without a limit and ends the whole
process on a file of many opening brackets (seen with 6.0.3, 200,000 of them).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.plan.mistakes import Slug
from holdfast.plan.node import Node, Place
from holdfast.plan.yaml_text import Unusable, plain_scalar, syntax_mistake, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.plan.mistakes import Mistakes

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_NODES = 50_000
"""Values in one file, those repeated by aliases counted each time."""
_MAX_DEPTH = 50
_TEXT_TAGS = {"!", "tag:yaml.org,2002:str"}


def read(path: Path, file: str, mistakes: Mistakes) -> Node | None:
    """Return the file's root, always a group; None, with the reason among `mistakes`, when it has none.

    Args:
        path: Where the file is.
        file: How to call it in messages.
        mistakes: Takes what is wrong.
    """
    try:
        root = _Builder(file, mistakes).document(text_of(path, file))
    except Unusable as error:
        mistakes.add(error.place, error.slug, error.message)
        return None
    if root is not None and isinstance(root.value, dict):
        return root
    place = Place(file, 1 if root is None or root.value is None else root.place.line, "")
    mistakes.add(place, Slug.WRONG_TYPE, "expected names and values (`name: value`), the file holds none")
    return None


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        """Start with the name of the file for messages, and the collector."""
        self._file = file
        self._mistakes = mistakes
        self._count = 0
        self._anchors: dict[str, tuple[Node, int]] = {}
        """Finished nodes by anchor, with the number of values in them."""
        self._open: set[str] = set()
        """Anchors whose node is not finished."""

    def document(self, text: str) -> Node | None:
        """Return the root of the only document, or None when there is none."""
        events = self._events(text)
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._unusable(
                        event, Slug.YAML_SYNTAX, "a second document starts here: only one is read"
                    )
                first = next(events)
                place = Place(self._file, first.start_mark.line + 1, "")
                root = self._node(first, events, place, depth=0)
        return root

    def _events(self, text: str) -> Iterator[Any]:
        """Yield the events of `text`; a syntax error ends the reading."""
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line, sentence = syntax_mistake(error, text)
            raise Unusable(Place(self._file, line, ""), Slug.YAML_SYNTAX, sentence) from error

    def _node(self, event: Any, events: Iterator[Any], key: Place, *, depth: int) -> Node:
        """Return the node that starts with `event`; `key` is where its name is, with its path."""
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, key)
        before = self._count
        self._add(event, 1)
        if depth > _MAX_DEPTH:
            raise self._unusable(
                event, Slug.YAML_UNSUPPORTED, f"is nested more than {_MAX_DEPTH} levels deep"
            )
        if event.anchor:
            self._open.add(event.anchor)
        node = Node(None, replace(key, line=event.start_mark.line + 1), key)
        if isinstance(event, yaml.MappingStartEvent):
            self._refuse_tag(event, "tag:yaml.org,2002:map")
            node = replace(node, value=self._mapping(events, node.place, depth))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._refuse_tag(event, "tag:yaml.org,2002:seq")
            node = replace(node, value=self._sequence(events, node.place, depth))
        else:
            node = self._scalar(event, node)
        if event.anchor:
            self._open.discard(event.anchor)
            self._anchors[event.anchor] = (node, self._count - before)
        return node

    def _mapping(self, events: Iterator[Any], place: Place, depth: int) -> dict[str, Node]:
        """Return the named nodes of a group; the first of two equal names is kept."""
        found: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._name(event)
            key = Place(self._file, event.start_mark.line + 1, place.below(name))
            node = self._node(next(events), events, key, depth=depth + 1)
            if name in found:
                first = found[name].key.line
                self._mistakes.add(
                    key, Slug.DUPLICATE_KEY, f"is there twice, first in line {first}: remove one"
                )
            else:
                found[name] = node
        return found

    def _sequence(self, events: Iterator[Any], place: Place, depth: int) -> tuple[Node, ...]:
        """Return the nodes of a list."""
        found: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            key = Place(self._file, event.start_mark.line + 1, place.below(len(found)))
            found.append(self._node(event, events, key, depth=depth + 1))
        return tuple(found)

    def _name(self, event: Any) -> str:
        """Return the name that a key event holds."""
        if not isinstance(event, yaml.ScalarEvent):
            raise self._unusable(
                event, Slug.YAML_UNSUPPORTED, "a name must be a text, not a list, a group or an alias"
            )
        if event.value == "<<" and event.implicit[0]:
            raise self._unusable(
                event, Slug.YAML_UNSUPPORTED, "merge keys (`<<`) are not supported: write the names out"
            )
        self._refuse_tag(event, *_TEXT_TAGS)
        return str(event.value)

    def _scalar(self, event: Any, node: Node) -> Node:
        """Return `node` with the value of a scalar."""
        self._refuse_tag(event, *_TEXT_TAGS)
        if not event.implicit[0]:
            return replace(node, value=event.value)
        if event.value == "":
            return replace(node, value=None, place=node.key)
        return replace(node, value=plain_scalar(event.value))

    def _alias(self, event: Any, key: Place) -> Node:
        """Return the anchored node under another name."""
        if event.anchor in self._open:
            raise self._unusable(event, Slug.YAML_UNSUPPORTED, f"`*{event.anchor}` stands inside itself")
        if event.anchor not in self._anchors:
            raise self._unusable(
                event, Slug.YAML_SYNTAX, f"`*{event.anchor}` repeats nothing: there is no `&{event.anchor}`"
            )
        node, count = self._anchors[event.anchor]
        self._add(event, count)
        return replace(node, key=key)

    def _add(self, event: Any, count: int) -> None:
        """Count values, and refuse a file with too many."""
        self._count += count
        if self._count > _MAX_NODES:
            raise self._unusable(event, Slug.YAML_UNSUPPORTED, f"holds more than {_MAX_NODES} values")

    def _refuse_tag(self, event: Any, *allowed: str) -> None:
        """Refuse every explicit tag but those `allowed`."""
        if event.tag is not None and event.tag not in allowed:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._unusable(event, Slug.YAML_UNSUPPORTED, f"the tag `{tag}` is not supported: remove it")

    def _unusable(self, event: Any, slug: Slug, message: str) -> Unusable:
        """Return the error about `event`."""
        return Unusable(Place(self._file, event.start_mark.line + 1, ""), slug, message)
