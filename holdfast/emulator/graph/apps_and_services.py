"""What people may get for themselves: the Office store, and trials of apps and services (CIS 1.3.4); beta alone."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, StructuredType, Text

_GET = documented("https://learn.microsoft.com/graph/api/adminappsandservices-get", "2026-11-27")
_ON = {"isOfficeStoreEnabled": True, "isAppAndServicesTrialEnabled": True}

SERVICE = GraphSingleton(
    path="/admin/appsAndServices",
    entity="adminAppsAndServices",
    doc="what people may get for themselves of apps and services",
    versions=("beta",),
    properties={
        **answered(assumed("the resource has one; nobody shows it"), Text(), "appsAndServices", "id"),
        "settings": Property(
            StructuredType(
                "appsAndServicesSettings",
                {"isOfficeStoreEnabled": Flag(), "isAppAndServicesTrialEnabled": Flag()},
                nullable=False,
            ),
            _ON,
            assumed("people may, as Microsoft delivers a tenant (CIS says what has to be switched off)"),
            example={"isOfficeStoreEnabled": False, "isAppAndServicesTrialEnabled": False},
        ),
    },
    merged=frozenset({"settings"}),
    roles=Roles(
        read=("OrgSettings-AppsAndServices.Read.All", "OrgSettings-AppsAndServices.ReadWrite.All"),
        write=("OrgSettings-AppsAndServices.ReadWrite.All",),
        evidence=documented(
            "https://learn.microsoft.com/graph/api/adminappsandservices-update", "2026-11-28"
        ),
    ),
    audit=Audit(
        "DirectoryManagement",
        "Core Directory",
        "Update apps and services settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_GET,
)
