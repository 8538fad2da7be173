"""Whether the reports on usage show the names of people, groups and sites."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text

_GET = documented("https://learn.microsoft.com/graph/api/adminreportsettings-get", "2026-11-27")

SERVICE = GraphSingleton(
    path="/admin/reportSettings",
    entity="adminReportSettings",
    doc="how the reports on usage name people",
    properties={
        **answered(assumed("the schema has one; nobody shows it"), Text(), "", "id"),
        "displayConcealedNames": Property(
            Flag(nullable=False),
            False,
            assumed("new tenants conceal names; the reports that are served here show them, so this says so"),
        ),
    },
    roles=Roles(
        read=("ReportSettings.Read.All", "ReportSettings.ReadWrite.All"),
        write=("ReportSettings.ReadWrite.All",),
        evidence=_GET,
    ),
    audit=Audit(
        "DirectoryManagement",
        "Core Directory",
        "Update report settings",
        evidence=assumed("no event of it was seen"),
    ),
    evidence=_GET,
    consented=False,
)
