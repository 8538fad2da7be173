"""Tampering with the settings of the directory that were made from a template: one value is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import SERVICE
from holdfast.emulator.tamperings.cast import TamperingError

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def set_value(tenant: Tenant, actor: Person, template: str, name: str, value: str) -> None:
    """Set one value of the object of a template, and leave the audit event.

    Args:
        tenant: where.
        actor: who does it.
        template: id of the template.
        name: of the value.
        value: as the text that it is.

    Raises:
        TamperingError: nobody has made the object.
    """
    rows = [one for one in tenant.store.all(SERVICE.collection) if one["templateId"] == template]
    if not rows:
        raise TamperingError(f"{tenant.domain} has no settings of the template {template}.")
    before = rows[0]
    others = [one for one in before["values"] if one["name"] != name]
    after = {**before, "values": [*others, {"name": name, "value": value}]}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update group settings", old=before, new=after)
