"""Get-AuthenticationPolicy: which older ways of signing in to mail are allowed (learn, Get-AuthenticationPolicy).

A tenant has none until somebody makes one; the default of the organization then has no name (assumed of a new tenant).
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-authenticationpolicy", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-AuthenticationPolicy, recalled; rows were not seen")

SERVICE = ListedRows(
    noun="AuthenticationPolicy",
    endpoint="exchange",
    collection="exchangeAuthenticationPolicies",
    doc="Authentication policies of Exchange: a new tenant has none; only read.",
    example={"Name": "Block basic authentication", "AllowBasicAuthSmtp": False},
    settings={
        "Name": Setting("", _ROW),
        "AllowBasicAuthActiveSync": Setting(False, _ROW),
        "AllowBasicAuthAutodiscover": Setting(False, _ROW),
        "AllowBasicAuthImap": Setting(False, _ROW),
        "AllowBasicAuthMapi": Setting(False, _ROW),
        "AllowBasicAuthOfflineAddressBook": Setting(False, _ROW),
        "AllowBasicAuthOutlookService": Setting(False, _ROW),
        "AllowBasicAuthPop": Setting(False, _ROW),
        "AllowBasicAuthPowershell": Setting(False, _ROW),
        "AllowBasicAuthReportingWebServices": Setting(False, _ROW),
        "AllowBasicAuthRpc": Setting(False, _ROW),
        "AllowBasicAuthSmtp": Setting(False, _ROW),
        "AllowBasicAuthWebServices": Setting(False, _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
    unimplemented={"Get": frozenset({"AllowLegacyExchangeTokens", "TenantId"})},
)
