"""Applications as a client names them, by their client ids: those of a backup, which two controls are about."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import Field

from holdfast.controls.control import ControlSettings
from holdfast.controls.identifiers import ObjectId, Permissions
from holdfast.controls.narrowing import KEEPS_ALL


class NamedApplication(ControlSettings):
    """One application."""

    app_id: Annotated[ObjectId, KEEPS_ALL] = Field(examples=["0badcafe-0000-4000-8000-000000000301"])
    """Its application (client) id, as the Entra admin center shows it below Enterprise applications."""


class BackupApplication(NamedApplication):
    """One application with which the backup signs in."""

    owner_tenant_id: Annotated[ObjectId, KEEPS_ALL] = Field(examples=["0badcafe-0000-4000-8000-000000000300"])
    """Id of the tenant in which it is registered: the vendor's, or the client's own (`appOwnerOrganizationId`)."""
    publisher: Annotated[str, KEEPS_ALL] = ""
    """Display name of its verified publisher; empty where it has none."""
    publisher_id: Annotated[str, KEEPS_ALL] = Field(default="", examples=["1234567"])
    """Id of its verified publisher (`verifiedPublisherId`), which another maker of the same name does not have."""
    graph_permissions: Annotated[Permissions, KEEPS_ALL] = Field(default=[], examples=[["Mail.ReadWrite"]])
    """Application permissions of Microsoft Graph that it needs, by name."""
    exchange_permissions: Annotated[Permissions, KEEPS_ALL] = Field(
        default=[], examples=[["full_access_as_app"]]
    )
    """The same of Office 365 Exchange Online."""
    sharepoint_permissions: Annotated[Permissions, KEEPS_ALL] = Field(
        default=[], examples=[["Sites.FullControl.All"]]
    )
    """The same of Office 365 SharePoint Online."""

    def everything(self) -> tuple[str, ...]:
        """Return the names of all permissions that it needs."""
        return (*self.graph_permissions, *self.exchange_permissions, *self.sharepoint_permissions)

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        said = {
            "publisher": self.publisher,
            "publisherId": self.publisher_id,
            "graphPermissions": self.graph_permissions,
            "exchangePermissions": self.exchange_permissions,
            "sharepointPermissions": self.sharepoint_permissions,
        }
        needed = {name: one for name, one in said.items() if one}
        return {"appId": self.app_id, "ownerTenantId": self.owner_tenant_id, **needed}


T = TypeVar("T", bound=NamedApplication)


def each_once(applications: list[T]) -> list[T]:
    """Accept applications of which none is named twice: one entry says all of it."""
    ids = [one.app_id.casefold() for one in applications]
    if twice := next((one for one in ids if ids.count(one) > 1), ""):
        raise ValueError(f"{twice} is named twice: name it once, with everything that it may")
    return applications
