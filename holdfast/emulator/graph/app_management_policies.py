"""Rules for credentials of single applications, which given_policies/ gives to them; a new tenant has none."""

from __future__ import annotations

from functools import partial

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.graph.default_app_management_policy import RESTRICTIONS
from holdfast.emulator.graph.given_policies.state import applies_to
from holdfast.emulator.odata.schema import Anything, Flag, StructuredType, Text

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/appmanagementpolicy", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/appmanagementpolicy-list", "2026-11-27")
_MADE = documented("https://learn.microsoft.com/graph/api/appmanagementpolicy-post", "2026-11-30")

SERVICE = GraphCollection(
    path="/policies/appManagementPolicies",
    entity="appManagementPolicy",
    doc="rules for credentials of single applications",
    one="rules for credentials of single applications",
    example={"displayName": "Example"},
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        "displayName": Property(Text(nullable=False), "", _MADE, required=True),
        "description": Property(Text(), None, _MADE),
        "isEnabled": Property(Flag(nullable=False), False, _MADE),
        "restrictions": Property(
            StructuredType(
                "customAppManagementConfiguration",
                {**RESTRICTIONS, "applicationRestrictions": Anything()},
                sparse=frozenset({*RESTRICTIONS, "applicationRestrictions"}),
            ),
            None,
            _MADE,
            example={
                "passwordCredentials": [
                    {
                        "restrictionType": "passwordLifetime",
                        "state": "enabled",
                        "maxLifetime": "P90D",
                        "restrictForAppsCreatedAfterDateTime": "2019-10-19T10:37:00Z",
                    }
                ],
                "keyCredentials": [],
            },
        ),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"),
        write=("Policy.ReadWrite.ApplicationConfiguration",),
        evidence=_LISTED,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update policy",
        "Add policy",
        "Delete policy",
        target="Policy",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_LISTED,
    related={"appliesTo": partial(applies_to, "appManagementPolicies")},
    consented=False,
)
