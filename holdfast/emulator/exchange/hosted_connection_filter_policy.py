"""Get-, New-, Set- and Remove-HostedConnectionFilterPolicy (api-facts 7, rows 2; learn, Set-)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.filter_policies import READERS, SEEN, WRITERS, named
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import documented

_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-hostedconnectionfilterpolicy", "2026-11-27"
)
_WHAT_IF = frozenset({"WhatIf"})


def _addresses(example: str) -> Setting:
    return Setting([], SEEN, ParameterType.EDIT, wire="texts", example=[example])


SERVICE = CmdletNoun(
    noun="HostedConnectionFilterPolicy",
    endpoint="exchange",
    collection="hostedConnectionFilterPolicies",
    doc="Connection filter policies; one is always there. The form of addresses is not checked.",
    what="connection filter policy",
    unknown_identity="error",
    example={"Name": "Board", "IPBlockList": ["198.51.100.7"]},
    own=({"Name": "Default", "IsDefault": True},),
    settings=named(
        {
            "IsDefault": Setting(False, SEEN),
            "IPAllowList": _addresses("203.0.113.0/24"),
            "IPBlockList": _addresses("198.51.100.0/24"),
            **flags(("EnableSafeList",), False, SEEN),
            "DirectoryBasedEdgeBlockMode": Setting("Default", SEEN),
        }
    ),
    readers=READERS,
    writers=WRITERS,
    evidence=_PAGE,
    unimplemented={
        "New": frozenset({"ConfigurationXmlRaw", *_WHAT_IF}),
        "Set": frozenset({"ConfigurationXmlRaw", "MakeDefault", *_WHAT_IF}),
        "Remove": frozenset({"Force", *_WHAT_IF}),
    },
)
"""That a change needs Enable-OrganizationCustomization first, as rows 2 say, is not asked for here."""
