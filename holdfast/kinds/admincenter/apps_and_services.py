"""What people get for themselves of apps and services, read and changed by beta: v1.0 does not know it.

Source: https://learn.microsoft.com/graph/api/resources/adminappsandservices and adminappsandservices-update there
(stored text, read 2026-11-28): the path, and that OrgSettings-AppsAndServices.ReadWrite.All is the least for an
application; the members are those that CIS 1.3.4 asks for (../shared/frameworks.md). Microsoft serves it in the global
cloud alone (the same page).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless

KIND = GraphSingleton(
    token="m365:admincenter:AppsAndServices",
    title="User-owned apps and services",
    doc="What people get for themselves of apps and services, for the whole organization.",
    key="apps-and-services",
    object_id="appsAndServices",
    path="/admin/appsAndServices",
    version="beta",
    written="beta",
    carried=whole_members,
    fields=(
        Field(
            name="settings",
            doc="What they get.",
            type=Type.OBJECT,
            fields=(
                Field(
                    name="isOfficeStoreEnabled",
                    doc="Whether people get add-ins from the Office store.",
                    type=Type.BOOLEAN,
                    required=True,
                    stricter=Stricter.FALSE,
                ),
                Field(
                    name="isAppAndServicesTrialEnabled",
                    doc="Whether people start trials of apps and services for the organization.",
                    type=Type.BOOLEAN,
                    required=True,
                    stricter=Stricter.FALSE,
                ),
            ),
        ),
    ),
    examples=(
        Example(
            row={
                "id": "",
                "settings": {"isOfficeStoreEnabled": False, "isAppAndServicesTrialEnabled": False},
            },
            inputs={"settings": {"isOfficeStoreEnabled": False, "isAppAndServicesTrialEnabled": False}},
        ),
    ),
    answers=("adminAppsAndServices",),
    omits="nothing that is known.",
    always=("settings",),
    harmless=(
        Harmless(
            "id",
            "which object it is",
            seen="Microsoft's page of the resource in beta (stored text, read 2026-11-28)",
        ),
    ),
    audit_category="DirectoryManagement",
    read_permissions=("OrgSettings-AppsAndServices.Read.All",),
    write_permissions=("OrgSettings-AppsAndServices.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/adminappsandservices (2026-11-28)",
)
