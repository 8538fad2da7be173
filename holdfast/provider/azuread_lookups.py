"""The azuread plugin's look-ups as the plugin answers them: one object, or an error; never one of several by chance.

Source: terraform-provider-azuread, `group_data_source.go` and `users_data_source.go` (2026-11). Where the plugin gives
only how many it found, the ids are told as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.tenant.tenant import Reader

_OF_GROUP = frozenset({"displayName", "objectId", "securityEnabled"})
_OF_USERS = frozenset({"userPrincipalNames", "objectIds", "ignoreMissing"})


async def get_group(tenant: Reader, kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answer `azuread.getGroup`: by its name, with `securityEnabled` beside it or not, or by its id.

    Raises:
        RefusedError: `lookup-failed` when there is none, `ambiguous-name` when there are several,
            `stand-in-unknown-function` for an argument that is not known here.
        ReadError: the groups could not be read.
    """
    _require_known("getGroup", given, _OF_GROUP)
    _require_one("getGroup", given, ("displayName", "objectId"))
    if given.get("objectId"):
        one = await kind.get(tenant, str(given["objectId"]), {})
        found = [] if one is None else [one]
    else:
        name = str(given["displayName"])
        found = _of_key(await kind.collect(tenant, frozenset({name})), name)
    wanted = given.get("securityEnabled")
    if wanted is not None:
        found = [live for live in found if bool(live.inputs.get("securityEnabled")) is wanted]
    live = _only(kind, found, str(given.get("displayName") or given.get("objectId")))
    return {**given, **live.inputs, "id": live.id, "objectId": live.id}


async def get_users(tenant: Reader, kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answer `azuread.getUsers`: by sign-in names or ids, in the order that was asked.

    Raises:
        RefusedError: as `get_group`; with `ignoreMissing`, missing ones are left out unless all are.
        ReadError: the users could not be read.
    """
    _require_known("getUsers", given, _OF_USERS)
    _require_one("getUsers", given, ("userPrincipalNames", "objectIds"))
    found: list[list[LiveObject]]
    if given.get("userPrincipalNames"):
        asked = [str(name) for name in given["userPrincipalNames"]]
        live = await kind.collect(tenant, frozenset(asked))
        found = [_of_key(live, name) for name in asked]
    else:
        asked = [str(one) for one in given["objectIds"]]
        every = [await kind.get(tenant, one, {}) for one in asked]
        found = [[] if one is None else [one] for one in every]
    missing = sorted(name for name, ones in zip(asked, found, strict=True) if not ones)
    if missing and (not given.get("ignoreMissing") or len(missing) == len(asked)):
        raise RefusedError("lookup-failed", f"{kind.title} not found in the tenant: {', '.join(missing)}")
    users = [_only(kind, ones, name) for name, ones in zip(asked, found, strict=True) if ones]
    return {
        **given,
        "id": "users",
        "objectIds": [one.id for one in users],
        "userPrincipalNames": [one.key for one in users],
        "users": [{"objectId": one.id, "userPrincipalName": one.key} for one in users],
    }


def _of_key(live: Sequence[LiveObject], key: str) -> list[LiveObject]:
    """Return the objects of a natural key; Graph's `eq` compares names and sign-in names in any letter case."""
    return [one for one in live if one_case(one.key) == one_case(key)]


def _only(kind: Kind, found: Sequence[LiveObject], name: str) -> LiveObject:
    if not found:
        raise RefusedError("lookup-failed", f"{kind.title} not found in the tenant: {name}")
    if len(found) > 1:
        ids = ", ".join(sorted(one.id for one in found))
        raise RefusedError(
            "ambiguous-name",
            f"more than one {kind.title.lower()} found of the name {name!r}: {ids}; which of them is meant cannot be "
            "told: rename or remove all but one in the tenant",
        )
    return found[0]


def _require_known(function: str, given: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(
        name for name, value in given.items() if name not in known and value not in (None, False)
    )
    if unknown:
        raise RefusedError(
            "stand-in-unknown-function",
            f"the azuread stand-in does not know {', '.join(unknown)} of {function}, but {', '.join(sorted(known))}",
        )


def _require_one(function: str, given: Mapping[str, Any], names: tuple[str, str]) -> None:
    if sum(bool(given.get(name)) for name in names) != 1:
        raise RefusedError(
            "lookup-failed", f"{function} needs exactly one of {' and '.join(names)}, and not empty"
        )
