"""The engine's verbs, written once over the statements of the kinds."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pulumi.provider.experimental import provider as sdk

from holdfast.kinds.check import choice_mistakes, mistakes
from holdfast.kinds.kind import LiveObject, Shape
from holdfast.model.errors import PartlyDoneError, RefusedError, WriteError
from holdfast.provider.schema import package_schema
from holdfast.provider.state import changed_paths, inputs_after_read, not_ignored, outputs
from holdfast.provider.values import UNKNOWN, plain, wrapped
from holdfast.tenant.retry import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi.provider.experimental.property_value import PropertyValue

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Tenant


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
        self.delete_protected_data = False

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
        inputs = plain(request.new_inputs)
        found = [*mistakes(kind.fields, inputs, UNKNOWN), *choice_mistakes(kind.one_of, inputs)]
        failures = [sdk.CheckFailure(path, sentence) for path, sentence in found]
        return sdk.CheckResponse(inputs=request.new_inputs, failures=failures or None)

    async def diff(self, request: sdk.DiffRequest) -> sdk.DiffResponse:
        """Return what an update would change; refuse a change of what is fixed in an object that protects data."""
        kind = self._kind(request.type)
        old, new = plain(request.old_state), plain(request.new_inputs)
        changes = not_ignored(changed_paths(kind, old, new), request.ignore_changes)
        fixed = {field.name for field in kind.fields if field.fixed}
        replaces = sorted({_property(path) for path, _, _ in changes} & fixed)
        if replaces and kind.protects_data and kind.key not in replaces:
            _refuse_replacement(kind, old, replaces)
        detail = {
            path: sdk.PropertyDiff(_how(was, is_, _property(path) in fixed), path != kind.notes)
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
        kind, inputs = self._kind(request.type), plain(request.properties)
        if request.preview:
            return sdk.CreateResponse(None, _planned(kind, inputs))
        tenant = await self.tenant()
        with _named(kind, inputs):
            object_id = await self._take_over(kind, tenant, inputs) or await self._made(
                kind, tenant, request.urn, inputs
            )
        return sdk.CreateResponse(
            f"{kind.id_prefix}{object_id}", wrapped(await self._outputs(kind, object_id, inputs))
        )

    async def read(self, request: sdk.ReadRequest) -> sdk.ReadResponse:
        """Return the object as the tenant has it; no id when it is gone. Sends reads only."""
        kind = self._kind(request.type)
        known = plain(request.inputs)
        object_id = request.resource_id.removeprefix(kind.id_prefix)
        live = await kind.get(await self.tenant(), object_id, known)
        if live is None:
            return sdk.ReadResponse("", {}, {})
        self._understood.add((kind.token, _understand(live).id))
        # An import knows nothing of the object; a refresh has its state, which may declare nothing at all.
        imported = not plain(request.properties)
        inputs = inputs_after_read(kind, live, None if imported else known)
        response_id = f"{kind.id_prefix}{live.id}" if live.id else request.resource_id
        return sdk.ReadResponse(response_id, wrapped(outputs(kind, live, inputs)), wrapped(inputs))

    async def update(self, request: sdk.UpdateRequest) -> sdk.UpdateResponse:
        """Change the object, sending only what is ours."""
        kind, new = self._kind(request.type), plain(request.news)
        if request.preview:
            kept = {name: plain(request.olds).get(name) for name in _service_values(kind)}
            return sdk.UpdateResponse(wrapped({**new, **kept}))
        object_id = request.resource_id.removeprefix(kind.id_prefix)
        tenant = await self.tenant()
        with _named(kind, new):
            await self._look(kind, tenant, object_id, plain(request.olds))
            try:
                await kind.update(tenant, object_id, plain(request.olds), new)
            except PartlyDoneError as partly:
                await self.warn(str(partly), request.urn)
        return sdk.UpdateResponse(wrapped(await self._outputs(kind, object_id, new)))

    async def delete(self, request: sdk.DeleteRequest) -> None:
        """Delete the object, unless it protects data and the client file does not allow that."""
        kind = self._kind(request.type)
        if kind.protects_data and not self.delete_protected_data:
            return
        object_id, known = request.resource_id.removeprefix(kind.id_prefix), plain(request.properties)
        with _named(kind, known):
            await kind.delete(await self.tenant(), object_id, known)

    def _kind(self, token: str) -> Kind:
        # A URN names the types of all parents: `holdfast:entra:MfaRequired$m365:purview:RetentionLabel`.
        kind = self._kinds.get(token.rpartition("$")[2])
        if kind is None:
            raise RefusedError("unknown-resource-type", f"{self._package} has no resource type {token}")
        return kind

    async def _made(self, kind: Kind, tenant: Tenant, urn: str, inputs: Mapping[str, Any]) -> str:
        """Make the object; a rule that single members were refused is made all the same, and says so."""
        try:
            return await kind.create(tenant, inputs)
        except PartlyDoneError as partly:
            await self.warn(str(partly), urn)
            return kind.key_of(inputs)

    async def _take_over(self, kind: Kind, tenant: Tenant, inputs: Mapping[str, Any]) -> str | None:
        """Bring an object whose natural key is unique in its service to `inputs`; None when there is none."""
        if not kind.unique_key:
            return None
        live = await kind.get(tenant, kind.key_of(inputs), inputs)
        if live is None:
            return None
        _understand(live)
        fixed = {field.name for field in kind.fields if field.fixed}
        differing = {_property(path) for path, _, _ in changed_paths(kind, live.inputs, inputs)}
        if fixed & differing:
            _refuse_replacement(kind, live.inputs, sorted(fixed & differing))
        await kind.update(tenant, live.id, live.inputs, inputs)
        return live.id

    async def _look(self, kind: Kind, tenant: Tenant, object_id: str, known: Mapping[str, Any]) -> None:
        """Refuse to write over what is not understood; what this process has read already is not read again.

        Raises:
            ReadError: when the object, as the tenant has it, is not understood.
        """
        if (kind.token, object_id) in self._understood or kind.shape is Shape.POPULATION:
            return  # a rule measures its members itself before it changes any
        live = await kind.get(tenant, object_id, known)
        if live is not None:
            self._understood.add((kind.token, _understand(live).id))

    async def _outputs(self, kind: Kind, object_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outputs after a write: what was written, and the service's own values."""
        computed = [field.name for field in kind.fields if field.output]
        known = LiveObject(id=object_id, key=kind.key_of(inputs), inputs=dict(inputs))
        if kind.shape is Shape.POPULATION:
            known = await kind.get(await self.tenant(), object_id, inputs) or known
        return {**outputs(kind, known, inputs), **({"objectId": object_id} if "objectId" in computed else {})}


