"""Role groups of a service of cmdlets, declared once for both: each has built-in ones of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.allowed import Allowed
from holdfast.emulator.cmdlets.built_in_role_groups import EVIDENCE, ROLE_GROUPS
from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.role_groups import collection_of
from holdfast.emulator.declared.cmdlet_object import Setting
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.wire import Endpoint

MANAGERS = Allowed(
    frozenset({"Exchange Administrator", "Global Administrator"}), frozenset({"Role Management"})
)
"""Who may view, make and change role groups: learn, permissions-exo; the directory roles are members of Organization
Management, which has it."""
MANAGERS_OF_PURVIEW = Allowed(frozenset({"Global Administrator"}), frozenset({"Role Management"}))
"""The same at Purview (learn, scc-permissions: Organization Management and Purview Administrators have it alone)."""
READERS = (MANAGERS | {"Compliance Administrator", "Global Reader"}).by(
    "Role Management", "View-Only Configuration"
)
"""Who may view those of Exchange besides (assumed: Microsoft365DSC asks View-Only Configuration for it)."""
_PAGE = documented("https://learn.microsoft.com/powershell/module/exchange/new-rolegroup", "2026-11-28")
_OURS = assumed("rows of other cmdlets carry it so; no row of a role group was captured")


def _roles_are_known(
    invocation: Invocation, _before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """A group has roles of the service only (assumed: those of the built-in groups)."""
    known = {one.lower(): one for roles in ROLE_GROUPS[invocation.endpoint].values() for one in roles}
    for role in values.get("Roles", ()):
        if role.lower() not in known:
            raise not_found(role, invocation.tenant.domain)
    return (
        {**values, "Roles": [known[one.lower()] for one in values["Roles"]]} if "Roles" in values else values
    )


def _settings(endpoint: Endpoint) -> dict[str, Setting]:
    """Return what a row of a role group has."""
    return {
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Roles": Setting(
            None,
            EVIDENCE[endpoint],
            ParameterType.TEXTS,
            wire="texts",
            on=("New",),
            required=True,
            example=["View-Only Audit Logs"],
        ),
        "Description": Setting("", _PAGE, ParameterType.TEXT, example="who looks"),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "IsValid": Setting(True, _OURS),
        "Guid": Setting("", _OURS, wire="guid"),
        "ExchangeObjectId": Setting("", _OURS, wire="guid"),
        "WhenCreatedUTC": Setting(None, _OURS, wire="moment"),
        "WhenChangedUTC": Setting(None, _OURS, wire="moment"),
    }


def role_groups(endpoint: Endpoint, readers: Allowed, writers: Allowed) -> CmdletNoun:
    """Get-, New-, Set- and Remove-RoleGroup of one endpoint."""
    return CmdletNoun(
        noun="RoleGroup",
        endpoint=endpoint,
        collection=collection_of(endpoint),
        doc="Role groups of the service: who is in one may run the cmdlets of its roles.",
        what="role group",
        unknown_identity="error",
        example={"Name": "Auditors", "Roles": ["View-Only Audit Logs"]},
        own=tuple({"Name": name, "Roles": list(roles)} for name, roles in ROLE_GROUPS[endpoint].items()),
        settings=_settings(endpoint),
        readers=readers,
        writers=writers,
        evidence=_PAGE,
        rules=(_roles_are_known,),
        unimplemented={
            "Get": frozenset(words("Filter ResultSize ShowPartnerLinked SortBy")),
            "New": frozenset(
                words("CustomConfigWriteScope CustomRecipientWriteScope ManagedBy Members WhatIf")
            ),
            "Set": frozenset(words("DisplayName ManagedBy Name WhatIf")),
            "Remove": frozenset(words("BypassSecurityGroupManagerCheck ForceRemoval WhatIf")),
        },
    )
