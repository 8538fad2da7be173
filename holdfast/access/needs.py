"""What a client's plan takes in its tenant: each thing that a check reads and an apply writes, with why. Pure.

What is read of objects follows from the one function that a check reads by; what is asked besides is stated where it
is asked (`Reading`). A test holds all of it against every request that a check really sends.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.drift import attribute, names
from holdfast.drift.read import wanted_keys
from holdfast.drift.references import references
from holdfast.grace.readings import READINGS
from holdfast.kinds import meanings
from holdfast.kinds.population_kind import PopulationKind
from holdfast.model.permission import api_of, role_groups
from holdfast.model.value_class import value_class
from holdfast.tenant import licences, organization

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.permission import Reading, Right
    from holdfast.model.plan import Cloud, Plan


UNREAD = "UNKNOWN"
"""What becomes of objects that may not be read."""
REFUSED = "the apply is refused by the tenant"


class Purpose(StrEnum):
    """What an identity is for."""

    READ = "read"
    """Checks and reports."""
    WRITE = "write"
    """Applies, which read as well."""


@value_class(kw_only=True)
class Need:
    """One thing that is done in the tenant, and what it takes."""

    what: str
    """Such as `read Conditional Access policy`, `who changed it`."""
    why: str
    """Who needs it, or when it is done: `declared by entra.mfa_required`."""
    controls: tuple[str, ...] = ()
    """Ids of the controls that need it, sorted; none where it is not about their objects."""
    hides: tuple[str, ...] = ()
    """URNs of the declared objects that are UNKNOWN where it may not be read, sorted."""
    without: str
    """What becomes of the run where it is not allowed."""
    permissions: tuple[str, ...]
    """Application permissions; all are needed."""
    rights: tuple[Right, ...] = ()
    """Rights in the services of cmdlets; all are needed, by directory role or by role group."""
    source: str

    @property
    def roles(self) -> tuple[str, ...]:
        """Directory roles of the service principal that give the rights."""
        return tuple(dict.fromkeys(one.role for one in self.rights))


@value_class(kw_only=True)
class Grant:
    """One permission or role, with everything that takes it."""

    name: str
    of: str
    """Which service has the permission; for a directory role, the role groups that may stand in its place."""
    app_id: str
    """Client id of that service; empty for a directory role."""
    needs: tuple[Need, ...]


@value_class(kw_only=True)
class Access:
    """All that one client's identity needs for one purpose, and nothing else."""

    client: str
    tenant: str
    cloud: Cloud
    purpose: Purpose
    permissions: tuple[Grant, ...]
    """Sorted by name."""
    roles: tuple[Grant, ...]
    """Directory roles, sorted by name."""
    besides: tuple[Grant, ...] = ()
    """Application permissions that `holdfast horizon` takes and nothing else of this does, sorted by name."""

    @property
    def permission_names(self) -> frozenset[str]:
        """Names of the application permissions."""
        return frozenset(one.name for one in self.permissions)

    @property
    def role_names(self) -> frozenset[str]:
        """Display names of the directory roles."""
        return frozenset(one.name for one in self.roles)

    @property
    def rights(self) -> frozenset[Right]:
        """What the directory roles give in the services of cmdlets, and role groups may in their place."""
        return frozenset(one for grant in self.roles for need in grant.needs for one in need.rights)


def access_of(
    plan: Plan, kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], purpose: Purpose
) -> Access:
    """Return what the identity of the plan's client needs in its tenant, where `desired` is declared."""
    needs = list(_reading(kinds, desired))
    if purpose is Purpose.WRITE:
        needs += _writing(kinds, desired)
    permissions = _grants(needs, lambda one: one.permissions, _of_permission)
    ahead = _grants([_asked(one) for one in READINGS], lambda one: one.permissions, _of_permission)
    known = {one.name for one in permissions}
    return Access(
        client=plan.client,
        tenant=plan.tenant,
        cloud=plan.cloud,
        purpose=purpose,
        permissions=permissions,
        roles=_roles(needs),
        besides=tuple(one for one in ahead if one.name not in known),
    )


def _roles(needs: Sequence[Need]) -> tuple[Grant, ...]:
    """Return the directory roles, each with the role groups that give in its place what the needs take of it."""

    def instead(name: str) -> tuple[str, str]:
        """Return those of one directory role; it is no service's."""
        return role_groups(one for need in needs for one in need.rights if one.role == name), ""

    return _grants(needs, lambda one: one.roles, instead)


