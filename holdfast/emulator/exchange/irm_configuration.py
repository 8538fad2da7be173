"""Get-IRMConfiguration and Set-IRMConfiguration: whether messages can be encrypted (learn, Set-IRMConfiguration)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-irmconfiguration", "2026-11-28"
)
_SET_UP = assumed("a tenant whose Azure Rights Management is active, as pages about repairs show it")
_LIKELY = assumed("the default that the description of the parameter names, recalled")
_ON = (
    "AutomaticServiceUpdateEnabled",
    "AzureRMSLicensingEnabled",
    "EDiscoverySuperUserEnabled",
    "ExternalLicensingEnabled",
    "InternalLicensingEnabled",
    "JournalReportDecryptionEnabled",
    "SearchEnabled",
    "SimplifiedClientAccessEnabled",
)
_OFF = (
    "DecryptAttachmentForEncryptOnly",
    "EnablePdfEncryption",
    "EnablePortalTrackingLogs",
    "RejectIfRecipientHasNoRights",
    "SimplifiedClientAccessDoNotForwardDisabled",
    "SimplifiedClientAccessEncryptOnlyDisabled",
)

SERVICE = SettingsCmdlets(
    noun="IRMConfiguration",
    endpoint="exchange",
    doc="Whether messages can be encrypted, and who may read them all the same; no place of licences.",
    settings={
        **flags(_ON, True, _SET_UP),
        **flags(_OFF, False, _LIKELY),
        "TransportDecryptionSetting": Setting(
            "Optional",
            _LIKELY,
            ParameterType.TEXT,
            choices=("Disabled", "Optional", "Mandatory"),
            example="Mandatory",
        ),
        "Identity": Setting("ControlPoint Config", assumed("rows that people show carry it")),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"Identity"}),
        "Set": frozenset(
            {
                *("Force", "Identity", "LicensingLocation", "RMSOnlineKeySharingLocation"),
                *("RefreshServerCertificates", "WhatIf"),
            }
        ),
    },
)
"""That Global Reader suffices to read is assumed (rows 0)."""
