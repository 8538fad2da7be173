"""Get-SupervisoryReviewPolicyV2: policies by which somebody reads what people write (learn, same); none at first."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-supervisoryreviewpolicyv2", "2026-11-30"
)
_ROW = assumed("parameters of the page of New-SupervisoryReviewPolicyV2, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="SupervisoryReviewPolicyV2",
    endpoint="compliance",
    collection="supervisoryReviewPolicies",
    doc="Policies of communication compliance: a new tenant has none; only read.",
    example={"Name": "Trading desk", "Reviewers": ["ana@contoso.com"]},
    settings={
        "Name": Setting("", _ROW),
        "Enabled": Setting(True, _ROW),
        "Comment": Setting("", _ROW),
        "Reviewers": Setting([], _ROW, wire="texts"),
        "RetentionPeriodInDays": Setting(0, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
