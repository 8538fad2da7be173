"""What goes along with a change where the service takes an object only whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.normalise.annotations import TYPE, is_annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def whole(*left_out: str) -> Callable[[Mapping[str, Any], dict[str, Any]], dict[str, Any]]:
    """Return what completes a body by the live row, but for annotations and the properties `left_out`.

    Objects are completed member by member; a list is ours or theirs.
    """

    def carried(live: Mapping[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Return `body` with what only `live` says."""
        kept = {name: one for name, one in live.items() if not is_annotation(name) and name not in left_out}
        return _over(kept, body)

    return carried


def whole_members(live: Mapping[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return `body`, whose objects are each completed by the live one: the rest of the row stays unsent."""
    return _over({name: live.get(name) for name in body}, body)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, `above` winning; objects that both have are taken together, unless they are of two types."""
    result = dict(below)
    for name, one in above.items():
        other = result.get(name)
        if isinstance(one, dict) and isinstance(other, dict) and one.get(TYPE) in {None, other.get(TYPE)}:
            result[name] = _over(other, one)
        else:
            result[name] = one
    return result
