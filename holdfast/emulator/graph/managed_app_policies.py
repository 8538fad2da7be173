"""Policies of apps that Intune manages, of every sort together: nobody has made one; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.managed_apps import LISTED, POLICY, ROLES

SERVICE = GraphCollection(
    path="/deviceAppManagement/managedAppPolicies",
    entity="managedAppPolicy",
    doc="policies of managed apps, of the base type alone",
    one="a policy of managed apps",
    example={"id": "T_b2f5c1de-0000-4000-8000-000000000041", "displayName": "Example", "version": "1"},
    verbs=READING,
    properties=POLICY,
    roles=ROLES,
    audit=None,
    evidence=LISTED,
    consented=False,
)
