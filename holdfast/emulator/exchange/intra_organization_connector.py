"""Get-IntraOrganizationConnector: one's own organizations elsewhere whose calendars are looked up; none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-intraorganizationconnector", "2026-11-29"
)
_ROW = assumed("parameters of the page of New-IntraOrganizationConnector, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="IntraOrganizationConnector",
    endpoint="exchange",
    collection="intraOrganizationConnectors",
    doc="Connectors to organizations of one's own: a tenant of the cloud alone has none; only read.",
    example={"Name": "HybridIOC", "TargetAddressDomains": ["contoso.example"]},
    settings={
        "Name": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "TargetAddressDomains": Setting([], _ROW, wire="texts"),
        "DiscoveryEndpoint": Setting(None, _ROW),
        "TargetSharingEpr": Setting(None, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
