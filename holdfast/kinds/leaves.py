"""Names the leaves in which two objects differ, by property path. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.property_path import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def differing_leaves(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield path, wanted and found value of every leaf that differs; a list of plain values is one leaf.

    Both sides are in normal form, so that order never matters here. deepdiff costs milliseconds an object: call
    this only for objects that are not equal.
    """
    from deepdiff import DeepDiff

    seen: set[str] = set()
    tree = DeepDiff(wanted, found, view="tree", verbose_level=2, ignore_private_variables=False)
    for changes in tree.values():
        for change in changes:
            names = [name for name in change.path(output_format="list") if name is not None]
            while names and isinstance(names[-1], int):
                names.pop()
            for path, before, after in _leaves(names, at(wanted, names), at(found, names)):
                if path not in seen:
                    seen.add(path)
                    yield path, before, after


def _leaves(names: list[Any], before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the leaves below a place that only one side has, or that has plain values."""
    if before == after:
        return
    if _all_or_nothing(dict, before, after):
        one, other = before or {}, after or {}
        for name in sorted(one.keys() | other.keys()):
            yield from _leaves([*names, name], one.get(name), other.get(name))
    elif _all_or_nothing(list, before, after) and (_holds_objects(before) or _holds_objects(after)):
        one, other = before or [], after or []
        for index in range(max(len(one), len(other))):
            yield from _leaves([*names, index], _item(one, index), _item(other, index))
    else:
        yield _path(names), before, after


def _all_or_nothing(shape: type, *values: Any) -> bool:
    """Return whether each of `values` is of `shape` or absent."""
    return all(value is None or isinstance(value, shape) for value in values)


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _item(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None


def _path(names: Sequence[Any]) -> str:
    text = ""
    for name in names:
        text += f"[{name}]" if isinstance(name, int) else f".{name}" if text else str(name)
    return text
