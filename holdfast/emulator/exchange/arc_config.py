"""Get-ArcConfig: who may vouch for mail that was changed on its way (learn, Get- and Set-ArcConfig).

The page of Set-ArcConfig calls the one there is Default. That a tenant has it with an empty list is assumed.
"""

from __future__ import annotations

from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.filter_policies import READERS
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/get-arcconfig", "2026-11-28")
_ROW = assumed("parameters of Microsoft365DSC's EXOArcConfig; rows were not seen")

SERVICE = ListedRows(
    noun="ArcConfig",
    endpoint="exchange",
    collection="arcConfigs",
    doc="Sealers of ARC that are trusted; only read, and nothing here looks at mail.",
    example={"Name": "Another", "ArcTrustedSealers": ["sealer.partner.example"]},
    identified=False,
    own=({"Name": "Default"},),
    settings={
        "Name": Setting("", _ROW),
        "ArcTrustedSealers": Setting([], _ROW, wire="texts"),
        "Identity": Setting("", _ROW),
        "Id": Setting("", _ROW),
        "IsValid": Setting(True, _ROW),
    },
    readers=READERS,
    evidence=_PAGE,
)