def _understand(live: LiveObject) -> LiveObject:
    """Return `live`.

    Raises:
        ReadError: when it is not understood: then it is neither taken for known nor overwritten.
    """
    if live.misread:
        raise live.misread
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
    return wrapped({**inputs, **dict.fromkeys(_service_values(kind), UNKNOWN)})


def _service_values(kind: Kind) -> list[str]:
    """Return the names of the outputs that an object has from its creation on, such as its id; a rule has none."""
    return [field.name for field in kind.fields if field.output and kind.shape is not Shape.POPULATION]


def _refuse_replacement(kind: Kind, old: Mapping[str, Any], replaces: list[str]) -> None:
    name = old.get(kind.key, kind.key)
    raise RefusedError(
        "fixed-at-creation",
        f"{kind.title} {name!r}: {', '.join(replaces)} is fixed when it is made, and replacing it would end the "
        f"protection of what bears it: declare a new one under another {kind.key}, or set it back",
    )


def _property(path: str) -> str:
    """Return the property that a path begins with: the engine names what differs by that, in one line a resource."""
    return path.partition(".")[0].partition("[")[0]


def _how(was: Any, is_: Any, replaces: bool) -> sdk.PropertyDiffKind:
    """Return the kind of one property's change."""
    kinds = sdk.PropertyDiffKind
    if was is None:
        return kinds.ADD_REPLACE if replaces else kinds.ADD
    if is_ is None:
        return kinds.DELETE_REPLACE if replaces else kinds.DELETE
    return kinds.UPDATE_REPLACE if replaces else kinds.UPDATE
