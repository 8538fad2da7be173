"""Desired state as recorded from the Pulumi program."""

from __future__ import annotations

import re
from types import NoneType
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REFERENCE_PREFIX = "holdfast-reference:"
"""What a recorded reference starts with; no real id or name does."""
SECRET = "[secret]"  # noqa: S105 - what stands in a recording where a secret would
"""What is answered for an encrypted value, and stands in a recording for every secret."""
_STEP = re.compile(r'\["([^"]*)"\]|([^.\[\]]+)')
"""One step of a property path: `["quoted"]`, a name, an index or `*`."""


@value_class
class DesiredResource:
    """One resource that the program registers."""

    urn: str
    """Pulumi URN."""
    token: str
    """Pulumi type token, such as `m365:purview:RetentionLabel`."""
    name: str
    """Logical name in the program."""
    control: str
    """Id of the control that declares it, such as `entra.mfa_required`; empty for a user's own resource."""
    inputs: dict[str, Any]
    """Inputs as the engine would see them; ids of other resources are references (`reference`)."""
    options: str = ""
    """Digest of its resource options: differs when the engine would handle the same inputs differently."""
    ignored: tuple[str, ...] = ()
    """Property paths that the program asks for when the object is made, and has the engine ignore afterwards."""
    former: tuple[str, ...] = ()
    """URNs under which a state may hold it since before it, or its control, was renamed."""
    stays: bool = False
    """It stays in the tenant when its code goes."""
    imported: str = ""
    """Pulumi's id of the object of the tenant that the engine is to take over for it; empty where none is said."""

    def lasting(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `inputs` without what the engine ignores after the object was made.

        A path is Pulumi's: `conditions.users`, `conditions["users"]`, `*` for every name. A list is ignored as a whole
        when one of its items is: sets have no first item.
        """
        left = dict(inputs)
        for path in self.ignored:
            if names := _names(path):
                left = _without(left, names)
        return left

    def upon(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the inputs that the engine applies to an object that has these `before`: what it ignores stays."""
        left: Any = dict(self.inputs)
        for path in self.ignored:
            if names := _names(path):
                left = _kept(left, before, names)
        return dict(left)


def _names(path: str) -> list[str]:
    return [quoted or name for quoted, name in _STEP.findall(path)]


def _without(value: Any, names: Sequence[str]) -> Any:
    """Return a group, or a list of groups, without what the path of `names` leads to."""
    first, *rest = names
    if isinstance(value, list):
        # Either side of a comparison may have the items in another order.
        return [_without(item, rest) for item in value] if rest and _is_index(first) else value
    if not isinstance(value, dict):
        return value
    named = {name for name in value if first in (name, "*")}
    left = {name: member for name, member in value.items() if name not in named}
    for name in named:
        member = value[name]
        whole = not rest or (isinstance(member, list) and len(rest) == 1 and _is_index(rest[0]))
        if not whole:
            left[name] = _without(member, rest)
    return left


def _kept(value: Any, before: Any, names: Sequence[str]) -> Any:
    """Return `value` with what the path of `names` leads to as it was `before`; None where it was not there."""
    if not names:
        return before
    first, *rest = names
    if isinstance(value, list):
        # As the engine does: by the item's number, whatever order either side has.
        was = dict(enumerate(before)) if isinstance(before, list) else {}
        wanted = set(was) if first == "*" else {at for at in was if str(at) == first}
        return [_kept(item, was[at], rest) if at in wanted else item for at, item in enumerate(value)]
    if not isinstance(value, dict | NoneType) or not isinstance(before, dict | NoneType):
        return value
    now, then = value or {}, before or {}
    named = [name for name in {**now, **then} if first in (name, "*")]
    left = {**now, **{name: _kept(now.get(name), then.get(name), rest) for name in named}}
    return {name: member for name, member in left.items() if member is not None or name not in named}


def _is_index(name: str) -> bool:
    return name == "*" or name.isdecimal()


def reference(token: str, key: str) -> str:
    """Return the text that stands for the id of the object of kind `token` with the natural key `key`."""
    return f"{REFERENCE_PREFIX}{token}|{key}"


def parse_reference(value: object) -> tuple[str, str] | None:
    """Return `(token, natural key)` when `value` is a reference, else None."""
    if not isinstance(value, str) or not value.startswith(REFERENCE_PREFIX):
        return None
    token, _, key = value[len(REFERENCE_PREFIX) :].partition("|")
    return token, key
