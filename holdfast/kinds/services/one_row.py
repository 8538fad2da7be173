"""The tenant's only one of its kind: a row among others of a Graph list, not there until somebody makes it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.live import LiveObject
    from holdfast.tenant.tenant import Reader, Tenant

    Row = Mapping[str, Any]


@kind_class
class OneRow(Kind):
    """A kind whose one object is told from the others by what it says, whatever its id; deleting stops managing it."""

    shape: Shape = field(init=False, default=Shape.SINGLETON)
    path: str
    """Collection below the version."""
    version: str = "v1.0"

    def is_it(self, row: Row) -> bool:
        """Return whether a row is the one.

        Raises:
            MisreadError: when the row does not say so.
        """
        raise NotImplementedError

    def flat(self, row: Row) -> dict[str, Any]:
        """Return a row whose values stand beside its other members, each by its name and of its own type.

        Raises:
            MisreadError: when nobody can tell what it says.
        """
        raise NotImplementedError

    def made(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body that makes the object."""
        raise NotImplementedError

    def changed(self, row: Row, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body that changes what `row` is; what nobody declares goes along as it is.

        Raises:
            MisreadError: when nobody can tell what it says.
        """
        raise NotImplementedError

    def interface(self) -> str:
        """Return Graph with the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the one object, or none where nobody has made it (see `Kind.collect`)."""
        live = await self.get(tenant, "", {})
        return [live] if live else []

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the one object, whatever its id (see `Kind.get`)."""
        row = await self._row(tenant)
        try:
            return None if row is None else self.live(self.flat(row), self.id_of(row, "id"))
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the object, or change the one that is there (see `Kind.create`)."""
        row = await self._row(tenant)
        if row is not None:
            await self._change(tenant, row, inputs)
            return self.id_of(row, "id")
        return self.id_of(await tenant.graph.write("POST", self.path, self.made(inputs)), "id")

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send all of it, what is not ours as it is (see `Kind.update`)."""
        await self.create(tenant, new)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Leave the object as it is: what counts without it protects less (see `Kind.delete`)."""

    async def _change(self, tenant: Tenant, row: Row, inputs: Mapping[str, Any]) -> None:
        try:
            body = self.changed(row, inputs)
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None
        await tenant.graph.write("PATCH", f"{self.path}/{self.id_of(row, 'id')}", body)

    async def _row(self, tenant: Reader) -> dict[str, Any] | None:
        """Return the one row; None where there is none.

        Raises:
            ReadError: when there are several, or one does not say whether it is the one.
        """
        rows = await tenant.graph.collection(self.path)
        try:
            ours = [one for one in rows if self.is_it(one)]
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None
        if len(ours) > 1:
            told = f"{self.title}: the service has {len(ours)} of them, and a tenant has one at most"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return ours[0] if ours else None
