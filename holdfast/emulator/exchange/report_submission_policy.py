"""Get-ReportSubmissionPolicy: where mail goes that people report (learn, Get- and New-ReportSubmissionPolicy).

A tenant has one only after somebody saved the settings of user reports, or New- made it: the page of New- says what to
do where Get- gives nothing. That the small tenant is such a one is assumed.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/new-reportsubmissionpolicy", "2026-11-28"
)
_ROW = assumed("parameters of the page and of Microsoft365DSC; rows were not seen")

SERVICE = ListedRows(
    noun="ReportSubmissionPolicy",
    endpoint="exchange",
    collection="reportSubmissionPolicies",
    doc="Where reported mail goes; nobody has saved these settings yet, so that there is none; only read.",
    example={"Name": "DefaultReportSubmissionPolicy", "EnableReportToMicrosoft": True},
    settings={
        "Name": Setting("", _ROW),
        "EnableReportToMicrosoft": Setting(True, _ROW),
        "EnableThirdPartyAddress": Setting(False, _ROW),
        "ThirdPartyReportAddresses": Setting([], _ROW, wire="texts"),
        "EnableUserEmailNotification": Setting(False, _ROW),
        "DisableQuarantineReportingOption": Setting(False, _ROW),
        "ReportJunkToCustomizedAddress": Setting(False, _ROW),
        "ReportJunkAddresses": Setting([], _ROW, wire="texts"),
        "ReportNotJunkToCustomizedAddress": Setting(False, _ROW),
        "ReportNotJunkAddresses": Setting([], _ROW, wire="texts"),
        "ReportPhishToCustomizedAddress": Setting(False, _ROW),
        "ReportPhishAddresses": Setting([], _ROW, wire="texts"),
        "ReportChatMessageEnabled": Setting(True, _ROW),
        "ReportChatMessageToCustomizedAddressEnabled": Setting(False, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
)
