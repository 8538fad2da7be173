"""Settings of which every tenant has one object, which a pair of cmdlets reads and changes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, required
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.cmdlet_wire import Endpoint
    from holdfast.tenant.tenant import Reader, Tenant


@kind_class
class CmdletSingleton(Kind):
    """A kind whose one object `Get-` and `Set-` of a noun read and change; deleting it only stops managing it.

    It is asked for whole, so that what is new in it is told.
    """

    shape: Shape = field(init=False, default=Shape.SINGLETON)
    endpoint: Endpoint
    noun: str
    """Cmdlet noun, such as `AdminAuditLogConfig`."""
    identified_by: str = ""
    """Property by whose value `Set-` has to be told which object is meant; empty where it does not ask."""
    vast: bool = False
    """Whether it holds hundreds of settings of everything: then only what the kind speaks of is asked for, its fields
    and what it watches, and `omits` says so."""

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`Get-{self.noun}`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the one object (see `Kind.collect`)."""
        return [await self._read(tenant)]

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the object (see `Kind.get`)."""
        return await self._read(tenant)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Set the owned properties of the object that is always there (see `Kind.create`)."""
        await self.update(tenant, self.key, {}, inputs)
        return self.key

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Run `Set-` with the owned properties only (see `Kind.update`)."""
        parameters = {**await self._identity(tenant), **self.wire(new)}
        await tenant.cmdlets.run(self.endpoint, Invocation(f"Set-{self.noun}", parameters))

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Leave the settings as they are: a tenant cannot be without them (see `Kind.delete`)."""

    async def _read(self, tenant: Reader) -> LiveObject:
        """Return the one object."""
        places = (
            *(one.place[0] for one in self.fields if not one.output),
            *(one.place for one in self.watched),
        )
        return self.live(await self._row(tenant, tuple(dict.fromkeys(places)) if self.vast else ()), self.key)

    async def _identity(self, tenant: Reader) -> dict[str, str]:
        """Return the parameter that says which object a change is of, where there is one.

        Raises:
            ReadError: the object does not say what it is called.
        """
        if not self.identified_by:
            return {}
        row = await self._row(tenant, (self.identified_by,))
        try:
            return {"Identity": required(row, self.identified_by, as_name)}
        except MisreadError as error:
            raise ReadError("read-unexpected", f"{self.title}: {error}", Reason.UNEXPECTED) from error

    async def _row(self, tenant: Reader, places: tuple[str, ...]) -> Mapping[str, Any]:
        """Return these properties of the one object, all where none is named.

        Raises:
            ReadError: when the answer holds none, or several.
        """
        asked = Invocation(f"Get-{self.noun}", {})
        rows = await tenant.cmdlets.rows(self.endpoint, asked, places)
        if len(rows) != 1:
            told = f"{self.title}: {asked.cmdlet} gave {len(rows)} rows, and every tenant has exactly one"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return rows[0]
