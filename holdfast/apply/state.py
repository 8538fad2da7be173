"""What the engine's state says of a client, as frozen values. Pure functions over the deployment that it keeps."""

from __future__ import annotations

import hashlib
import json
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from holdfast.apply.connections import connections
from holdfast.kinds.meanings import kept as kept_meanings
from holdfast.kinds.registry import kinds
from holdfast.kinds.versions import present
from holdfast.model.understood import from_text
from holdfast.model.urn import of_provider
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from holdfast.model.desired import DesiredResource
    from holdfast.model.meaning import Meaning
    from holdfast.model.understood import Understood

_PROVIDERS = "pulumi:providers:"
_TENANT_INPUTS = {"azuread": "tenantId", "m365": "tenant"}
"""Which input of a provider names the tenant, by package."""
_WHEN = frozenset({"created", "modified"})
_HOOKS = "resourceHooks"
_STAYS = "retainOnDelete"
_SETS = frozenset(
    {
        "additionalSecretOutputs",
        "aliases",
        "dependencies",
        "hideDiff",
        "ignoreChanges",
        "initErrors",
        "replaceOnChanges",
        "replaceWith",
    }
)
"""Lists of a row in whose order nothing is meant: all that the engine has (`apitype.ResourceV3` of pulumi 3.259) but
what the resource itself says, and its hooks, which run in their order."""


def bare_id(identifier: str) -> str:
    """Return Pulumi's id without its prefix, in one letter case; the service's own id is one already."""
    return identifier.rpartition("/")[2].casefold()


@value_class
class Kept:
    """One resource that the state holds."""

    urn: str
    """As the engine knows it."""
    token: str
    id: str
    """Pulumi's id, prefix included."""
    inputs: dict[str, Any]
    """In the form that this version of Holdfast writes."""
    stays: bool
    """It stays in the tenant when its code goes."""
    meant: tuple[Meaning, ...] = ()
    """What the names in a rule meant when it was applied last; nothing of a state from before that was noted."""
    doubted: dict[str, Any] | None = None
    """Other inputs, which were applied last from here, where nobody knows which of the two are what was applied."""
    another: bool = False
    """Its name means another object now, somebody's: nothing was ever applied to that."""

    @property
    def applied(self) -> tuple[dict[str, Any], ...]:
        """All inputs that may be what was applied last: whatever protects less is measured against each."""
        if self.another:
            return ()
        return (self.inputs,) if self.doubted is None else (self.inputs, self.doubted)


@value_class
class State:
    """A client's state."""

    resources: dict[str, Kept] = field(default_factory=dict)
    """What the stack manages in the tenant, by the URN that the program gives it; without providers and components."""
    bound: Mapping[str, str] = field(default_factory=dict)
    """By URN of each provider that names one, its tenant as it was written: a domain or an id."""
    unbound: frozenset[str] = frozenset()
    """URNs of what it holds by a provider that names no tenant, or that is not there: it may be of any."""
    deletes_protected_data: bool = False
    """Whether a provider in it was told that what protects data may be deleted."""
    understood: tuple[Understood, ...] = ()
    """What its providers were told that the client understands; the engine runs no program for a destroy."""
    connections: frozenset[str] = frozenset()
    """How its own providers were told to sign in, as `Connection.to_text` writes it."""
    protected: tuple[str, ...] = ()
    """URNs of what the engine will not delete, components and providers as well: their options say `protect`."""
    tainted: tuple[str, ...] = ()
    """URNs of what the engine was told by hand to make anew (`pulumi state taint`)."""
    unowned: tuple[str, ...] = ()
    """URNs of what the engine holds and would make anew: only read, or broken off while it was made anew or deleted."""
    unheld: frozenset[str] = frozenset()
    """URNs of what no program has registered, as the engine notes them: nothing asks about their deletion."""
    pending: int = 0
    """Operations of an interrupted run, of which nobody knows the end."""
    reread: Mapping[str, Any] = field(default_factory=dict)
    """Rows of what was only read into the state since it was applied, as they were applied, by the engine's URN."""
    digest: str = ""
    """Differs when anything that the state says of a resource differs, whatever their order and when it was written."""

    @property
    def tenants(self) -> frozenset[str]:
        """Names of the tenants that its providers were bound to."""
        return frozenset(self.bound.values())

    @property
    def managed(self) -> dict[str, bool]:
        """URNs of what the stack manages, and whether each stays in the tenant when its code goes."""
        return {urn: one.stays for urn, one in self.resources.items()}

    @property
    def applied(self) -> dict[str, tuple[str, tuple[dict[str, Any], ...]]]:
        """By URN, the bare id in lower case of each resource, and all inputs that may be what was applied last."""
        return {urn: (bare_id(one.id), one.applied) for urn, one in self.resources.items()}

    def staying(self, urns: Collection[str]) -> State:
        """Return the state in which `urns` stay in the tenant as well, whatever somebody took off there by hand."""
        kept = {urn: replace(one, stays=True) if urn in urns else one for urn, one in self.resources.items()}
        return replace(self, resources=kept)

    def renamed(self, desired: Sequence[DesiredResource]) -> State:
        """Return the state with what it holds under a former URN at the present one: the engine will take it over.

        But for a URN that the program declares as well: a gate refuses that (`alias-taken`).
        """
        declared = {one.urn for one in desired}
        present = {
            former: one.urn
            for one in desired
            for former in one.former
            if one.urn not in self.resources and former not in declared
        }
        return replace(
            self,
            resources={present.get(urn, urn): one for urn, one in self.resources.items()},
            tainted=tuple(sorted(present.get(urn, urn) for urn in self.tainted)),
            unowned=tuple(sorted(present.get(urn, urn) for urn in self.unowned)),
        )

    def meaning(self, ids: Mapping[str, str]) -> State:
        """Return the state in which the objects of `ids` (by URN) are what their names mean now."""
        others = {urn: replace(self.resources[urn], id=found, another=True) for urn, found in ids.items()}
        return replace(self, resources={**self.resources, **others})

    @property
    def others(self) -> dict[str, Kept]:
        """What another object is taken for than was applied, by URN."""
        return {urn: one for urn, one in self.resources.items() if one.another}


