"""What the provider does not do, whoever drives the engine: make twice, give a taken name, replace unasked."""

from __future__ import annotations

import json
import os
from shlex import quote
from typing import TYPE_CHECKING, Any

from holdfast.kinds.built_in import built_in_name, of_microsoft, told_of
from holdfast.kinds.kind import Shape
from holdfast.kinds.loosened import NOT_CHANGED
from holdfast.model.adoption import ASKED, EVERY, REPLACE
from holdfast.model.errors import RefusedError
from holdfast.normalise.letter_case import look
from holdfast.provider.values import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi.provider.experimental import provider as sdk

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Reader


def refuse_to_import_nothing(kind: Kind, request: sdk.ReadRequest, known: Mapping[str, Any]) -> None:
    """Do nothing while a resource of the state is read; what is imported must be there.

    Raises:
        RefusedError: `import-not-found`.
    """
    if not known and not plain(request.properties):
        told = f"{kind.title} {request.resource_id} is not in the tenant: nothing was imported or made"
        raise RefusedError("import-not-found", told)


async def refuse_a_second_one(kind: Kind, tenant: Reader, inputs: Mapping[str, Any], urn: str) -> None:
    """Do nothing when the tenant has no object of this natural key: the service would accept a second one.

    Raises:
        RefusedError: `already-there`, also where the engine lost sight of one for a moment; `built-in-name`.
    """
    if kind.shape is not Shape.OBJECT or kind.unique_key:
        return
    found = await _of_this_name(kind, tenant, inputs)
    if found and not _may_replace(urn):
        raise RefusedError(
            "already-there",
            f"the tenant has {kind.title} {kind.key_of(inputs)!r} already ({', '.join(found)}), and a second one would "
            "be made: take it over with holdfast up CLIENT --adopt",
        )


async def refuse_a_look_alike(
    kind: Kind, tenant: Reader, inputs: Mapping[str, Any], declared: Collection[str]
) -> None:
    """Do nothing when no object's name looks like that of one that is made, or that one is declared as well.

    Names that look the same may be one to the service, and mean one to whoever wrote them. `holdfast up` has looked.

    Args:
        kind: what is made.
        tenant: whose; only reads are sent.
        inputs: of what is made.
        declared: names, in their normal form, that the program declares.

    Raises:
        RefusedError: `ambiguous-name`.
    """
    if kind.shape is not Shape.OBJECT or ASKED in os.environ:
        return
    key = kind.key_of(inputs)
    near = [
        f"{one.key!r} ({one.id})"
        for one in await kind.collect(tenant, frozenset((key,)))
        if not one.nameless and look(one.key) == look(key) and kind.normal_key(one.key) not in declared
    ]
    if near:
        raise RefusedError(
            "ambiguous-name",
            f"{kind.title} {key!r} is not there, and may be what the tenant has in another spelling: "
            f"{', '.join(sorted(near))}; write the name as it stands there, or rename or remove that one",
        )


async def refuse_a_taken_name(kind: Kind, tenant: Reader, inputs: Mapping[str, Any], object_id: str) -> None:
    """Do nothing when no other object bears the name that this one is given: the service would accept it twice.

    Raises:
        RefusedError: `name-taken`, `built-in-name`.
    """
    if kind.shape is not Shape.OBJECT or kind.unique_key:
        return
    found = await _of_this_name(kind, tenant, inputs)
    if others := [one for one in found if one.casefold() != object_id.casefold()]:
        raise RefusedError(
            "name-taken",
            f"{kind.title} {kind.key_of(inputs)!r} is {', '.join(others)} already, and {object_id} would bear the same "
            "name: choose another one",
        )


async def _of_this_name(kind: Kind, tenant: Reader, inputs: Mapping[str, Any]) -> list[str]:
    """Return the ids of the tenant's objects that bear the name, sorted.

    Raises:
        RefusedError: `built-in-name`.
    """
    key = kind.key_of(inputs)
    there = await kind.collect(tenant, frozenset((key,)))
    if built_in := of_microsoft(kind, there, key):
        raise built_in_name(told_of(kind, key, built_in), NOT_CHANGED)
    named = (one for one in there if kind.normal_key(one.key) == kind.normal_key(key) and not one.built_in)
    return sorted(one.id for one in named)


def refuse_replacement(kind: Kind, old: Mapping[str, Any], replaces: list[str], urn: str = "") -> None:
    """Do nothing when an object may be made anew because of the properties `replaces`, which are fixed when it is made.

    Raises:
        RefusedError: `fixed-at-creation` of what protects data, `replacement-refused`.
    """
    name = old.get(kind.key, kind.key)
    if kind.key in replaces:
        if not _may_replace(urn):
            left = "stays beside it as it is" if kind.protects_data else "is removed"
            raise RefusedError(
                "replacement-refused",
                f"{kind.title} {name!r} cannot be renamed: another one would be made under the new name, and this one "
                f"{left}; set the name back, or say holdfast up CLIENT --allow-replace {quote(urn)}",
            )
        return
    if kind.protects_data:
        raise RefusedError(
            "fixed-at-creation",
            f"{kind.title} {name!r}: {', '.join(replaces)} is fixed when it is made, and replacing it would end the "
            f"protection of what bears it: declare a new one under another {kind.key}, or set it back",
        )
    if not _may_replace(urn):
        raise RefusedError(
            "replacement-refused",
            f"{kind.title} {name!r}: {', '.join(replaces)} is fixed when it is made, so it would be made anew and the "
            f"old one removed: set it back, or say holdfast up CLIENT --allow-replace {quote(urn)}",
        )


def _may_replace(urn: str) -> bool:
    """Return whether whoever started the engine allowed this resource to be replaced."""
    try:
        allowed = json.loads(os.environ.get(REPLACE, "[]"))
    except ValueError:
        return False
    return isinstance(allowed, list) and (urn in allowed or EVERY in allowed)
