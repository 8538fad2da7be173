"""Timeout policies: after how long without activity a web session ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Refused, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.schema import Flag, Many, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/activitybasedtimeoutpolicy", "2026-11-26"
)
_CREATE = documented(
    "https://learn.microsoft.com/graph/api/activitybasedtimeoutpolicy-post-activitybasedtimeoutpolicies",
    "2026-11-26",
)
_LISTED = documented("https://learn.microsoft.com/graph/api/activitybasedtimeoutpolicy-list", "2026-11-26")
_HOURS = '{"ActivityBasedTimeoutPolicy":{"Version":1,"ApplicationPolicies":[{"ApplicationId":"default",'
_ONE_HOUR = _HOURS + '"WebSessionIdleTimeout":"01:00:00"}]}}'
_THREE_HOURS = _HOURS + '"WebSessionIdleTimeout":"03:00:00"}]}}'


def _one_default(tenant: Tenant, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse a second policy that is the organization's: the rule is documented, status and text assumed."""
    others = [one for one in tenant.store.all(SERVICE.collection) if one["id"] != (before or after)["id"]]
    if after["isOrganizationDefault"] and any(one.get("isOrganizationDefault") for one in others):
        raise bad_request("There is an organization default among the activityBasedTimeoutPolicies already.")


def _well_defined(_tenant: Tenant, _before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse a definition that is not one JSON text with the policy in it (status and text assumed)."""
    try:
        (text,) = after["definition"]
        policies = orjson.loads(text)["ActivityBasedTimeoutPolicy"]["ApplicationPolicies"]
        valid = bool(policies) and all("WebSessionIdleTimeout" in one for one in policies)
    except (KeyError, TypeError, ValueError):
        valid = False
    if not valid:
        raise bad_request("Property definition has an invalid value.")


SERVICE = GraphCollection(
    path="/policies/activityBasedTimeoutPolicies",
    entity="activityBasedTimeoutPolicy",
    doc="timeout policies of web sessions",
    one="a timeout policy",
    example={"displayName": "Example", "definition": [_ONE_HOUR]},
    properties={
        "id": Property(Text(), "", _RESOURCE, writable=False),
        "deletedDateTime": Property(Text(), None, _RESOURCE, writable=False),
        "definition": Property(Many(Text()), [], _RESOURCE, required=True, example=[_THREE_HOURS]),
        "description": Property(Text(), None, _RESOURCE),
        "displayName": Property(Text(nullable=False), "", _RESOURCE, required=True),
        "isOrganizationDefault": Property(
            Flag(), False, assumed("the page says nothing of a default; false activates nothing")
        ),
    },
    roles=Roles(
        read=(
            "Policy.Read.All",
            "Policy.Read.ApplicationConfiguration",
            "Policy.ReadWrite.ApplicationConfiguration",
        ),
        write=("Policy.ReadWrite.ApplicationConfiguration",),
        evidence=_LISTED,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update policy",
        "Add policy",
        "Delete policy",
        evidence=assumed(
            "the names under which the directory logs its other policies; no event of one was seen"
        ),
    ),
    evidence=_CREATE,
    refused=(
        Refused(
            {"definition": []},
            "A value is required for property 'definition' of resource 'ActivityBasedTimeoutPolicy'.",
            assumed(
                "the page says that it is required; status and text are those of the directory's other 400s"
            ),
            code="Request_BadRequest",
        ),
    ),
    rules=(_well_defined, _one_default),
    filters={"displayName": frozenset({"eq", "startswith"})},
)
