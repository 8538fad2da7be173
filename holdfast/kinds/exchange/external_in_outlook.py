"""The mark "External" that Outlook shows beside a sender outside the organization.

Who stands in the list of those allowed is shown without it. Source:
https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook (2026-11-26).
"""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

KIND = CmdletSingleton(
    token="m365:exchange:ExternalInOutlook",
    title="External senders in Outlook",
    doc="Whether Outlook marks senders outside the organization. A change takes a day or two to show.",
    key="external-in-outlook",
    endpoint=Endpoint.EXCHANGE,
    noun="ExternalInOutlook",
    fields=(
        Field(
            name="enabled",
            wire="Enabled",
            doc="Whether they are marked.",
            type=Type.BOOLEAN,
            required=True,
            protects=Protects.TRUE,
        ),
        Field(
            name="allowList",
            wire="AllowList",
            doc="Addresses and domains of outside that are not marked; the service takes 50 at most.",
            many=True,
            most=50,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    examples=(
        Example(
            row={"Enabled": True, "AllowList": ["partner.example"]},
            inputs={"enabled": True, "allowList": ["partner.example"]},
        ),
    ),
    answers=("Get-ExternalInOutlook",),
    omits="nothing that is known; without the right it leaves properties out, which is unknown and not off.",
    always=("Enabled", "AllowList"),
    harmless=(
        Harmless(
            WHICH,
            "which tenant it is of",
            seen="documented: Identity; the rest as other rows have (assumed)",
        ),
    ),
    audit_operations=("Set-ExternalInOutlook",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook (2026-11-26)",
)
