"""Settings of which every tenant has one object: Get-NOUN gives the row, Set-NOUN changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import CmdletOutput
from holdfast.emulator.declared.cmdlet_object import CmdletObject

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Invocation
    from holdfast.emulator.tenant import Tenant


def no_more(_tenant: Tenant) -> Mapping[str, Any]:
    """Nothing of the row depends on the tenant."""
    return {}


@dataclass(frozen=True, kw_only=True)
class SettingsCmdlets(CmdletObject):
    """A declared pair; the store keeps only what differs from the defaults, as one document."""

    computed: Callable[[Tenant], Mapping[str, Any]] = no_more
    """Properties that depend on the tenant, such as its name; what was set goes before."""
    object_id: str = ""
    """What audit records call the object; "" = the tenant's domain."""

    def value(self, tenant: Tenant) -> dict[str, Any]:
        """Every property but those that are as by default."""
        return {**self.computed(tenant), **next(iter(tenant.store.all(self.noun)), {})}

    def cmdlets(self) -> tuple[Cmdlet, ...]:
        """Get- and Set-."""
        return (
            self.cmdlet("Get", (), self._get, self.doc),
            self.cmdlet("Set", self.parameters_of("Set"), self._set, f"Changes them. {self.doc}"),
        )

    def _get(self, invocation: Invocation) -> CmdletOutput:
        return CmdletOutput([self.row.row(self.value(invocation.tenant), invocation.select)])

    def _set(self, invocation: Invocation) -> CmdletOutput:
        tenant = invocation.tenant
        stored = next(iter(tenant.store.all(self.noun)), {})
        changes = self.checked(invocation, self.value(tenant))
        tenant.store.put(self.noun, self.noun, {**stored, **changes})
        invocation.record(self.object_id or tenant.domain)
        return CmdletOutput()
