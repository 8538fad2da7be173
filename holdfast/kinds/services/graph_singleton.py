"""The tenant's only one of its kind, always present, at one Graph path."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.normalise.annotations import TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader, Tenant


@kind_class
class GraphSingleton(Kind):
    """A kind whose one object is read and changed at one path; deleting it only stops managing it."""

    shape: Shape = field(init=False, default=Shape.SINGLETON)
    path: str
    """The object below the version."""
    version: str = "v1.0"
    """Version of Graph that it is read by."""
    written: str = "v1.0"
    """Version that it is changed by: beta only where v1.0 does not know what is changed."""
    object_id: str
    """The service's own id of it, the same in every tenant."""
    odata_type: str = ""
    """Wire type that a change has to name, such as `#microsoft.graph.smsAuthenticationMethodConfiguration`, where the
    path holds objects of several; one of another type is not understood."""
    method: Literal["PATCH", "PUT"] = "PATCH"
    """How it is changed."""
    carried: Callable[[Mapping[str, Any], dict[str, Any]], dict[str, Any]] | None = None
    """Takes the live row and the body of a change, and returns the body with what of the row has to go along, where
    the service takes no part of an object or of a list. None: the body is ours alone, and nothing is read."""

    def interface(self) -> str:
        """Return Graph with its version and the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the one object (see `Kind.collect`)."""
        live = await self.get(tenant, self.object_id, {})
        return [live] if live else []

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the object (see `Kind.get`)."""
        row = await self.read_row(tenant)
        if (
            row is not None
            and self.odata_type
            and (named := row.get(TYPE, self.odata_type)) != self.odata_type
        ):
            raise not_understood(self.title, self.key, MisreadError(TYPE, self.odata_type, named))
        return None if row is None else self.live(row, self.object_id)

    async def read_row(self, tenant: Reader) -> dict[str, Any] | None:
        """Return the object as the service has it; None where there is none."""
        return await tenant.graph.entity(f"/{self.version}{self.path}")

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Set the owned properties of the object that is always there (see `Kind.create`)."""
        await self.update(tenant, self.object_id, {}, inputs)
        return self.object_id

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the owned properties, and with them only what has to go along (see `Kind.update`)."""
        body = self.wire(new)
        if self.carried is not None:
            body = self.carried(await self._row(tenant), body)
        typed = {TYPE: self.odata_type} if self.odata_type else {}
        await tenant.graph.write(self.method, self.path, {**typed, **body}, version=self.written)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Leave the setting as it is: a tenant cannot be without it (see `Kind.delete`)."""

    async def _row(self, tenant: Reader) -> dict[str, Any]:
        """Return the live row.

        Raises:
            ReadError: when there is none: what has to go along with a change is not known.
        """
        row = await self.read_row(tenant)
        if row is None:
            told = f"{self.title}: the service has none, and every tenant has exactly one"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return row
