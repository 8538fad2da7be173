"""Objects that go in an order, `Priority`: from 0 on, without gaps, a new one last unless it says otherwise.

Source: learn, New-SafeLinksRule and New-TransportRule, `-Priority` and `-Enabled` (2026-11-30). How a number out of
the order is refused is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import bad_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.declared.cmdlet_object import CmdletRule
    from holdfast.emulator.declared.named_objects import RemovalRule

PRIORITY = Parameter("Priority", ParameterType.INTEGER)
ENABLED = Parameter("Enabled", ParameterType.BOOLEAN)


def placed(collection: str) -> CmdletRule:
    """The rule that gives an object of a collection its place, and has the others make room."""

    def place(
        invocation: Invocation, before: Mapping[str, Any] | None, values: dict[str, Any]
    ) -> dict[str, Any]:
        asked = invocation.given.get("Priority")
        if before is not None and asked is None:
            return values
        others = _others(invocation, collection, before)
        number = len(others) if asked is None else asked
        if not 0 <= number <= len(others):
            raise bad_value("Priority", f"The value must be between 0 and {len(others)}.")
        _number(invocation, collection, others[:number], 0)
        _number(invocation, collection, others[number:], number + 1)
        return {**values, "Priority": number}

    return place


def closed(collection: str) -> RemovalRule:
    """The rule by which those behind an object that goes move up."""

    def close(invocation: Invocation, gone: Mapping[str, Any]) -> None:
        _number(invocation, collection, _others(invocation, collection, gone), 0)

    return close


def state(
    invocation: Invocation, _before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """A new object is enabled unless `-Enabled` says otherwise."""
    enabled = invocation.given.get("Enabled")
    return values if enabled is None else values | {"State": "Enabled" if enabled else "Disabled"}


def _others(invocation: Invocation, collection: str, one: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    guid = one and one["Guid"]
    present = [each for each in objects.living(invocation.tenant, collection) if each["Guid"] != guid]
    return sorted(present, key=lambda each: each.get("Priority", 0))


def _number(invocation: Invocation, collection: str, ordered: Iterable[dict[str, Any]], first: int) -> None:
    for number, each in enumerate(ordered, first):
        if each.get("Priority", 0) != number:
            invocation.tenant.store.put(collection, str(each["Guid"]), {**each, "Priority": number})
