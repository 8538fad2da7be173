"""Get-, New-, Set- and Remove-DlpCompliancePolicy: where data is kept from leaving (learn, New-DlpCompliancePolicy).

A tenant has none here until somebody makes one; Microsoft makes a default one in some (assumed that not in all). What a
policy looks for stands in its rules, which have cmdlets of their own that are not here.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import COMPLIANCE_READERS, COMPLIANCE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/new-dlpcompliancepolicy", "2026-11-28"
)
_LIKELY = assumed("rows of retention policies, which the same endpoint gives, carry it so")
_MODES = ("Enable", "Disable", "TestWithNotifications", "TestWithoutNotifications")
_WHAT_IF = frozenset({"WhatIf"})
_PLACES = ("ExchangeLocation", "SharePointLocation", "OneDriveLocation", "TeamsLocation")

SERVICE = CmdletNoun(
    noun="DlpCompliancePolicy",
    endpoint="compliance",
    collection="dlpCompliancePolicies",
    doc="Policies that keep data from leaving, with four of the places that they are for; their rules are not here.",
    what="DLP policy",
    unknown_identity="all",
    example={"Name": "Cards", "Mode": "Enable", "ExchangeLocation": ["All"]},
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Comment": Setting("", _PAGE, ParameterType.TEXT),
        "Mode": Setting("Enable", _PAGE, ParameterType.TEXT, choices=_MODES, example="TestWithNotifications"),
        **{
            one: Setting([], _PAGE, ParameterType.TEXTS, wire="texts", on=("New",), example=["All"])
            for one in _PLACES
        },
        **flags(("Enabled",), True, _LIKELY, on=()),
        "Workload": Setting("Exchange, SharePoint, OneDriveForBusiness, Teams", _LIKELY),
        **of_every_row(_LIKELY),
    },
    readers=COMPLIANCE_READERS.by("DLP Compliance Management", "View-Only DLP Compliance Management"),
    writers=COMPLIANCE_WRITERS.by("DLP Compliance Management"),
    evidence=_PAGE,
    unimplemented={"New": _WHAT_IF, "Set": _WHAT_IF, "Remove": _WHAT_IF},
)
