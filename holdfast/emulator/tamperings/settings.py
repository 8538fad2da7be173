"""Tampering with the settings of which a tenant has one object; each change leaves its audit event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.tamperings.cast import TamperingError

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.declared.graph_singleton import GraphSingleton
    from holdfast.emulator.tenant import Tenant


def loosen(tenant: Tenant, actor: Person, service: GraphSingleton, changes: dict[str, Any]) -> None:
    """Change properties of a singleton; of those that its service merges, some members.

    Args:
        tenant: where.
        actor: who does it.
        service: whose object.
        changes: new values by property name, wire shape.

    Raises:
        TamperingError: all of them are so already.
    """
    before = service.value(tenant)
    after = {name: before[name] | one if name in service.merged else one for name, one in changes.items()}
    if all(before[name] == one for name, one in after.items()):
        raise TamperingError(f"{tenant.domain} has {service.doc} so already.")
    service.change(tenant, actor, after)
