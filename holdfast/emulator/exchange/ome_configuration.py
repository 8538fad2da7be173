"""Get-OMEConfiguration: how encrypted mail looks and is opened outside (learn, Set-); a tenant has one."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-omeconfiguration", "2026-11-30"
)
_ROW = assumed("parameters of Set-OMEConfiguration; rows were not seen")

SERVICE = ListedRows(
    noun="OMEConfiguration",
    endpoint="exchange",
    collection="omeConfigurations",
    doc="How encrypted mail is opened by people outside; only read, and nothing here sends mail.",
    example={"Name": "Another", "OTPEnabled": False},
    own=({"Name": "OME Configuration"},),
    settings={
        "Name": Setting("", _ROW),
        "TemplateName": Setting("", _ROW),
        "OTPEnabled": Setting(True, _ROW),
        "SocialIdSignIn": Setting(True, _ROW),
        "ExternalMailExpiryInDays": Setting(0, _ROW, wire="int32"),
        "BackgroundColor": Setting("", _ROW),
        "DisclaimerText": Setting("", _ROW),
        "EmailText": Setting("", _ROW),
        "IntroductionText": Setting("", _ROW),
        "PortalText": Setting("", _ROW),
        "PrivacyStatementUrl": Setting("", _ROW),
        "ReadButtonText": Setting("", _ROW),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
