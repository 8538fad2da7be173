"""An entity set of Conditional Access: its objects are found by id, deleted softly, and brought back or purged.

Policies and locations are alike in this and in nothing else: what one is, and which writes are taken, their routes say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.conditional_access.state import READ, WRITE, deleted, missing, record
from holdfast.emulator.odata.query import entity, list_reply, object_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.odata.query import Listing
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, GraphError, Principal

MAY_WRITE = (*READ, WRITE)
"""Roles that a write of an object needs, all of them."""
Body = dict[str, Any]


def always(_call: Call, _body: Body) -> bool:
    """Every interface shows every object."""
    return True


def unrefused(_call: Call, _body: Body) -> None:
    """No interface refuses an object."""


@dataclass(frozen=True, kw_only=True)
class EntitySet:
    """One of the two entity sets, over the store."""

    collection: str
    """The store's collection."""
    entity: str
    """Type name without its namespace: "namedLocation"."""
    activity: str
    """What the audit log calls one: "named location"."""
    called: tuple[str, str]
    """What the page of what is implemented calls one, and several: "location" and "locations"."""
    segment: str
    """Name of the set in paths: "namedLocations"."""
    listing: Listing
    shown: Callable[[Tenant, Call, Body], Body]
    """An object as it is answered."""
    visible: Callable[[Call, Body], bool] = always
    """Whether the interface that is called lists an object."""
    require_readable: Callable[[Call, Body], None] = unrefused
    """Raises GraphError where the interface does not show an object."""
    require_writable: Callable[[Call, Body], None] = unrefused
    """Raises GraphError where the interface does not change an object."""

    def found(self, tenant: Tenant, call: Call) -> Body:
        """The object that a path names.

        Raises:
            GraphError: 404 when there is none.
        """
        body = tenant.store.get(self.collection, call.params["id"])
        if body is None:
            raise self.missing(call)
        return body

    def missing(self, call: Call) -> GraphError:
        """The 404 for the object that a path names."""
        return missing(self.entity[:1].upper() + self.entity[1:], call.params["id"])

    def record(self, tenant: Tenant, principal: Principal, verb: str, *, old: Any, new: Any) -> None:
        """Leave the audit event of a write; see `state.record`."""
        record(tenant, principal, verb, self.activity, old=old, new=new)

    def routes_of_deleted(self, restored: str) -> tuple[Route, ...]:
        """The routes over what was deleted softly; `restored` is the line on the one that brings back."""
        root = f"/identity/conditionalAccess/deletedItems/{self.segment}"
        item, (one, several) = f"{root}/{{id}}", self.called
        return (
            Route("GET", root, self._list_deleted, f"List deleted {several}.", all_of=READ, licence="P1"),
            Route("GET", item, self._get_deleted, f"Read a deleted {one}.", all_of=READ, licence="P1"),
            Route("POST", f"{item}/restore", self._restore, restored, all_of=MAY_WRITE, licence="P1"),
            Route("DELETE", item, self._purge, "Delete for good.", all_of=MAY_WRITE, licence="P1"),
        )

    def _list_deleted(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        gone = [one for one in deleted(tenant, self.entity) if self.visible(call, one)]
        return list_reply(call, self.listing, [self.shown(tenant, call, one) for one in gone])

    def _get_deleted(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        body = self._found_deleted(tenant, call)
        self.require_readable(call, body)
        return object_reply(call, self.listing, self.shown(tenant, call, body))

    def _restore(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        body = self._found_deleted(tenant, call) | {"deletedDateTime": None}
        self.require_writable(call, body)
        tenant.store.delete("deletedItems", body["id"])
        tenant.store.put(self.collection, body["id"], body)
        new = self.shown(tenant, call, body)
        self.record(tenant, principal, "Restore", old=None, new=new)
        return Reply(200, entity(call, self.listing.context, new))

    def _purge(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        body = self._found_deleted(tenant, call)
        tenant.store.delete("deletedItems", body["id"])
        self.record(tenant, principal, "Hard delete", old=self.shown(tenant, call, body), new=None)
        return Reply(204)

    def _found_deleted(self, tenant: Tenant, call: Call) -> Body:
        wanted = call.params["id"].lower()
        found = next((one for one in deleted(tenant, self.entity) if one["id"].lower() == wanted), None)
        if found is None:
            raise self.missing(call)
        return found
