"""Reads what the tenant has of every kind, with few requests; a failed read stays a failed read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from holdfast.drift.others import decide_by_others
from holdfast.drift.references import references
from holdfast.drift.seen import Live, Unread
from holdfast.kinds.judgement import Judgement
from holdfast.kinds.meanings import meanings, names
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.judging import judge_together
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, ReadError
from holdfast.model.status import Reason
from holdfast.tenant.licences import licences

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.desired import DesiredResource
    from holdfast.model.licence import Licences
    from holdfast.model.meaning import Meaning
    from holdfast.tenant.tenant import Reader

T = TypeVar("T")


async def read(
    tenant: Reader,
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    reported: Iterable[str] | None = None,
    looked_up: Iterable[tuple[str, str]] = (),
) -> Live:
    """Read every kind whose unmanaged objects matter, every declared one, and all that they refer to or look up.

    Args:
        tenant: whose objects.
        kinds: by type token.
        desired: what is declared.
        reported: type tokens of the kinds whose unmanaged objects matter, so that no other is imported to ask it; they
            are asked where nothing is said.
        looked_up: type token and natural key of what the program looks up, whether or not anything refers to it.
    """
    wanted = sorted(wanted_keys(kinds, desired, reported, looked_up).items())
    rules = [(kind, one) for one in desired if isinstance(kind := kinds.get(one.token), PopulationKind)]
    collections, by_urn, licensed, meant = await asyncio.gather(
        asyncio.gather(*(_collect(tenant, kinds[token], frozenset(keys)) for token, keys in wanted)),
        _judge_all(tenant, rules),
        _licences(tenant),
        _meanings(tenant, rules),
    )
    by_token = {token: found for (token, _), found in zip(wanted, collections, strict=True)}
    by_urn |= {urn: found for urn, found in meant.items() if isinstance(found, Unread)}
    live = Live(
        objects={token: found for token, found in by_token.items() if not isinstance(found, Unread)},
        judgements={urn: found for urn, found in by_urn.items() if not isinstance(found, Unread)},
        meanings={urn: found for urn, found in meant.items() if not isinstance(found, Unread)},
        unread={name: found for name, found in {**by_token, **by_urn}.items() if isinstance(found, Unread)},
        licences=licensed,
    )
    for token, objects in live.objects.items():
        for one in objects:
            live.directory.add(kinds[token], one)
    decide_by_others(kinds, rules, live)
    for token, found in undeclared(rules, live.judgements).items():
        live.objects[token] = found
    return live


def undeclared(
    rules: Sequence[tuple[PopulationKind, DesiredResource]], judgements: Mapping[str, Judgement]
) -> dict[str, tuple[LiveObject, ...]]:
    """Return the members that no rule of their kind declares, by its token, of kinds that list them."""
    found: dict[str, dict[str, LiveObject]] = {}
    for kind, rule in rules:
        if kind.report_unmanaged and rule.urn in judgements:
            own = {one.id: one for one in judgements[rule.urn].undeclared}
            before = found.get(kind.token, own)
            found[kind.token] = {one: each for one, each in before.items() if one in own}
    return {token: tuple(members.values()) for token, members in found.items()}


def wanted_keys(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    reported: Iterable[str] | None = None,
    looked_up: Iterable[tuple[str, str]] = (),
) -> dict[str, set[str]]:
    """Return the natural keys to look for by kind; kinds with unmanaged objects are always there.

    Arguments are those of `read`.
    """
    always = reporting(kinds) if reported is None else reported
    wanted: dict[str, set[str]] = {token: set() for token in always}
    for token, key in looked_up:
        wanted.setdefault(token, set()).add(key)
    for one in desired:
        kind = kinds.get(one.token)
        if kind is None:
            continue
        if not kind.is_rule:
            wanted.setdefault(one.token, set()).add(kind.key_of(one.inputs))
        for token, key in _besides(kind, one):
            if token in kinds:
                wanted.setdefault(token, set()).update({key} if key else ())
    return wanted


def reporting(kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Return the type tokens of the kinds whose objects are a finding when nobody declared them, sorted.

    Of a rule's members that is known only where the rule is declared.
    """
    return tuple(sorted(token for token, kind in kinds.items() if kind.report_unmanaged and not kind.is_rule))


