"""A Graph object of which every tenant has exactly one: read by GET, changed in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.declared.graph_object import GraphObject
from holdfast.emulator.odata.query import entity, project, refuse_options, selected
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal


@dataclass(frozen=True, kw_only=True)
class GraphSingleton(GraphObject):
    """A declared singleton; the store keeps it once somebody changed it."""

    method: Literal["PATCH", "PUT"] = "PATCH"
    """How it is changed; either way properties that are not sent stay."""
    answers_change: bool = False
    """Whether a change is answered with the object (200) instead of nothing (204)."""
    parts: frozenset[str] = frozenset()
    """Objects of which a change may send some members: the others stay as they are."""

    def value(self, tenant: Tenant) -> dict[str, Any]:
        """The tenant's object, wire shape: what was stored over the defaults."""
        return {**self.defaults(), **next(iter(tenant.store.all(self.collection)), {})}

    def change(self, tenant: Tenant, actor: Principal | Person, changes: dict[str, Any]) -> dict[str, Any]:
        """Change it and leave the event; rules are not asked. Returns the object after."""
        old = self.value(tenant)
        new = old | changes
        tenant.store.put(self.collection, str(old["id"]), new)
        if self.audit is not None:
            self.record(tenant, actor, self.audit.update, old=old, new=new)
        return new

    def routes(self) -> tuple[Route, ...]:
        """GET, and PATCH or PUT where it can be written."""
        reading = Route(
            "GET",
            self.path,
            self._get,
            f"Read {self.doc}.",
            self.versions,
            any_of=self.roles.read,
            licence=self.licence,
        )
        if not self.roles.write:
            return (reading,)
        writing = Route(
            self.method,
            self.path,
            self._update,
            f"Change {self.doc}.",
            self.versions,
            any_of=self.roles.write,
            all_of=self.roles.write_also,
            licence=self.licence,
        )
        return reading, writing

    def _get(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        refuse_options(call, "$select")
        return Reply(200, self._entity(call, self.value(tenant), selected(call.query, self.listing)))

    def _update(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        changes = self.checked(call.body)
        before = self.value(tenant)
        for name in self.parts & changes.keys():
            changes[name] = before[name] | {one: changes[name][one] for one in call.body[name]}
        self.admit(tenant, before, before | changes)
        after = self.change(tenant, principal, changes)
        return Reply(200, self._entity(call, after, ())) if self.answers_change else Reply(204)

    def _entity(self, call: Call, value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        return entity(call, self.listing.context, project(value, names))
