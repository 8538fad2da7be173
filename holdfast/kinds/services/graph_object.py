"""One object among others of a Graph collection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid, not_understood
from holdfast.kinds.kind import Kind
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.model.errors import WriteError
from holdfast.tenant.asked import one_of
from holdfast.tenant.retry import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.tenant import Reader, Tenant


_KEYS_IN_ONE_FILTER = 15
"""Graph's limit of values behind `in`."""


@kind_class
class GraphObject(Kind):
    """A kind whose objects are listed, made, changed and deleted at one path."""

    path: str
    """Collection below the version."""
    version: str = "v1.0"
    """Version of Graph that it is read by. It is written by v1.0."""
    built_in_where: tuple[str, str] | None = None
    """Wire property and value that mark objects made by Microsoft."""
    looked_up: tuple[str, ...] = ()
    """Wire properties to read where a tenant has very many objects: only those named are read; none: all are."""

    def interface(self) -> str:
        """Return Graph with its version and the path (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`"

    def as_id(self, value: Any, path: str) -> str:
        """Return a GUID as it is written (see `Kind.as_id`)."""
        as_guid(value, path)
        return str(value)

    @property
    def read_path(self) -> str:
        """The collection with the version that it is read by."""
        return f"/{self.version}{self.path}"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the objects of the collection (see `Kind.collect`)."""
        return self.distinct(self._live(row) for row in await self._rows(tenant, keys))

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one object (see `Kind.get`)."""
        row = await tenant.graph.entity(f"{self.read_path}/{object_id}")
        return None if row is None else self.meant(self._live(row), object_id)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the object (see `Kind.create`)."""
        return str((await tenant.graph.write("POST", self.path, self.wire(inputs)))["id"])

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the object; what is no longer declared is sent as null, a switch as it usually is."""
        wire = self.wire(new)
        usual = {one.place: one.default for one in self.row_fields() if isinstance(one.default, bool)}
        gone = {name: usual.get((name,)) for name in self.wire(old) if name not in wire}
        await tenant.graph.write("PATCH", f"{self.path}/{object_id}", {**wire, **gone})

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Delete the object (see `Kind.delete`)."""
        try:
            await tenant.graph.write("DELETE", f"{self.path}/{object_id}")
        except WriteError as error:
            if error.status != NOT_FOUND:
                raise

    async def _rows(self, tenant: Reader, keys: frozenset[str]) -> list[dict[str, Any]]:
        """Return the wire rows of the whole collection, or of the objects named in `keys`."""
        if not self.looked_up:
            return await tenant.graph.collection(self.read_path)
        return await self._rows_where(tenant, self.key, sorted(keys), self.looked_up)

    async def rows_by_id(self, tenant: Reader, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return id and natural key, by their wire names, of those of the objects `ids` that are there.

        Raises:
            ReadError: when they could not be read.
        """
        return await self._rows_where(tenant, "id", ids, ("id", self.key))

    async def _rows_where(
        self, tenant: Reader, name: str, values: Sequence[str], columns: Sequence[str], *, leads: bool = False
    ) -> list[dict[str, Any]]:
        """Return the rows whose property `name` has one of `values`, with `columns` alone.

        Of `leads` see `GraphReader.collection`.
        """
        chunks = [values[at : at + _KEYS_IN_ONE_FILTER] for at in range(0, len(values), _KEYS_IN_ONE_FILTER)]
        path = f"{self.read_path}?$select={','.join(columns)}"
        pages = await asyncio.gather(
            *(tenant.graph.collection(path, one_of(name, one), leads=leads) for one in chunks)
        )
        return [row for page in pages for row in page]

    def meant(self, live: LiveObject, object_id: str) -> LiveObject:
        """Return `live`, which was asked for by `object_id`.

        Raises:
            ReadError: when it is another.
        """
        if live.id.casefold() != object_id.casefold():
            raise not_understood(self.title, live.key, MisreadError("id", f"{object_id!r}", live.id))
        return live

    def _live(self, row: Mapping[str, Any]) -> LiveObject:
        object_id = self.id_of(row, "id")
        built_in = (
            self.built_in_where is not None and row.get(self.built_in_where[0]) == self.built_in_where[1]
        )
        return self.live(row, object_id, built_in=built_in)