def _of_permission(name: str) -> tuple[str, str]:
    api = api_of(name)
    return api.name, api.app_id


def _grants(
    needs: Sequence[Need], takes: Callable[[Need], tuple[str, ...]], of: Callable[[str], tuple[str, str]]
) -> tuple[Grant, ...]:
    by_name: dict[str, list[Need]] = {}
    for need in needs:
        for name in takes(need):
            by_name.setdefault(name, []).append(need)
    return tuple(
        Grant(name=name, of=of(name)[0], app_id=of(name)[1], needs=tuple(found))
        for name, found in sorted(by_name.items())
    )


def _reading(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> Iterator[Need]:
    """Yield what every check reads, and what one asks besides where something drifted."""
    rules = {one.token for one in desired if one.token in kinds and _is_rule(kinds[one.token])}
    referring = _referring(kinds, desired)
    for token in sorted({*wanted_keys(kinds, desired), *rules, *referring}):
        yield _read_need(kinds, kinds[token], desired, referring.get(token, ()))
    yield _asked(licences.READING)
    told = [kind for token, kind in kinds.items() if kind.report_unmanaged or _declared(token, desired)]
    if any(not kind.audit_operations and not _is_rule(kind) for kind in told):
        yield _asked(attribute.DIRECTORY_LOG)
    if any(kind.audit_operations for kind in told):
        yield _asked(attribute.UNIFIED_LOG)
    yield _asked(names.READING)


def _referring(
    kinds: Mapping[str, Kind], desired: Iterable[DesiredResource]
) -> dict[str, list[DesiredResource]]:
    """Return what refers to objects of each kind, or is noted with which of them its names mean, by its token."""
    found: dict[str, list[DesiredResource]] = {}
    for one in desired:
        named = meanings.names(kinds[one.token], one.inputs) if one.token in kinds else ()
        for token in {token for token, _ in (*references(one.inputs), *named)}:
            found.setdefault(token, []).append(one)
    return found


def _read_need(
    kinds: Mapping[str, Kind],
    kind: Kind,
    desired: Sequence[DesiredResource],
    referring: Sequence[DesiredResource],
) -> Need:
    declared = _declared(kind.token, desired)
    decided = [one for one in desired if kind.token in _beside(kinds.get(one.token))]
    why = [
        f"{said} {', '.join(_controls(those)) or 'the program'}"
        for said, those in (
            ("declared by", declared),
            ("referred to by", referring),
            ("decides as well what is judged by", decided),
        )
        if those
    ]
    if kind.report_unmanaged:
        why.append("one that nobody declared is a finding")
    why += [f"excludes {one.title}" for one in kinds.values() if kind.token in one.read_with]
    return Need(
        what=f"read {kind.title}",
        why="; ".join(why),
        controls=_controls([*declared, *referring, *decided]),
        hides=tuple(sorted({one.urn for one in (*declared, *referring, *decided)})),
        without=UNREAD,
        permissions=kind.read_permissions,
        rights=kind.read_rights,
        source=kind.source,
    )


def _writing(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> Iterator[Need]:
    """Yield what an apply does besides: it makes, changes and deletes what is declared."""
    for token in sorted({one.token for one in desired if one.token in kinds}):
        kind, declared = kinds[token], _declared(token, desired)
        if kind.writes:
            yield Need(
                what=f"change {kind.title}",
                why=f"declared by {', '.join(_controls(declared)) or 'the program'}",
                controls=_controls(declared),
                without=REFUSED,
                permissions=kind.write_permissions,
                rights=kind.write_rights,
                source=kind.source,
            )
    yield _asked(organization.READING)


def _asked(reading: Reading) -> Need:
    return Need(
        what=reading.what,
        why=reading.when,
        without=reading.without,
        permissions=reading.permissions,
        rights=reading.rights,
        source=reading.source,
    )


def _declared(token: str, desired: Sequence[DesiredResource]) -> list[DesiredResource]:
    return [one for one in desired if one.token == token]


def _beside(kind: Kind | None) -> tuple[str, ...]:
    """Return the tokens of what decides as well whether a rule holds."""
    return kind.beside if isinstance(kind, PopulationKind) else ()


def _is_rule(kind: Kind) -> bool:
    return kind.is_rule


def _controls(resources: Sequence[DesiredResource]) -> tuple[str, ...]:
    return tuple(sorted({one.control for one in resources if one.control}))
