"""What Microsoft Forms lets people do, its protection from phishing among it (CIS 1.3.5); beta alone."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, StructuredType, Text

_GET = documented("https://learn.microsoft.com/graph/api/adminforms-get", "2026-11-27")
_SETTINGS = (
    "isExternalSendFormEnabled",
    "isExternalShareCollaborationEnabled",
    "isExternalShareResultEnabled",
    "isExternalShareTemplateEnabled",
    "isRecordIdentityByDefaultEnabled",
    "isBingImageSearchEnabled",
    "isInOrgFormsPhishingScanEnabled",
)

SERVICE = GraphSingleton(
    path="/admin/forms",
    entity="adminForms",
    doc="what Microsoft Forms lets people do",
    versions=("beta",),
    properties={
        **answered(assumed("the resource has one; nobody shows it"), Text(), "forms", "id"),
        "settings": Property(
            StructuredType("formsSettings", dict.fromkeys(_SETTINGS, Flag()), nullable=False),
            dict.fromkeys(_SETTINGS, True),
            assumed("all of it is on as Microsoft delivers a tenant (CIS names the phishing scan so)"),
            example=dict.fromkeys(_SETTINGS, False),
        ),
    },
    merged=frozenset({"settings"}),
    roles=Roles(
        read=("OrgSettings-Forms.Read.All", "OrgSettings-Forms.ReadWrite.All"),
        write=("OrgSettings-Forms.ReadWrite.All",),
        evidence=documented("https://learn.microsoft.com/graph/api/adminforms-update", "2026-11-28"),
    ),
    audit=Audit(
        "DirectoryManagement",
        "Core Directory",
        "Update forms settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_GET,
)
