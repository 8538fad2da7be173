"""Users, as far as others refer to them: from user principal name to object id. Never written."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from holdfast.kinds.field import Field
from holdfast.kinds.kind import LiveObject, Shape
from holdfast.kinds.services.graph_object import GraphObject

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Tenant

_NAMES_IN_ONE_FILTER = 15
"""Graph's limit of values behind `in`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User(GraphObject):
    """A tenant has very many: only those asked for by name are read."""

    async def collect(self, tenant: Tenant, keys: frozenset[str]) -> list[LiveObject]:
        """Return the users named in `keys` (see `Kind.collect`)."""
        names = sorted(keys)
        chunks = [names[at : at + _NAMES_IN_ONE_FILTER] for at in range(0, len(names), _NAMES_IN_ONE_FILTER)]
        pages = await asyncio.gather(*(tenant.graph.collection(self._filtered(chunk)) for chunk in chunks))
        return [self._live(row) for page in pages for row in page]

    def _filtered(self, names: list[str]) -> str:
        quoted = ",".join("'" + name.replace("'", "''") + "'" for name in names)
        wanted = quote(f"userPrincipalName in ({quoted})", safe="'(),")
        return f"{self.path}?$filter={wanted}&$select=id,userPrincipalName"


KIND = User(
    token="azuread:index/user:User",
    title="User",
    doc="A user account, looked up by its user principal name.",
    shape=Shape.OBJECT,
    key="userPrincipalName",
    path="/users",
    id_prefix="/users/",
    fields=(
        Field(name="userPrincipalName", doc="Sign-in name: the natural key.", required=True, any_case=True),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    read_permissions=("User.Read.All",),
    write_permissions=("User.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/user (2026-11-24)",
)
