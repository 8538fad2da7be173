"""Authentication contexts: names that an application asks for and a policy answers; none in a new tenant.

A change makes the context that is not there (source: authenticationcontextclassreference-update, 2026-11-29). Beta's
page of conditionalaccessroot-post-authenticationcontextclassreferences (2026-11-30) has one made with an id as well;
that v1.0 takes that too is assumed, since its PowerShell module sends it. Which ids there are, and how one that is
there already, is published or used is refused, is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import created_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, Text
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/authenticationcontextclassreference", "2026-11-27"
)
_CHANGED = documented(
    "https://learn.microsoft.com/graph/api/authenticationcontextclassreference-update", "2026-11-29"
)
_IDS = frozenset(f"c{number}" for number in range(1, 100))


class AuthenticationContexts(GraphCollection):
    """The collection: its objects have ids that the client chooses."""

    def _create(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        given = self.checked(call.body, new=True)
        key = call.body.get("id")
        if tenant.store.get(self.collection, str(key)) is not None:
            raise GraphError(409, "Conflict", f"There is an {self.entity} '{key}' already.")
        self._add(tenant, principal, key, given)
        return created_reply(
            call, self.path, self.listing.context, tenant.store.get(self.collection, key) or {}
        )

    def _update(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        key = call.params["id"]
        if tenant.store.get(self.collection, key) is not None:
            return super()._update(tenant, principal, call)
        refuse_options(call)
        self._add(tenant, principal, key, self.checked(call.body))
        return Reply(204)

    def _add(self, tenant: Tenant, principal: Principal, key: Any, given: dict[str, Any]) -> None:
        if key not in _IDS:
            raise bad_request(f"Invalid {self.entity}: the id '{key}' is none of c1 to c99.")
        self.add(tenant, principal, given | {"id": key})

    def _delete(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        found = self._found(tenant, call)
        if found["isAvailable"] or _is_used(tenant, found["id"]):
            raise bad_request(f"The {self.entity} '{found['id']}' is published or used by a policy.")
        return super()._delete(tenant, principal, call)


def _is_used(tenant: Tenant, key: str) -> bool:
    applications: list[dict[str, Any]] = [
        one["conditions"]["applications"] for one in tenant.store.all("conditionalAccessPolicies")
    ]
    return any(key in (one.get("includeAuthenticationContextClassReferences") or ()) for one in applications)


SERVICE = AuthenticationContexts(
    path="/identity/conditionalAccess/authenticationContextClassReferences",
    entity="authenticationContextClassReference",
    doc="authentication contexts",
    one="an authentication context",
    example={"id": "c1", "displayName": "Contoso medium", "description": "Medium", "isAvailable": False},
    verbs=(*READING, "create", "update", "delete"),
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        "displayName": Property(Text(), None, _RESOURCE),
        "description": Property(Text(), None, _RESOURCE),
        "isAvailable": Property(Flag(), False, _RESOURCE),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.Read.ConditionalAccess", "AuthenticationContext.ReadWrite.All"),
        write=("AuthenticationContext.ReadWrite.All", "Policy.ReadWrite.ConditionalAccess"),
        evidence=_CHANGED,
    ),
    audit=Audit(
        "Policy",
        "Conditional Access",
        "Update AuthenticationContext",
        "Add AuthenticationContext",
        "Delete AuthenticationContext",
        target="Policy",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_CHANGED,
    consented=False,
)
