"""Get-EmailTenantSettings and Set-EmailTenantSettings: priority account protection (learn, Set-EmailTenantSettings)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-emailtenantsettings", "2026-11-27"
)
_ON = documented(
    "https://learn.microsoft.com/defender-office-365/priority-accounts-turn-on-priority-account-protection",
    "2026-11-27",
)
_ROW = assumed("read from the parameters of Microsoft365DSC's EXOEmailTenantSettings: rows were not seen")


def _of_the_tenant(tenant: Tenant) -> Mapping[str, Any]:
    return {"Identity": tenant.domain, "OrganizationId": tenant.domain}


SERVICE = SettingsCmdlets(
    noun="EmailTenantSettings",
    endpoint="exchange",
    doc="Whether priority accounts are protected as such; nothing here looks at mail.",
    settings={
        **flags(("EnablePriorityAccountProtection",), True, _ON),
        "Identity": Setting("", _ROW),
        "Name": Setting("Default", _ROW),
        "OrganizationId": Setting("", _ROW),
        "IsValid": Setting(True, _ROW),
        "ObjectState": Setting("Unchanged", _ROW),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    licence="THREAT_INTELLIGENCE",
    computed=_of_the_tenant,
    unimplemented={"Get": frozenset({"Identity"}), "Set": frozenset({"Identity", "WhatIf"})},
)