def _besides(kind: Kind, one: DesiredResource) -> Iterator[tuple[str, str]]:
    """Yield what is read besides a declared object: kind token and natural key, which is empty for no certain one."""
    yield from references(one.inputs)
    yield from ((token, "") for token in kind.read_with)
    if isinstance(kind, PopulationKind):
        keys = kind.keys_beside(one.inputs)
        yield from ((token, key) for token in kind.beside for key in ("", *keys.get(token, ())))


async def _collect(tenant: Reader, kind: Kind, keys: frozenset[str]) -> tuple[LiveObject, ...] | Unread:
    try:
        return tuple(await understood(kind.title, kind.collect(tenant, keys)))
    except HoldfastError as error:
        return unread(error, kind)


async def _judge_all(
    tenant: Reader, rules: Sequence[tuple[PopulationKind, DesiredResource]]
) -> dict[str, Judgement | Unread]:
    """Return what each rule came to, by its URN; members that several rules are about are read once."""
    by_cmdlets = [(kind.population(), kind, rule) for kind, rule in rules]
    listed = [(members, kind, rule) for members, kind, rule in by_cmdlets if members]
    others = [(kind, rule) for members, kind, rule in by_cmdlets if not members]
    together, alone = await asyncio.gather(
        judge_together(tenant, [(members, rule.inputs) for members, _, rule in listed]),
        asyncio.gather(*(_judge(tenant, kind, rule) for kind, rule in others)),
    )
    judged = zip(listed, together, strict=True)
    return {
        **{rule.urn: found for (_, rule), found in zip(others, alone, strict=True)},
        **{rule.urn: _judged(kind, found) for (_, kind, rule), found in judged},
    }


async def _judge(tenant: Reader, kind: PopulationKind, rule: DesiredResource) -> Judgement | Unread:
    try:
        return await understood(kind.title, kind.judge(tenant, rule.inputs))
    except HoldfastError as error:
        return unread(error, kind)


async def _meanings(
    tenant: Reader, rules: Sequence[tuple[PopulationKind, DesiredResource]]
) -> dict[str, tuple[Meaning, ...] | Unread]:
    """Return what the names in each rule that has some mean now, by its URN."""
    naming = [(kind, rule) for kind, rule in rules if names(kind, rule.inputs)]
    found = await asyncio.gather(*(_meant(tenant, kind, rule) for kind, rule in naming))
    return {rule.urn: one for (_, rule), one in zip(naming, found, strict=True)}


async def _meant(tenant: Reader, kind: PopulationKind, rule: DesiredResource) -> tuple[Meaning, ...] | Unread:
    try:
        return await understood(kind.title, meanings(tenant, kind, rule.inputs))
    except HoldfastError as error:
        return unread(error, kind)


def _judged(kind: PopulationKind, found: Judgement | Exception) -> Judgement | Unread:
    if isinstance(found, Judgement):
        return found
    return unread(found if isinstance(found, HoldfastError) else _not_understood(kind.title, found), kind)


async def _licences(tenant: Reader) -> Licences | None:
    """Return the tenant's service plans; without them nothing is called not applicable."""
    try:
        return await understood("subscribedSkus", licences(tenant))
    except HoldfastError:
        return None


async def understood(what: str, read: Awaitable[T]) -> T:
    """Return what `read` returns.

    Raises:
        ReadError: also where an answer has a form that its reader did not expect and did not refuse by itself: what is
            not understood is not read.
    """
    try:
        return await read
    except NOT_UNDERSTOOD as error:
        raise _not_understood(what, error) from error


def _not_understood(what: str, error: Exception) -> ReadError:
    told = f"{what}: the answer is not understood ({type(error).__name__}: {str(error)[:100]})"
    return ReadError("read-unexpected", told, Reason.UNEXPECTED)


def unread(error: HoldfastError, kind: Kind) -> Unread:
    """Return the reason of a failed read, naming the permission where that is what was missing."""
    if not isinstance(error, ReadError):
        return Unread(Reason.SIGN_IN, error.message)
    reason = Reason(error.reason)
    needs = f"; reading it needs {' and '.join(kind.read_permissions)}" if reason is Reason.PERMISSION else ""
    return Unread(reason, f"{kind.title}: {error.message}{needs}")
