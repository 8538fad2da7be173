"""One object among others that a noun's cmdlets list, make, change and remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.kind import Kind
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.model.errors import ReadError
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.cmdlet_wire import Endpoint
    from holdfast.tenant.tenant import Reader, Tenant


@kind_class
class CmdletObject(Kind):
    """A kind served by `Get-`, `New-`, `Set-` and `Remove-` of one noun; its id is its name."""

    endpoint: Endpoint
    noun: str
    """Cmdlet noun, such as `ComplianceTag`."""

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`Get-{self.noun}`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return every object (see `Kind.collect`)."""
        rows = await tenant.cmdlets.rows(self.endpoint, Invocation(f"Get-{self.noun}", {}))
        return self.distinct(self.live(row, self._identity(row)) for row in rows)

    def _identity(self, row: Any) -> str:
        """Return by what the service takes the object of a row: its name, or its GUID where it bears none."""
        try:
            return self.id_of(row, "Name")
        except ReadError:
            return self.id_of(row, "Guid")

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one object (see `Kind.get`). An unknown identity gives *all* objects, so the name is checked."""
        found = await self.collect(tenant, frozenset((object_id,)))
        one = self.named(found, object_id)
        if one is None and (nameless := next((other.nameless for other in found if other.nameless), None)):
            raise nameless  # it may be the one: what is not known to be gone is not made again
        return one

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Run `New-` (see `Kind.create`)."""
        await tenant.cmdlets.run(self.endpoint, Invocation(f"New-{self.noun}", self.wire(inputs)))
        return self.key_of(inputs)

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Run `Set-` with what changed; what is fixed at creation has no such parameter (see `Kind.update`)."""
        fixed = {field.name for field in self.fields if field.fixed}
        before, after = self.normal(old), self.normal(new)
        changed = {name: value for name, value in new.items() if before.get(name) != after.get(name)}
        parameters = self.wire({name: value for name, value in changed.items() if name not in fixed})
        if parameters:
            arguments = {"Identity": object_id, **parameters}
            await tenant.cmdlets.run(self.endpoint, Invocation(f"Set-{self.noun}", arguments))

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Run `Remove-` unless it is gone already (see `Kind.delete`)."""
        if await self.get(tenant, object_id, inputs) is not None:
            remove = Invocation(f"Remove-{self.noun}", {"Identity": object_id, "Confirm": False})
            await tenant.cmdlets.run(self.endpoint, remove)
