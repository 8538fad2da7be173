"""Security groups, with their members: who is in the break-glass group decides who is never locked out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import LiveObject, Shape
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.tenant.hosts import GRAPH
from holdfast.tenant.tenant import Tenant

_USER = "azuread:index/user:User"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(GraphObject):
    """A group is read with its members, and made and changed with them."""

    async def collect(self, tenant: Tenant, keys: frozenset[str]) -> list[LiveObject]:
        """Return the groups named in `keys`, with members (see `Kind.collect`)."""
        rows = await self._rows(tenant, keys)
        return list(await asyncio.gather(*(self._with_members(tenant, row) for row in rows)))

    async def get(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one group with members (see `Kind.get`)."""
        row = await tenant.graph.entity(f"{self.path}/{object_id}")
        return None if row is None else await self._with_members(tenant, row)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the group, then add the members that one request cannot hold (see `Kind.create`)."""
        wire = self.wire(inputs)
        members = wire.pop("members", None) or []
        nickname = "".join(filter(str.isalnum, str(inputs["displayName"])))[:40] or "group"
        created = await tenant.graph.write(
            "POST",
            self.path,
            {"mailEnabled": False, "securityEnabled": True, "mailNickname": nickname, **wire},
        )
        await self._set_members(tenant, str(created["id"]), [], members)
        return str(created["id"])

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the group's own properties, then only the members that come and go (see `Kind.update`)."""
        wire = self.wire(new)
        members = wire.pop("members", None)
        if wire != {name: value for name, value in self.wire(old).items() if name != "members"}:
            await tenant.graph.write("PATCH", f"{self.path}/{object_id}", wire)
        if members is not None:
            await self._set_members(tenant, object_id, list(old.get("members") or []), members)

    async def _set_members(self, tenant: Tenant, object_id: str, old: list[str], new: list[str]) -> None:
        before, after = {one.lower() for one in old}, {one.lower() for one in new}
        for member in sorted(after - before):
            link = {"@odata.id": f"{GRAPH}/v1.0/directoryObjects/{member}"}
            await tenant.graph.write("POST", f"{self.path}/{object_id}/members/$ref", link)
        for member in sorted(before - after):
            await tenant.graph.write("DELETE", f"{self.path}/{object_id}/members/{member}/$ref")

    async def _with_members(self, tenant: Tenant, row: dict[str, Any]) -> LiveObject:
        members = await tenant.graph.collection(f"{self.path}/{row['id']}/members?$select=id&$top=999")
        return self._live({**row, "members": [member["id"] for member in members]})


KIND = Group(
    token="azuread:index/group:Group",
    title="Group",
    doc="A security group with its members.",
    shape=Shape.OBJECT,
    key="displayName",
    path="/groups",
    id_prefix="/groups/",
    looked_up=("id", "displayName", "description", "securityEnabled", "isAssignableToRole"),
    fields=(
        Field(name="displayName", doc="Name of the group: its natural key.", required=True),
        Field(name="description", doc="What it is for."),
        Field(name="securityEnabled", doc="May be used in policies.", type=Type.BOOLEAN),
        Field(
            name="assignableToRole",
            wire="isAssignableToRole",
            doc="May hold directory roles; only administrators of roles can change its members.",
            type=Type.BOOLEAN,
            fixed=True,
            default=False,
        ),
        Field(
            name="members",
            doc="Object ids of the members; everybody else is removed.",
            many=True,
            any_case=True,
            refers_to=_USER,
        ),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    audit_category="GroupManagement",
    read_permissions=("Group.Read.All",),
    write_permissions=("Group.ReadWrite.All", "RoleManagement.ReadWrite.Directory"),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/group (2026-11-24)",
)
