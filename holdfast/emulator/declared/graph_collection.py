"""A Graph collection: its objects are listed, read, made, changed and deleted, as far as the declaration says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.declared.graph_object import GraphObject
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.expansion import expanded, selecting
from holdfast.emulator.odata.nothing import nothing_reply, relations
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.emulator.audit import Person
    from holdfast.emulator.odata.expansion import Relation
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

Verb = Literal["list", "get", "create", "update", "delete"]
READING: tuple[Verb, ...] = ("list", "get")
WRITING: tuple[Verb, ...] = ("create", "update", "delete")


@dataclass(frozen=True, kw_only=True)
class GraphCollection(GraphObject):
    """A declared collection; of each object the store keeps what it was given over the defaults."""

    one: str
    """What an object of it is, for the page: "a timeout policy"."""
    example: Mapping[str, Any]
    """An object for the contract tests: what creates one, or one as it is stored where nothing can be written."""
    verbs: tuple[Verb, ...] = (*READING, *WRITING)
    """What the service has; only reading ones where nothing can be written."""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """See `odata.filters.parse_filter`; empty = no `$filter`."""
    orders: frozenset[str] = frozenset()
    """What `$orderby` may name; empty = no `$orderby`."""
    method: Literal["PATCH", "PUT"] = "PATCH"
    """By which an object is changed; what it leaves out stays."""
    counts: bool = True
    """Whether `$count=true` is taken."""
    unrelated: frozenset[str] = frozenset()
    """Relations that `$expand` may name: nothing is related by them here."""
    related: Mapping[str, Callable[[Tenant, Call], Relation]] = field(default_factory=dict)
    """Relations that `$expand` may name, by name: what gives the other ends of an object, for a call."""
    binned: bool = False
    """Whether what is deleted lies in the directory's bin for 30 days, under the name of the entity."""
    computed: Mapping[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)
    """Properties that follow from the others, by name."""

    @property
    def listing(self) -> Listing:
        """How the collection is listed."""
        return Listing(
            context=self.path.removeprefix("/"),
            entity=f"microsoft.graph.{self.entity}",
            properties=frozenset(self.properties),
            filters=self.filters,
            orders=self.orders,
            count=self.counts,
        )

    def values(self, tenant: Tenant) -> list[dict[str, Any]]:
        """The tenant's objects, wire shape."""
        return [self._whole(one) for one in tenant.store.all(self.collection)]

    def add(self, tenant: Tenant, actor: Principal | Person, new: Mapping[str, Any]) -> None:
        """Add an object with its id, and leave the event; rules are not asked."""
        made = self._whole(new)
        tenant.store.put(self.collection, str(made["id"]), made)
        self._record(tenant, actor, "create", old=None, new=made)

    def routes(self) -> tuple[Route, ...]:
        """The routes of its verbs."""
        item = f"{self.path}/{{id}}"
        every: Mapping[Verb, tuple[str, str, Handler, str]] = {
            "list": ("GET", self.path, self._list, f"List {self.doc}."),
            "get": ("GET", item, self._get, f"Read {self.one}."),
            "create": ("POST", self.path, self._create, f"Make {self.one}."),
            "update": (self.method, item, self._update, f"Change {self.one}."),
            "delete": ("DELETE", item, self._delete, f"Delete {self.one}."),
        }
        return tuple(self._route(verb, *every[verb]) for verb in self.verbs)

    def _route(self, verb: Verb, method: str, path: str, handler: Handler, doc: str) -> Route:
        writes = verb in WRITING
        return Route(
            method,
            path,
            handler,
            doc,
            self.versions,
            any_of=self.roles.write if writes else self.roles.read,
            all_of=self.roles.write_also if writes else (),
            licence=self.licence,
            consented=self.consented,
        )

    def _list(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        found = self.values(tenant)
        if not found and "create" not in self.verbs:
            return nothing_reply(call, replace(self.listing, expands=self.unrelated))
        return list_reply(*self._related(tenant, call, found))

    def _get(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        call, listing, (found,) = self._related(tenant, call, [self._found(tenant, call)])
        return object_reply(call, listing, found)

    def _related(
        self, tenant: Tenant, call: Call, items: Iterable[dict[str, Any]]
    ) -> tuple[Call, Listing, Iterable[dict[str, Any]]]:
        asked = call.query.get("$expand", "")
        if len(names := relations(asked)) > 1 and names <= self.unrelated:
            ends: dict[str, list[Any]] = {name: [] for name in sorted(names)}
            wider = replace(
                self.listing, properties=self.listing.properties | names, expands=frozenset({asked})
            )
            return selecting(call, *ends), wider, [{**item, **ends} for item in items]
        nothing: dict[str, Relation] = dict.fromkeys(sorted(self.unrelated), lambda _: [])
        related = {name: one(tenant, call) for name, one in self.related.items()}
        return expanded(call, self.listing, items, {**nothing, **related})

    def _create(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        made = self._whole(self.checked(call.body, new=True) | {"id": tenant.store.new_id()})
        self.admit(tenant, None, made)
        self.add(tenant, principal, made)
        return created_reply(call, self.path, self.listing.context, made)

    def _update(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        before = self._found(tenant, call)
        after = self._whole(before | self.checked(call.body))
        self.admit(tenant, before, after)
        tenant.store.put(self.collection, str(before["id"]), after)
        self._record(tenant, principal, "update", old=before, new=after)
        return Reply(204)

    def _delete(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        gone = self._found(tenant, call)
        tenant.store.delete(self.collection, str(gone["id"]))
        if self.binned:
            kept = {"type": self.entity, "body": {**gone, "deletedDateTime": tenant.stamp()}}
            tenant.store.put("deletedItems", str(gone["id"]), kept)
        self._record(tenant, principal, "delete", old=gone, new=None)
        return Reply(204)

    def _record(self, tenant: Tenant, actor: Principal | Person, verb: str, *, old: Any, new: Any) -> None:
        self.record(tenant, actor, str(getattr(self.audit, verb)), old=old, new=new)

    def _found(self, tenant: Tenant, call: Call) -> dict[str, Any]:
        stored = tenant.store.get(self.collection, call.params["id"])
        if stored is None:
            raise not_found(call.params["id"])
        return self._whole(stored)

    def _whole(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        whole = {**self.defaults(), **stored}
        return {**whole, **{name: one(whole) for name, one in self.computed.items()}}
