"""Get-OrganizationRelationship: with whom calendars and more are shared by agreement (learn, same)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS
from holdfast.emulator.declared.cmdlet_object import Setting, flags, of_every_row
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.evidence import assumed, documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/get-organizationrelationship", "2026-11-28"
)
_ROW = assumed("parameters of the page of New-OrganizationRelationship; rows were not seen")

SERVICE = ListedRows(
    noun="OrganizationRelationship",
    endpoint="exchange",
    collection="organizationRelationships",
    doc="Agreements with other organizations, beside the policies for everybody: a new tenant has none; only read.",
    example={"Name": "Partner", "DomainNames": ["partner.example"], "FreeBusyAccessEnabled": True},
    settings={
        "Name": Setting("", _ROW),
        "DomainNames": Setting([], _ROW, wire="texts"),
        "Enabled": Setting(True, _ROW),
        **flags(
            (
                *("ArchiveAccessEnabled", "DeliveryReportEnabled", "FreeBusyAccessEnabled"),
                *("MailboxMoveEnabled", "MailTipsAccessEnabled", "PhotosEnabled"),
            ),
            False,
            _ROW,
        ),
        "FreeBusyAccessLevel": Setting("None", _ROW),
        "FreeBusyAccessScope": Setting(None, _ROW),
        "MailboxMoveCapability": Setting("None", _ROW),
        "MailboxMovePublishedScopes": Setting([], _ROW, wire="texts"),
        "MailTipsAccessLevel": Setting("None", _ROW),
        "MailTipsAccessScope": Setting(None, _ROW),
        "OAuthApplicationId": Setting(None, _ROW),
        "OrganizationContact": Setting("", _ROW),
        **dict.fromkeys(
            ("TargetApplicationUri", "TargetAutodiscoverEpr", "TargetOwaURL", "TargetSharingEpr"),
            Setting(None, _ROW),
        ),
        **of_every_row(_ROW),
    },
    readers=EXCHANGE_READERS,
    evidence=_PAGE,
)
