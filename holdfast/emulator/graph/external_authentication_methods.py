"""External methods of signing in: providers elsewhere that say who has given a second factor; a new tenant has none.

They are listed among the settings of all methods (`authentication_methods_policy`). Whether there is such an
application, and what answers at the address, is not looked up. That making and deleting one is filed as a change of the
policy is assumed.
"""

from __future__ import annotations

from dataclasses import replace

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Property
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.method_configurations import AUDIT, EXCLUDED, POLICY, ROLES, included
from holdfast.emulator.odata.schema import StructuredType, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration", "2026-11-28"
)
_UNSAID = assumed("what a new one does not say")
_OPEN_ID = StructuredType("openIdConnectSetting", {"clientId": Text(), "discoveryUrl": Text()})

SERVICE = GraphCollection(
    path=f"{POLICY}/authenticationMethodConfigurations",
    entity="externalAuthenticationMethodConfiguration",
    doc="external methods of signing in",
    one="an external method of signing in",
    example={
        "displayName": "Example",
        "state": "disabled",
        "appId": "b2f5c1de-0000-4000-8000-000000000041",
        "openIdConnectSetting": {"clientId": "entra", "discoveryUrl": "https://mfa.example/.well-known"},
    },
    verbs=("get", "create", "update", "delete"),
    properties={
        "id": Property(Text(), "", _RESOURCE, writable=False),
        "state": Property(Text(nullable=False, choices=("enabled", "disabled")), "disabled", _UNSAID),
        "displayName": Property(Text(), None, _RESOURCE, required=True),
        "appId": Property(Text(), None, _RESOURCE, required=True),
        "openIdConnectSetting": Property(_OPEN_ID, None, _RESOURCE, required=True),
        "excludeTargets": Property(EXCLUDED, [], _UNSAID),
        "includeTargets": Property(included(), [], _UNSAID),
    },
    roles=ROLES,
    audit=replace(AUDIT, create=AUDIT.update, delete=AUDIT.update),
    evidence=_RESOURCE,
    consented=False,
)
