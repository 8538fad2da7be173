"""The engine's verbs, written once over the statements of the kinds.

Over 400 lines because the verbs are one protocol over one memory: what `check` and `diff` saw, `read` understood and
`create` took over decides what `update` and `delete` may write, and a guard that stood elsewhere could be forgotten by
one of them.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pulumi.provider.experimental import provider as sdk

from holdfast.kinds.built_in import built_in_name, told_of
from holdfast.kinds.consequence import DELETED, one_way_of, one_way_steps
from holdfast.kinds.frozen import barred, is_of_another_sort
from holdfast.kinds.input_mistakes import choice_mistakes, mistakes
from holdfast.kinds.kind import Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.loosened import (
    NOT_CHANGED,
    Loosened,
    difference,
    end_not_understood,
    ended,
    not_understood,
)
from holdfast.kinds.meanings import meanings
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.protecting import field_at, is_understood, loosened_properties, stricter_paths
from holdfast.kinds.versions import VERSION, marked, present
from holdfast.model.errors import HoldfastError, PartlyDoneError, RefusedError, WriteError
from holdfast.model.letters import one_case
from holdfast.model.property_path import at, placed, steps
from holdfast.model.urn import name_of
from holdfast.provider.refusals import (
    refuse_a_look_alike,
    refuse_a_second_one,
    refuse_a_taken_name,
    refuse_replacement,
    refuse_to_import_nothing,
)
from holdfast.provider.schema import package_schema
from holdfast.provider.state import (
    changed_paths,
    fixed_and_unasked,
    inputs_after_read,
    not_ignored,
    outputs,
    with_applied_meanings,
    with_meanings,
)
from holdfast.provider.values import UNKNOWN, has_unknown, plain, wrapped
from holdfast.tenant.organization import tenant_names
from holdfast.tenant.retry import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pulumi.provider.experimental.property_value import PropertyValue

    from holdfast.kinds.kind import Kind
    from holdfast.model.meaning import Meaning
    from holdfast.model.understood import Understood
    from holdfast.tenant.tenant import Reader, Tenant


class KindProvider(sdk.Provider):
    """A provider of a package whose resources are kinds. Subclasses say how the tenant is reached."""

    def __init__(self, package: str, version: str, kinds: Mapping[str, Kind]) -> None:
        """Serve `kinds`, by type token, as `package`."""
        self._package = package
        self._version = version
        self._kinds = kinds
        self._tenant: Tenant | None = None
        self._opening = asyncio.Lock()
        self._understood: set[tuple[str, str]] = set()
        self._held: set[tuple[str, str]] = set()
        self._checked: dict[tuple[str, str], Mapping[str, Any]] = {}
        self.delete_protected_data = False
        self.understood: tuple[Understood, ...] = ()
        self.accepted: tuple[str, ...] = ()

    async def check_tenant(self, old: object, new: str) -> str:
        """Return why a stack bound to the tenant `old` may not be bound to `new`; nothing when both are the same one.

        A tenant has an id and any number of verified domains: the one that is signed in to says which.
        """
        if not old or str(old).casefold() == new.casefold():
            return ""
        try:
            async with await self.open() as tenant:
                names = {name.casefold() for name in await tenant_names(tenant)}
        except HoldfastError as error:
            return (
                f"this stack belongs to {old}, and whether that is {new} could not be read: {error.message}"
            )
        if str(old).casefold() in names:
            return ""
        return f"this stack belongs to {old}: make a new client file for {new}"

    async def open(self) -> Tenant:
        """Return a session with the tenant that `configure` named; called once, when first needed."""
        raise NotImplementedError

    async def warn(self, message: str, urn: str) -> None:
        """Show `message` as a warning of this run, beside the resource `urn`."""
        raise NotImplementedError

    async def tenant(self) -> Tenant:
        """Return the open session."""
        async with self._opening:
            if self._tenant is None:
                self._tenant = await self.open()
            return self._tenant

    async def get_schema(self, request: sdk.GetSchemaRequest) -> sdk.GetSchemaResponse:
        """Return the package schema as JSON."""
        schema = package_schema(self._package, self._version, list(self._kinds.values()))
        return sdk.GetSchemaResponse(json.dumps(schema))

    async def cancel(self) -> None:
        """Let what is under way end: every verb is a few requests long."""

    async def check(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        """Return one failure for every wrong input, each with its property."""
        kind = self._kind(request.type)
        # A program writes what this version knows; only what was read for an import bears a mark.
        inputs = {name: value for name, value in plain(request.new_inputs).items() if name != VERSION}
        found = [*mistakes(kind.fields, inputs, UNKNOWN), *choice_mistakes(kind.one_of, inputs)]
        self._checked[kind.token, one_case(kind.key_of(inputs))] = inputs
        found += self._not_agreed(kind, inputs)
        failures = [sdk.CheckFailure(path, sentence) for path, sentence in found]
        return sdk.CheckResponse(
            inputs={**request.new_inputs, **wrapped(marked(kind, {}))}, failures=failures or None
        )

    async def diff(self, request: sdk.DiffRequest) -> sdk.DiffResponse:
        """Return what an update would change; refuse a change of what is fixed in an object that protects data."""
        kind = self._sparing(request.type, request.urn)
        old, new = _given(kind, request.old_state), _given(kind, request.new_inputs)
        kept = [*fixed_and_unasked(kind, new), *self._stricter(kind, old, new)]
        ignored = [*request.ignore_changes, *kept]
        changes = not_ignored(changed_paths(kind, old, new), ignored)
        fixed = {field.name for field in kind.fields if field.fixed}
        replaces = sorted({_property(path) for path, _, _ in changes} & (fixed | _sorts(kind, changes)))
        if replaces:
            refuse_replacement(kind, old, replaces, request.urn)
        if kind.is_measured and not replaces:
            self._refuse_loosening(kind, kind.touched(old, new), new)
        detail = {
            path: sdk.PropertyDiff(_how(was, is_, _property(path) in replaces), path != kind.notes)
            for path, was, is_ in changes
        }
        return sdk.DiffResponse(
            changes=bool(changes),
            replaces=replaces,
            diffs=sorted({_property(path) for path in detail}),
            detailed_diff=detail,
        )

    async def create(self, request: sdk.CreateRequest) -> sdk.CreateResponse:
        """Make the object; one of the same natural key that is there already is taken over, never made twice."""
        kind = self._sparing(request.type, request.urn)
        inputs = _given(kind, request.properties)
        if request.preview:
            return sdk.CreateResponse(None, _planned(kind, inputs))
        tenant = await self.tenant()
        with _named(kind, inputs):
            taken = await self._take_over(kind, tenant, inputs)
            if taken is None:
                await refuse_a_second_one(kind, tenant, inputs, request.urn)
                await refuse_a_look_alike(kind, tenant, inputs, self._names(kind))
                object_id = await self._made(kind, tenant, request.urn, inputs)
            else:
                object_id, inputs = taken
        self._held.add((kind.token, object_id.casefold()))
        return sdk.CreateResponse(
            f"{kind.id_prefix}{object_id}", _kept(kind, await self._outputs(kind, object_id, inputs))
        )

    async def read(self, request: sdk.ReadRequest) -> sdk.ReadResponse:
        """Return the object as the tenant has it; no id when it is gone. Sends reads only."""
        kind = self._sparing(request.type, request.urn)
        known, state = _given(kind, request.inputs), _given(kind, request.properties)
        object_id = request.resource_id.removeprefix(kind.id_prefix)
        # Of what is only judged the tenant has nothing that an import could find.
        nothing = not kind.writes and not known and not state
        live, meant = (None, ()) if nothing else await _got(kind, await self.tenant(), object_id, known)
        if live is None:
            refuse_to_import_nothing(kind, request, known)
            return sdk.ReadResponse("", {}, {})
        if live.built_in and not known and not state:
            raise built_in_name(told_of(kind, live.key, live), NOT_CHANGED)
        self._understood.add((kind.token, _understand(live).id))
        # An import knows nothing of the object; a refresh has its state, which may declare nothing at all.
        inputs = inputs_after_read(kind, live, known if state else None)
        response_id = f"{kind.id_prefix}{live.id}" if live.id else request.resource_id
        told = with_meanings(kind, outputs(kind, live, inputs), state, meant)
        return sdk.ReadResponse(response_id, _kept(kind, told), _kept(kind, inputs))

    async def update(self, request: sdk.UpdateRequest) -> sdk.UpdateResponse:
        """Change the object, sending only what is ours."""
        kind = self._sparing(request.type, request.urn)
        new, old = _given(kind, request.news), _given(kind, request.olds)
        if request.preview:
            kept = {name: old.get(name) for name in _service_values(kind)}
            return sdk.UpdateResponse(_kept(kind, {**new, **kept}))
        object_id = request.resource_id.removeprefix(kind.id_prefix)
        new = _with(new, old, self._stricter(kind, old, new))
        tenant = await self.tenant()
        with _named(kind, new):
            if kind.normal_key(kind.key_of(old)) != kind.normal_key(kind.key_of(new)):
                await refuse_a_taken_name(kind, tenant, new, object_id)
            live = await self._look(kind, tenant, object_id, old)
            if live is not None:
                new = self._not_loosened(kind, live, new)
            try:
                await kind.update(tenant, object_id, old, new)
            except PartlyDoneError as partly:
                await self.warn(str(partly), request.urn)
        return sdk.UpdateResponse(_kept(kind, await self._outputs(kind, object_id, new, old)))

    async def delete(self, request: sdk.DeleteRequest) -> None:
        """Delete the object, unless it protects data and the client file does not allow that.

        What this run has taken over under another name stays: the engine deletes the former name, not the object.
        """
        kind = self._kind(request.type)
        if kind.protects_data and not self.delete_protected_data:
            return
        object_id, known = request.resource_id.removeprefix(kind.id_prefix), _given(kind, request.properties)
        if (kind.token, object_id.casefold()) in self._held:
            await self.warn(
                f"{kind.title} {kind.key_of(known)!r} stays: it has another name in the program", request.urn
            )
            return
        name = f"{kind.name}/{kind.key_of(known)}"
        if kind.deletion_unprotects and not is_understood(
            self.understood, kind.fields, name, DELETED, becomes=True
        ):
            raise end_not_understood([ended(kind, known)], unchanged=NOT_CHANGED)
        with _named(kind, known):
            await kind.delete(await self.tenant(), object_id, known)

    def _stricter(self, kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
        """Return the properties that are stricter than asked and stay so: nobody said that less is understood.

        Of a rule none is: what is known of it was declared, so that less of it is this program's doing.
        """
        if kind.is_rule:
            return []
        name = f"{kind.name}/{kind.key_of(new)}"
        return [
            path
            for path in stricter_paths(kind.fields, kind.touched(old, new), new)
            if not is_understood(self.understood, kind.fields, name, path, at(new, steps(path)))
        ]

    def _not_loosened(self, kind: Kind, live: LiveObject, new: Mapping[str, Any]) -> dict[str, Any]:
        """Return `new` as it may be written over the live object: whatever the state said, that is what protects.

        Raises:
            RefusedError: `not-understood`.
        """
        if not kind.is_measured:
            return dict(new)
        kept = _with(new, live.inputs, self._stricter(kind, live.inputs, new))
        self._refuse_loosening(kind, kind.touched(live.inputs, kept), kept)
        return kept

    def _refuse_loosening(self, kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Do nothing when what protects data protects as much as before, or the client says that he understands.

        Raises:
            RefusedError: `not-understood`.
        """
        known = {name: value for name, value in new.items() if not has_unknown(value)}
        before = {name: value for name, value in old.items() if not has_unknown(new.get(name))}
        name, stricter = f"{kind.name}/{kind.key_of(new)}", self._stricter(kind, before, known)
        told = [
            Loosened(
                name,
                path,
                difference(was, becomes, field=field_at(kind.fields, path)),
                value=becomes,
                one_way=one_way_of((kind,), name, path, becomes),
            )
            for path, was, becomes in loosened_properties(kind.fields, before, known)
            if path not in stricter and not is_understood(self.understood, kind.fields, name, path, becomes)
        ]
        if told:
            raise not_understood(told, NOT_CHANGED)

    def _not_agreed(self, kind: Kind, inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield each property by which something would be done that nothing takes back and the client does not know.

        What an object names comes before it: the program says that it depends on that.
        """
        name = f"{kind.name}/{kind.key_of(inputs)}"
        for field in one_way_steps(kind, inputs, self._checked):
            if not is_understood(self.understood, kind.fields, name, field.name, inputs[field.name]):
                told = f"{field.one_way}: agree to it in `holdfast:i_understand` of the client file"
                yield field.name, told

    def _kind(self, token: str) -> Kind:
        # A URN names the types of all parents: `holdfast:entra:MfaRequired$m365:purview:RetentionLabel`.
        kind = self._kinds.get(token.rpartition("$")[2])
        if kind is None:
            raise RefusedError("unknown-resource-type", f"{self._package} has no resource type {token}")
        return kind

    def _names(self, kind: Kind) -> frozenset[str]:
        """Return the names of the kind that the program has declared so far, in their normal form."""
        checked = (inputs for (token, _), inputs in self._checked.items() if token == kind.token)
        return frozenset(kind.normal_key(kind.key_of(one)) for one in checked)

    def _sparing(self, token: str, urn: str) -> Kind:
        """Return the kind; of a rule, with the members that the client has accepted as they are."""
        kind = self._kind(token)
        if not isinstance(kind, PopulationKind):
            return kind
        name = kind.normal_key(name_of(urn))
        lines = [one.split(" ", 2) for one in self.accepted]
        written = (
            path
            for control, of, path in lines
            if kind.normal_key(of) == name and name.startswith(kind.normal_key(f"{control}/"))
        )
        return replace(kind, spared=tuple(written))

    async def _made(self, kind: Kind, tenant: Tenant, urn: str, inputs: Mapping[str, Any]) -> str:
        """Make the object; a rule that single members were refused is made all the same, and says so."""
        try:
            return await kind.create(tenant, inputs)
        except PartlyDoneError as partly:
            await self.warn(str(partly), urn)
            return kind.key_of(inputs)

    async def _take_over(
        self, kind: Kind, tenant: Tenant, inputs: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]] | None:
        """Bring an object whose natural key is unique in its service to `inputs`; None when there is none.

        What a tenant has one of is there already, so it is looked at before the first write as well.

        Returns:
            Its id, and what it is now: what protected more than asked has stayed so.
        """
        if not kind.unique_key and kind.shape is not Shape.SINGLETON:
            return None
        live = await kind.get(tenant, kind.key_of(inputs), inputs)
        if live is None:
            return None
        if live.built_in:
            raise built_in_name(told_of(kind, live.key, live), NOT_CHANGED)
        _understand(live)
        fixed = {field.name for field in kind.fields if field.fixed}
        differing = {_property(path) for path, _, _ in changed_paths(kind, live.inputs, inputs)}
        if fixed & differing:
            refuse_replacement(kind, live.inputs, sorted(fixed & differing))
        kept = self._not_loosened(kind, live, inputs)
        changed = {path for path, _, _ in changed_paths(kind, live.inputs, kept)}
        for one in barred(kind, live, kept, changed):
            raise RefusedError("adoption-fixed", f"{kind.title} {live.key!r} {one.sentence}")
        await kind.update(tenant, live.id, live.inputs, kept)
        return live.id, kept

    async def _look(
        self, kind: Kind, tenant: Reader, object_id: str, known: Mapping[str, Any]
    ) -> LiveObject | None:
        """Return the live object; refuse to write over what is not understood.

        What this process has read already is not read again: then the state is what was read; but what protects data
        is, because values that were not known at the diff are now. None also for a rule, which measures its members
        itself before it changes any.

        Raises:
            ReadError: when the object, as the tenant has it, is not understood.
        """
        known_well = (kind.token, object_id) in self._understood and not kind.protects_data
        if known_well or kind.is_rule:
            return None
        live = await kind.get(tenant, object_id, known)
        if live is not None:
            self._understood.add((kind.token, _understand(live).id))
        return live

    async def _outputs(
        self, kind: Kind, object_id: str, inputs: Mapping[str, Any], old: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the outputs after a write: what was written, and the service's own values."""
        computed = [field.name for field in kind.fields if field.output]
        known = LiveObject(id=object_id, key=kind.key_of(inputs), inputs=dict(inputs))
        if not kind.is_rule:
            return {
                **outputs(kind, known, inputs),
                **({"objectId": object_id} if "objectId" in computed else {}),
            }
        found, meant = await _got(kind, await self.tenant(), object_id, inputs)
        return with_applied_meanings(kind, outputs(kind, found or known, inputs), old or {}, meant)


async def _got(
    kind: Kind, tenant: Reader, object_id: str, inputs: Mapping[str, Any]
) -> tuple[LiveObject | None, tuple[Meaning, ...]]:
    """Return the live object, and what the names in a rule mean; asked in the same moment."""
    live, meant = await asyncio.gather(kind.get(tenant, object_id, inputs), meanings(tenant, kind, inputs))
    return live, meant


def _given(kind: Kind, values: Mapping[str, PropertyValue]) -> dict[str, Any]:
    """Return what the engine hands over, from a program or from a state of any form, as this version writes it.

    Raises:
        RefusedError: `newer-state`.
    """
    return present(kind, plain(values))


def _kept(kind: Kind, values: Mapping[str, Any]) -> dict[str, PropertyValue]:
    """Return what the state keeps of `values`."""
    return wrapped(marked(kind, values))


def _with(new: Mapping[str, Any], old: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """Return `new` with the values that `old` has at property paths."""
    kept = dict(new)
    for path in paths:
        kept = placed(kept, path, at(old, steps(path)))
    return kept


def _understand(live: LiveObject) -> LiveObject:
    """Return `live`.

    Raises:
        ReadError: when it is not understood: then it is neither taken for known nor overwritten.
    """
    if cause := live.misread or live.nameless:
        raise cause
    return live


@contextmanager
def _named(kind: Kind, inputs: Mapping[str, Any]) -> Iterator[None]:
    """Say of a refused change what it was about, and which permission it needs."""
    try:
        yield
    except WriteError as error:
        needs = f"; it needs {', '.join(kind.write_permissions)}" if error.status == FORBIDDEN else ""
        error.message = f"{kind.title} {kind.key_of(inputs)!r}: {error.message}{needs}"
        raise


def _planned(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, PropertyValue]:
    """Return a preview's outputs of a new object: the service's own values are not known yet."""
    return _kept(kind, {**inputs, **dict.fromkeys(_service_values(kind), UNKNOWN)})


def _service_values(kind: Kind) -> list[str]:
    """Return the names of the outputs that an object has from its creation on, such as its id; a rule has none."""
    return [field.name for field in kind.fields if field.output and not kind.is_rule]


def _property(path: str) -> str:
    """Return the property that a path begins with: the engine names what differs by that, in one line a resource."""
    return path.partition(".")[0].partition("[")[0]


def _sorts(kind: Kind, changes: Sequence[tuple[str, Any, Any]]) -> set[str]:
    """Return the properties by which the object becomes one of another sort, fixed when it is made; mostly none.

    Source: pulumi-azuread's named locations: changing between `ip` and `country` forces a new resource (2026-11-29).
    """
    paths = [path for path, _, _ in changes]
    return (
        {_property(path) for path in paths} & set(kind.one_of) if is_of_another_sort(kind, paths) else set()
    )


def _how(was: Any, is_: Any, replaces: bool) -> sdk.PropertyDiffKind:
    """Return the kind of one property's change."""
    kinds = sdk.PropertyDiffKind
    if was is None:
        return kinds.ADD_REPLACE if replaces else kinds.ADD
    if is_ is None:
        return kinds.DELETE_REPLACE if replaces else kinds.DELETE
    return kinds.UPDATE_REPLACE if replaces else kinds.UPDATE
