"""Get-ReportSubmissionRule: the mailbox to which reported mail goes (learn, New-ReportSubmissionRule).

There is none unless somebody made it, which needs the policy first.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/new-reportsubmissionrule", "2026-11-28"
)
_ROW = assumed("parameters of the page; rows were not seen")

SERVICE = ListedRows(
    noun="ReportSubmissionRule",
    endpoint="exchange",
    collection="reportSubmissionRules",
    doc="The mailbox of reported mail: nobody has named one; only read.",
    example={"Name": "DefaultReportSubmissionRule", "SentTo": ["abuse@contoso.example"]},
    unknown_identity="all",
    settings={
        "Name": Setting("", _ROW),
        "State": Setting("Enabled", _ROW),
        "ReportSubmissionPolicy": Setting("DefaultReportSubmissionPolicy", _ROW),
        "SentTo": Setting([], _ROW, wire="texts"),
        "Comments": Setting("", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS | {"Security Administrator", "Security Reader"},
    evidence=_PAGE,
    unimplemented={"Get": frozenset({"State"})},
)
