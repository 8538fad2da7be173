"""What a singleton and the objects of a collection have in common: their shape, checks of a write, the audit event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.odata.schema import SchemaError, StructuredType, check, complete, require
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.declared.statement import Audit, Property, Refused, Roles, Rule
    from holdfast.emulator.evidence import Evidence
    from holdfast.emulator.routing import Licence
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal


@dataclass(frozen=True, kw_only=True)
class GraphObject:
    """What both Graph shapes declare."""

    path: str
    """Below the version, for example "/policies/authorizationPolicy"."""
    entity: str
    """Type name without its namespace."""
    doc: str
    """What it is, one line for the page of what is implemented: "the security defaults"."""
    properties: Mapping[str, Property]
    """In wire order; "id" among them."""
    roles: Roles
    audit: Audit | None
    """None for what is read only."""
    evidence: Evidence
    """What paths, verbs and answers rest on."""
    collection: str = ""
    """The store's collection; default the type name."""
    licence: Licence | None = None
    """What the tenant must have; see `Tenant.has_licence`."""
    refused: tuple[Refused, ...] = ()
    rules: tuple[Rule, ...] = ()
    """Rules of meaning, asked in this order after the shape was found right."""
    versions: tuple[str, ...] = ("v1.0", "beta")
    consented: bool = True
    """See `Route.consented`; False for what only scanners ask."""
    shape: StructuredType = field(init=False)
    """The shape of a write."""

    def __post_init__(self) -> None:
        """Derive the collection and the shape of a write.

        Raises:
            ValueError: the declaration contradicts itself.
        """
        if "id" not in self.properties:
            raise ValueError(f"{self.entity} declares no property 'id'")
        if bool(self.roles.write) != (self.audit is not None):
            raise ValueError(
                f"{self.entity}: what can be written needs roles and an audit event, both or neither"
            )
        object.__setattr__(self, "collection", self.collection or self.entity)
        fixed = frozenset(name for name, one in self.properties.items() if not one.writable)
        shape = StructuredType(
            self.entity,
            {name: one.type for name, one in self.properties.items() if name not in fixed},
            nullable=False,
            read_only=fixed,
            required=frozenset(name for name, one in self.properties.items() if one.required),
        )
        object.__setattr__(self, "shape", shape)

    @property
    def listing(self) -> Listing:
        """How one object is answered; a collection says more."""
        return Listing(
            self.path.removeprefix("/"), f"microsoft.graph.{self.entity}", frozenset(self.properties)
        )

    def defaults(self) -> dict[str, Any]:
        """The object of a tenant that was never told otherwise."""
        return {name: one.default for name, one in self.properties.items()}

    def checked(self, body: Any, *, new: bool = False) -> dict[str, Any]:
        """The properties that a write names, all of them right by themselves.

        Raises:
            GraphError: as declared for a refused value; 400 for any other that does not fit (text assumed).
        """
        refusal = next((one for one in self.refused if isinstance(body, dict) and one.fits(body)), None)
        if refusal is not None:
            raise GraphError(refusal.status, refusal.code, refusal.message)
        try:
            check(self.shape, body)
            if new:
                require(self.shape, body)
        except SchemaError as error:
            raise GraphError(400, "BadRequest", f"Invalid {self.entity}: {error}.") from error
        return {name: complete(kind, body[name]) for name, kind in self.shape.fields.items() if name in body}

    def admit(self, tenant: Tenant, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Let a write pass that breaks no rule.

        Raises:
            GraphError: as the rule says.
        """
        for rule in self.rules:
            rule(tenant, before, after)

    def record(self, tenant: Tenant, actor: Principal | Person, activity: str, *, old: Any, new: Any) -> None:
        """Leave the audit event of a write."""
        if self.audit is None:
            raise ValueError(f"{self.entity} is read only")
        shown = old if new is None else new
        target = {"id": shown["id"], "displayName": shown.get("displayName"), "type": self.audit.target}
        record_directory_change(
            tenant, actor, activity, self.audit.category, self.audit.service, target=target, old=old, new=new
        )
