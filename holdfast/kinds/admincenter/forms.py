"""What Microsoft Forms lets people do, read and changed by beta: v1.0 does not know it.

Source: https://learn.microsoft.com/graph/api/resources/formssettings and adminforms-update there (stored text, read
2026-11-28): the members, the path, and that OrgSettings-Forms.ReadWrite.All is the least for an application. Microsoft
serves it in the global cloud alone (the same page).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless

_PAGE = "Microsoft's page of the resource in beta (stored text, read 2026-11-28)"

KIND = GraphSingleton(
    token="m365:admincenter:Forms",
    title="Settings of Microsoft Forms",
    doc="What Microsoft Forms lets people do, for the whole organization.",
    key="forms",
    object_id="forms",
    path="/admin/forms",
    version="beta",
    written="beta",
    carried=whole_members,
    fields=(
        Field(
            name="settings",
            doc="What it lets people do.",
            type=Type.OBJECT,
            fields=(
                Field(
                    name="isInOrgFormsPhishingScanEnabled",
                    doc="Whether forms that ask for passwords and the like are found and stopped.",
                    type=Type.BOOLEAN,
                    required=True,
                    stricter=Stricter.TRUE,
                ),
            ),
        ),
    ),
    examples=(
        Example(
            row={
                "id": "",
                "settings": {
                    "isExternalSendFormEnabled": True,
                    "isExternalShareCollaborationEnabled": True,
                    "isExternalShareResultEnabled": True,
                    "isExternalShareTemplateEnabled": True,
                    "isRecordIdentityByDefaultEnabled": True,
                    "isBingImageSearchEnabled": True,
                    "isInOrgFormsPhishingScanEnabled": True,
                },
            },
            inputs={"settings": {"isInOrgFormsPhishingScanEnabled": True}},
        ),
    ),
    answers=("adminForms",),
    omits="nothing that is known.",
    always=("settings",),
    harmless=(
        Harmless("id", "which object it is", seen=_PAGE),
        Harmless(
            """
                settings.isExternalSendFormEnabled settings.isExternalShareCollaborationEnabled
                settings.isExternalShareResultEnabled settings.isExternalShareTemplateEnabled
                settings.isRecordIdentityByDefaultEnabled settings.isBingImageSearchEnabled
            """,
            "with whom a form is shared, and what stands in it: whether it is looked at for phishing is compared",
            seen=_PAGE,
        ),
    ),
    audit_category="DirectoryManagement",
    read_permissions=("OrgSettings-Forms.Read.All",),
    write_permissions=("OrgSettings-Forms.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/formssettings (2026-11-28)",
)
