"""Which objects the names in a rule mean: noted in the state with what was applied, so that a name that moved is told.

A policy keeps the ids of the groups and accounts that it names; a rule over members does not. It takes them by their
names each time, and nothing in the tenant says which ones those were when the rule was applied. So the state does,
beside the rule's other outputs. A refresh keeps what stands there: only what is applied with the new meaning, once
somebody has agreed to it, writes another one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.model.directory import GROUP, USER, is_guid
from holdfast.model.letters import one_case
from holdfast.model.meaning import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Reader

MEANT = "__meant"
"""Name of the output; the engine does not show names that begin with two underscores."""


def names(kind: Kind, rule: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what an apply of `rule` looks up by its name: by kind token and name in one case, name and property path.

    Nothing for what is only judged: nothing is written there with what a name means.
    """
    return (
        {(token, one_case(name)): (name, path) for token, name, path in _named(kind.fields, rule)}
        if (kind.is_rule and kind.writes)
        else {}
    )


def _named(
    fields: Sequence[Field], values: Mapping[str, Any], above: str = ""
) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        path, value = f"{above}{field.name}", values.get(field.name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _named(field.fields, item, f"{path}.")
            elif field.names_of and isinstance(item, str) and item and not _is_id(field, item):
                yield field.names_of, item, path


def _is_id(field: Field, item: str) -> bool:
    """Return whether an account is given by its id, which cannot be given to another one."""
    return field.names_of == USER and is_guid(item)


async def meanings(tenant: Reader, kind: Kind, rule: Mapping[str, Any]) -> tuple[Meaning, ...]:
    """Return what the names in `rule` mean now, sorted; nothing of a name that no object bears, or more than one.

    Asked in the same moment as the rule is read; of a group in the same words, so that it is no request of its own.

    Raises:
        ReadError: when that could not be read.
    """
    named = names(kind, rule)
    by_name = {token: [name for (of, _), (name, _) in named.items() if of == token] for token, _ in named}
    found = await asyncio.gather(*(_bearers(tenant, token, of_kind) for token, of_kind in by_name.items()))
    ids = dict(zip(by_name, found, strict=True))
    return tuple(
        sorted(
            Meaning(token, name, bearers[0])
            for (token, key), (name, _) in named.items()
            if len(bearers := ids[token].get(key, [])) == 1
        )
    )


async def _bearers(tenant: Reader, token: str, wanted: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of what bears each of the names, by name in one case."""
    # Only where a rule names one: most do not, and each check would import it.
    if token == GROUP:
        from holdfast.kinds.entra.group import KIND as GROUPS

        # Each apart, as whoever looks one up asks.
        rows = await asyncio.gather(*(GROUPS.rows_named(tenant, [name]) for name in wanted))
        named = [
            (name, GROUPS.id_of(row, "id")) for name, found in zip(wanted, rows, strict=True) for row in found
        ]
    elif token == USER:
        from holdfast.kinds.entra.user import KIND as USERS

        named = [(one.key, one.id) for one in await USERS.collect(tenant, frozenset(wanted))]
    else:
        raise LookupError(token)
    bearers: dict[str, list[str]] = {}
    for name, object_id in named:
        if not is_guid(object_id):
            # What the name means is noted by it, and a later one compared with it.
            raise not_understood(token.rpartition(":")[2], name, MisreadError("id", "a GUID", object_id))
        bearers.setdefault(one_case(name), []).append(object_id.casefold())
    return bearers


def merged(
    kind: Kind, rule: Mapping[str, Any], first: Iterable[Meaning], second: Iterable[Meaning]
) -> tuple[Meaning, ...]:
    """Return what the names in `rule` mean by `first`, and by `second` where that says nothing of one; sorted.

    A name that means nothing for a while is not forgotten: who makes another object of it is told all the same.
    """
    known = {one.key: one for found in (second, first) for one in found}
    declared = names(kind, rule)
    return tuple(sorted(one for key, one in known.items() if key in declared))


def kept(values: Mapping[str, Any]) -> tuple[Meaning, ...]:
    """Return what the outputs in a state say; nothing where they were written before this was noted."""
    lines = values.get(MEANT)
    return tuple(_parsed(str(one)) for one in lines) if isinstance(lines, list) else ()


def _parsed(line: str) -> Meaning:
    token, _, rest = line.partition(" ")
    object_id, _, name = rest.partition(" ")
    return Meaning(token, name, object_id)


def moves(before: Iterable[Meaning], now: Iterable[Meaning]) -> Iterator[tuple[Meaning, Meaning]]:
    """Yield what each name that means another object now meant before, and what it means."""
    known = {one.key: one for one in before}
    for one in now:
        was = known.get(one.key)
        if was is not None and was.id != one.id:
            yield was, one
