"""Get-ExternalInOutlook and Set-ExternalInOutlook (rows 2 and rows.json; learn, Set-ExternalInOutlook)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook", "2026-11-26"
)
_LIKELY = assumed("the id of the organization, as it is recalled (rows.json)")


def _of_the_tenant(tenant: Tenant) -> dict[str, Any]:
    return {"Identity": tenant.tenant_id}


SERVICE = SettingsCmdlets(
    noun="ExternalInOutlook",
    endpoint="exchange",
    doc="Whether Outlook marks senders outside the organization; acts at once here. No limit of its list is kept to.",
    settings={
        "Enabled": Setting(False, _PAGE, ParameterType.BOOLEAN),
        "AllowList": Setting([], _PAGE, ParameterType.EDIT, wire="texts"),
        "Identity": Setting("", _LIKELY, wire="guid"),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    computed=_of_the_tenant,
    unimplemented={"Get": frozenset({"Identity"}), "Set": frozenset({"Identity"})},
)