def with_ids(deployment: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return `deployment` with the resources of `ids` (by the engine's URN) as the objects of these ids.

    Where the engine noted an id by which one was bound, that is what it compares, and not the id.
    """

    def as_another(row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row as the object of its new id."""
        found = {name: ids[row["urn"]] for name in ("id", "importID") if row.get(name)}
        return {**row, **found}

    rows = deployment.get("resources") or []
    return {**deployment, "resources": [as_another(one) if one["urn"] in ids else one for one in rows]}


def parse_state(deployment: Mapping[str, Any]) -> State:
    """Return the state that a deployment is, as the backend keeps it or `pulumi stack export` prints it.

    Raises:
        RefusedError: `newer-state`.
    """
    rows = [one for one in _present(deployment) if one.get("custom")]
    # In any order: the engine writes resources down as they are registered, which is another order each time.
    told = sorted(json.dumps(_meant(one), sort_keys=True) for one in deployment.get("resources") or [])
    told += sorted(
        json.dumps({**one, "resource": _meant(one.get("resource") or {})}, sort_keys=True)
        for one in deployment.get("pending_operations") or []
    )
    return State(
        resources={one["urn"]: _kept(one) for one in rows if not str(one["type"]).startswith(_PROVIDERS)},
        bound=_tenants(rows),
        unbound=frozenset(_unbound(rows)),
        deletes_protected_data=any(map(_may_delete, rows)),
        understood=tuple(entry for row in rows for entry in _understood(row)),
        connections=connections(rows),
        protected=tuple(sorted(one["urn"] for one in _present(deployment) if one.get("protect"))),
        tainted=tuple(sorted(one["urn"] for one in _present(deployment) if one.get("taint"))),
        unowned=tuple(sorted(_unowned(deployment))),
        unheld=frozenset(one["urn"] for one in rows if _is_unheld(one)),
        pending=len(deployment.get("pending_operations") or []),
        digest=hashlib.sha256("\n".join(told).encode()).hexdigest(),
    )


def _is_unheld(row: Mapping[str, Any]) -> bool:
    """Return whether no program has registered an object of a tenant: one has its deletion asked about, or it stays."""
    ours = str(row["type"]).partition(":")[0] in _TENANT_INPUTS
    return ours and not row.get(_HOOKS) and not row.get(_STAYS)


def _present(deployment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of what is there, without those of what only is to be deleted yet."""
    return [one for one in deployment.get("resources") or [] if not one.get("delete")]


def _unowned(deployment: Mapping[str, Any]) -> Iterator[str]:
    """Yield the URNs of what the engine would make although it holds it; an old one beside its new one is none."""
    there = {one["urn"] for one in _present(deployment)}
    for one in deployment.get("resources") or []:
        if one.get("external") or one.get("pendingReplacement") or one["urn"] not in there:
            yield one["urn"]


def with_kept(
    deployment: Mapping[str, Any], before: Mapping[str, Any], urns: Collection[str]
) -> dict[str, Any]:
    """Return `deployment` with the resources `urns` as they were `before`, each at its old place."""
    now = {one["urn"]: one for one in deployment.get("resources") or []}
    old = {one["urn"]: one for one in before.get("resources") or []}
    kept = [now.get(urn) or one for urn, one in old.items() if urn in now or urn in urns]
    return {**deployment, "resources": [*kept, *(one for urn, one in now.items() if urn not in old)]}


def with_inputs(deployment: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    """Return `deployment` in which the resources of `rows`, by URN, have the inputs that they have there."""
    resources = [
        {**one, "inputs": rows[one["urn"]].get("inputs") or {}}
        if one["urn"] in rows and rows[one["urn"]].get("id") == one.get("id")
        else one
        for one in deployment.get("resources") or []
    ]
    return {**deployment, "resources": resources}


def without_hooks(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """Return `deployment` in which no deletion is held: whoever asked may destroy without the program."""
    rows = deployment.get("resources") or []
    return {
        **deployment,
        "resources": [{name: one[name] for name in one if name != _HOOKS} for one in rows],
    }


def with_staying(deployment: Mapping[str, Any], urns: Collection[str]) -> dict[str, Any]:
    """Return `deployment` in which the engine only forgets `urns`."""
    rows = deployment.get("resources") or []
    return {**deployment, "resources": [{**one, _STAYS: True} if one["urn"] in urns else one for one in rows]}


def with_hooks(deployment: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return `deployment` in which the deletion of what is left is held as it was `before`."""
    held = {one["urn"]: one[_HOOKS] for one in before.get("resources") or [] if one.get(_HOOKS)}
    rows = deployment.get("resources") or []
    return {
        **deployment,
        "resources": [{_HOOKS: held[one["urn"]], **one} if one["urn"] in held else one for one in rows],
    }


def rows_beside(deployment: Mapping[str, Any], urns: Collection[str]) -> list[tuple[str, Any, Any]]:
    """Return URN, id and inputs of every resource but `urns`, in no order that tells anything."""
    rows = (one for one in deployment.get("resources") or [] if one["urn"] not in urns)
    return sorted(((one["urn"], one.get("id"), one.get("inputs")) for one in rows), key=repr)


def _meant(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says of its resource, without what a run that changes nothing of it writes otherwise.

    That is when it was written, in which order it names what it depends on and all else in whose order nothing is meant
    (both differ each time), whether it says of nothing that it is nothing, and by which id it was bound, where that is
    its own: a program that the engine runs without Holdfast binds nothing.
    """
    meant = {name: value for name, value in row.items() if name not in _WHEN | _SETS}
    if meant.get("importID") == meant.get("id"):
        meant.pop("importID", None)
    meant |= {name: sorted(row[name]) for name in _SETS if row.get(name)}
    each = (meant.get("propertyDependencies") or {}).items()
    meant["propertyDependencies"] = {name: sorted(urns) for name, urns in each if urns}
    return meant


def _kept(row: Mapping[str, Any]) -> Kept:
    kind, inputs = kinds().get(str(row["type"])), dict(row.get("inputs") or {})
    return Kept(
        urn=str(row["urn"]),
        token=str(row["type"]),
        id=str(row.get("id") or ""),
        inputs=present(kind, inputs) if kind else inputs,
        stays=bool(row.get(_STAYS)),
        meant=kept_meanings(row.get("outputs") or {}),
    )


def _may_delete(row: Mapping[str, Any]) -> bool:
    said = (
        (row.get("inputs") or {}).get("deleteProtectedData")
        if str(row["type"]).startswith(_PROVIDERS)
        else None
    )
    return str(said).casefold() == "true"


def _understood(row: Mapping[str, Any]) -> tuple[Understood, ...]:
    said = (row.get("inputs") or {}).get("understood") if str(row["type"]).startswith(_PROVIDERS) else None
    return from_text(str(said)) if said else ()


def _tenants(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return which tenant each provider names, by its URN, of those that name one in plain words."""
    found: dict[str, str] = {}
    for row in rows:
        package = str(row["type"]).removeprefix(_PROVIDERS)
        name = (row.get("inputs") or {}).get(_TENANT_INPUTS.get(package, ""))
        if str(row["type"]).startswith(_PROVIDERS) and isinstance(name, str) and name:
            found[str(row["urn"])] = name
    return found


def _unbound(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the URNs of objects of a tenant of which no row says which one it is."""
    tenants = _tenants(rows)
    for row in rows:
        ours = str(row["type"]).partition(":")[0] in _TENANT_INPUTS
        if ours and of_provider(str(row.get("provider") or "")) not in tenants:
            yield str(row["urn"])
