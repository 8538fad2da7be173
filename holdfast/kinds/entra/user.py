"""Users, as far as others refer to them: from user principal name to object id. Never written."""

from __future__ import annotations

from holdfast.kinds.field import Field
from holdfast.kinds.kind import Shape
from holdfast.kinds.services.graph_object import GraphObject

KIND = GraphObject(
    token="azuread:index/user:User",
    title="User",
    doc="A user account, looked up by its user principal name.",
    shape=Shape.OBJECT,
    key="userPrincipalName",
    path="/users",
    id_prefix="/users/",
    looked_up=("id", "userPrincipalName"),
    fields=(
        Field(name="userPrincipalName", doc="Sign-in name: the natural key.", required=True, any_case=True),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    read_permissions=("User.Read.All",),
    write_permissions=("User.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/user (2026-11-24)",
)
