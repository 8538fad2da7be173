"""A Graph object of which every tenant has exactly one: read by GET, changed in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.declared.graph_object import GraphObject
from holdfast.emulator.odata.nothing import relations
from holdfast.emulator.odata.query import entity, part, refuse_options, selected
from holdfast.emulator.odata.schema import TYPE_KEY
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal


@dataclass(frozen=True, kw_only=True)
class GraphSingleton(GraphObject):
    """A declared singleton; the store keeps it once somebody changed it."""

    method: Literal["PATCH", "PUT"] = "PATCH"
    """How it is changed; either way properties that are not sent stay."""
    derived: bool = False
    """Whether it is one of several types of its path, so that an answer says which."""
    parts: Mapping[str, Callable[[Tenant, str], Any]] = field(default_factory=dict)
    """Properties that are answered as other objects are, by name, each as a version of Graph shows them; they are not
    written here."""
    answers_change: bool = False
    """Whether a change is answered with the object (200) instead of nothing (204)."""
    merged: frozenset[str] = frozenset()
    """Objects of which a change may send some members: the others stay as they are."""

    def value(self, tenant: Tenant, version: str = "beta") -> dict[str, Any]:
        """The tenant's object as a version of Graph shows it, wire shape: what was stored over the defaults."""
        stored = next(iter(tenant.store.all(self.collection)), {})
        parts = {name: one(tenant, version) for name, one in self.parts.items()}
        return self._known({**self.defaults(), **stored, **parts}, version)

    def _known(self, value: dict[str, Any], version: str) -> dict[str, Any]:
        """What a version of Graph knows of an object."""
        if version == "beta":
            return value
        return {
            name: _without(one, self.properties[name].beta_members)
            for name, one in value.items()
            if not self.properties[name].beta
        }

    def typed(self, value: dict[str, Any]) -> dict[str, Any]:
        """An object with the name of its type, where it is one of several."""
        return {TYPE_KEY: f"#microsoft.graph.{self.entity}", **value} if self.derived else value

    def change(self, tenant: Tenant, actor: Principal | Person, changes: dict[str, Any]) -> dict[str, Any]:
        """Change it and leave the event; rules are not asked. Returns the object after."""
        old = self.value(tenant)
        new = old | changes
        own = {name: value for name, value in new.items() if name not in self.parts}
        tenant.store.put(self.collection, str(old["id"]), own)
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
            consented=self.consented,
        )
        if not self.roles.write:
            return (reading,)
        writing = Route(
            self.method,
            self.path,
            self.update,
            f"Change {self.doc}.",
            self.versions,
            any_of=self.roles.write,
            all_of=self.roles.write_also,
            licence=self.licence,
            consented=self.consented,
        )
        return reading, writing

    def _get(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        whole = relations(call.query.get("$expand", "")) <= self.parts.keys()
        refuse_options(call, "$select", *(("$expand",) if whole else ()))
        value = self.value(tenant, call.version)
        return Reply(200, self._entity(call, value, selected(call.query, self.listing)))

    def _unknown(self, call: Call) -> list[str]:
        """Names that a call sends and its version does not know, of properties and of their members."""
        if call.version == "beta" or not isinstance(call.body, dict):
            return []
        sent = [
            (self.properties[name], name, one) for name, one in call.body.items() if name in self.properties
        ]
        return [name for one, name, _ in sent if one.beta] + [
            member for one, _, value in sent for member in one.beta_members & _members(value)
        ]

    def update(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        """Change it as a call asks: what is checked, admitted and merged here."""
        refuse_options(call)
        if later := self._unknown(call):
            told = f"the property does not exist on type '{self.entity}'"
            raise GraphError(400, "BadRequest", f"Invalid {self.entity}: {later[0]}: {told}.")
        changes = self.checked(call.body)
        before = self.value(tenant)
        for name in self.merged & changes.keys():
            changes[name] = before[name] | {one: changes[name][one] for one in call.body[name]}
        for name in changes if call.version != "beta" else ():
            unseen = self.properties[name].beta_members & _members(before[name])
            changes[name] = (
                changes[name] | {one: before[name][one] for one in unseen} if unseen else changes[name]
            )
        self.admit(tenant, before, before | changes)
        after = self.change(tenant, principal, changes)
        if not self.answers_change:
            return Reply(204)
        return Reply(200, self._entity(call, self._known(after, call.version), ()))

    def _entity(self, call: Call, value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        return entity(call, self.listing.context, self.typed(part(value, names, self.listing)))


def _members(value: Any) -> frozenset[str]:
    return frozenset(value) if isinstance(value, dict) else frozenset()


def _without(value: Any, members: frozenset[str]) -> Any:
    if not members & _members(value):
        return value
    return {name: one for name, one in value.items() if name not in members}
