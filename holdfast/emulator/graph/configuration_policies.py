"""Policies of the settings catalog of Intune: nobody has made one; read only, and of beta alone."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationpolicy",
    "2026-11-27",
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-list",
    "2026-11-27",
)
_TEMPLATE = StructuredType(
    "deviceManagementConfigurationPolicyTemplateReference",
    {
        "templateId": Text(),
        "templateFamily": Text(),
        "templateDisplayName": Text(),
        "templateDisplayVersion": Text(),
    },
)

SERVICE = GraphCollection(
    path="/deviceManagement/configurationPolicies",
    entity="deviceManagementConfigurationPolicy",
    doc="policies of the settings catalog, without their settings",
    one="a policy of the settings catalog",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "name": "Example",
        "platforms": "windows10",
        "settingCount": 1,
    },
    verbs=READING,
    versions=("beta",),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "name",
            "description",
            "platforms",
            "technologies",
            "createdDateTime",
            "lastModifiedDateTime",
        ),
        **answered(_RESOURCE, Whole(), None, "settingCount"),
        **answered(_RESOURCE, Text(), None, "creationSource"),
        **answered(_RESOURCE, Many(Text()), [], "roleScopeTagIds"),
        **answered(_RESOURCE, Flag(), None, "isAssigned"),
        **answered(_RESOURCE, _TEMPLATE, None, "templateReference"),
    },
    roles=Roles(
        read=("DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        **dict.fromkeys(("name", "templateReference/templateFamily"), frozenset({"eq"})),
        **dict.fromkeys(("platforms", "technologies"), frozenset({"eq", "has"})),
    },
    unrelated=frozenset({"assignments", "settings"}),
    consented=False,
)
