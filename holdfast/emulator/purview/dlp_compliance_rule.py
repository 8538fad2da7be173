"""Get-DlpComplianceRule: what policies look for that keep data from leaving (learn, Get-DlpComplianceRule).

Who makes a policy here makes it without rules: those are only read.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-dlpcompliancerule", "2026-11-28"
)
_ROW = assumed("rows of retention rules, which the same endpoint gives, carry it so; the rest recalled")

SERVICE = ListedRows(
    noun="DlpComplianceRule",
    endpoint="compliance",
    collection="dlpComplianceRules",
    doc="Rules of DLP policies: there are none, not even of policies that were made here; only read.",
    example={"Name": "Cards", "ParentPolicyName": "Cards", "BlockAccess": True},
    unknown_identity="all",
    settings={
        "Name": Setting("", _ROW),
        "ParentPolicyName": Setting("", _ROW),
        "Policy": Setting("", _ROW),
        "Mode": Setting("Enforce", _ROW),
        "Disabled": Setting(False, _ROW),
        "Priority": Setting(0, _ROW, wire="int32"),
        "Workload": Setting("Exchange, SharePoint, OneDriveForBusiness, Teams", _ROW),
        "BlockAccess": Setting(False, _ROW),
        "BlockAccessScope": Setting("", _ROW),
        "NotifyUser": Setting([], _ROW, wire="texts"),
        "GenerateAlert": Setting([], _ROW, wire="texts"),
        "Comment": Setting("", _ROW),
        **of_every_row(_ROW),
    },
    readers=COMPLIANCE_READERS.by("DLP Compliance Management", "View-Only DLP Compliance Management"),
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"IncludeExecutionRuleGuids", "IncludeExecutionRuleInformation", "Policy"})
    },
)
