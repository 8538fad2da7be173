"""Settings of SharePoint and OneDrive, as far as Graph has them: here those that say how long drives are kept.

The other properties of the type are in Microsoft's schema (research notes api-facts 8) and are added where needed.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text, Whole

_PAGE = documented("https://learn.microsoft.com/graph/api/sharepointsettings-update", "2026-11-25")
_RETENTION = documented("https://learn.microsoft.com/sharepoint/set-retention", "2024-04-09")
_SHORTEST_DAYS, _LONGEST_DAYS = 30, 3650

SERVICE = GraphSingleton(
    path="/admin/sharepoint/settings",
    entity="sharepointSettings",
    doc="the settings of SharePoint and OneDrive",
    properties={
        "id": Property(Text(), "sharepointSettings", assumed("no capture shows an id"), writable=False),
        "deletedUserPersonalSiteRetentionPeriodInDays": Property(
            Whole(least=_SHORTEST_DAYS, most=_LONGEST_DAYS), _SHORTEST_DAYS, _RETENTION, example=365
        ),
    },
    roles=Roles(
        read=("SharePointTenantSettings.Read.All", "SharePointTenantSettings.ReadWrite.All"),
        write=("SharePointTenantSettings.ReadWrite.All",),
        evidence=_PAGE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update SharePoint settings",
        evidence=assumed("SharePoint writes to the unified audit log; the activity is not documented"),
    ),
    evidence=_PAGE,
    answers_change=True,
)
