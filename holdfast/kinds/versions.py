"""In which form of its kind a state was written, and how an old one becomes what this version of Holdfast writes.

Inputs and outputs in a state bear the mark each for itself: the engine renews the inputs of what did not change, and
leaves its outputs as they were. What bears no mark is of version 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.kind import Kind

VERSION = "__version"
"""Name of the mark; the engine does not show names that begin with two underscores."""


def marked(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs or outputs as a state keeps them."""
    return {**values, VERSION: kind.state_version} if kind.state_version > 1 else dict(values)


def present(kind: Kind, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs or outputs of a state in the form of this version, without the mark.

    Raises:
        RefusedError: `newer-state`.
    """
    values = {name: value for name, value in kept.items() if name != VERSION}
    version = kept.get(VERSION, 1)
    if type(version) is not int or not 1 <= version <= kind.state_version:
        raise RefusedError(
            "newer-state",
            f"the state of {kind.title} {kind.key_of(values)!r} was written by a newer Holdfast (form {version}; this "
            f"one knows up to {kind.state_version}): nothing was done; use that version, or a newer one",
        )
    for upgrade in kind.upgrades[version - 1 :]:
        values = upgrade(values)
    return values
