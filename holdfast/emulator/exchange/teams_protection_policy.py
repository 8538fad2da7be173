"""Get- and Set-TeamsProtectionPolicy: zero-hour auto purge in Teams (rows.json; learn, Set-)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-teamsprotectionpolicy", "2026-11-27"
)
_NAME = "Default Teams Protection Policy"
_SPACE = uuid.UUID("5b6f1a0e-3a52-4e0e-9d43-6c1c2f6a7d18")
"""Of the GUIDs of this policy, one by tenant."""


def _of_the_tenant(tenant: Tenant) -> Mapping[str, Any]:
    return {
        "Identity": f"{tenant.domain}\\{_NAME}",
        "Guid": str(uuid.uuid5(_SPACE, tenant.tenant_id)),
    }


def _named(invocation: Invocation, row: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Let a change pass that names the policy that there is; by what it is named does not change what it is called."""
    identity = str(invocation.given["Identity"])
    known = (_NAME, *((row or {}).get(one) for one in ("Guid", "Identity")))
    if identity.casefold() not in {str(one).casefold() for one in known}:
        raise not_found(identity, invocation.tenant.domain)
    return {name: value for name, value in values.items() if name != "Identity"}


SERVICE = SettingsCmdlets(
    noun="TeamsProtectionPolicy",
    endpoint="exchange",
    doc="Whether harmful messages in Teams are taken back; nothing here takes one back.",
    object_id=_NAME,
    parameters=(Parameter("Identity", ParameterType.TEXT, required=True),),
    settings={
        "Name": Setting(_NAME, SEEN),
        "Identity": Setting("", SEEN),
        "Guid": Setting("", SEEN, wire="guid"),
        **flags(("ZapEnabled",), True, SEEN),
        "MalwareQuarantineTag": Setting("AdminOnlyAccessPolicy", SEEN, ParameterType.TEXT),
        "HighConfidencePhishQuarantineTag": Setting("AdminOnlyAccessPolicy", SEEN, ParameterType.TEXT),
    },
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    licence="ATP_ENTERPRISE",
    rules=(_named,),
    computed=_of_the_tenant,
    unimplemented={"Get": frozenset({"Identity"}), "Set": frozenset({"AdminDisplayName", "WhatIf"})},
)
