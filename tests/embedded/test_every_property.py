"""Every property that a control declares, set to other values that the service takes: found at its path, and restored.

One embedded tenant has all of the newest baseline. What is changed is generated from the fields alone: of a switch the
other way, of words each other one, of a number its ends and its neighbours, of a list one more, one fewer and none, of
a list of objects every item. Of objects of one kind each is changed at each property, and their values go round. In
each round every object is changed at one place and all of them are looked at; then each is written as declared, and
what that does not bring back is told in the round after it. A policy is always written whole: its next change does it.

Rules over mailboxes, policies and roles are no objects of their own: what of them is found, their own tests say.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.compare import compare, exceeds
from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.drift.references import Directory, resolve
from holdfast.kinds.field import Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.errors import WriteError
from holdfast.model.property_path import at, placed, steps
from holdfast.model.status import Status
from tests.corpus.strategies import OF_TIME
from tests.e2e.scratch import Scratch
from tests.newest import agree, choose, enable, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding
    from holdfast.tenant.tenant import Tenant

POLICY = "ConditionalAccessPolicy"
GUESTS = [
    {"guestOrExternalUserTypes": ["internalGuest"], "externalTenants": [{"membershipKind": "all"}]},
    {
        "guestOrExternalUserTypes": ["b2bCollaborationGuest"],
        "externalTenants": [
            {"membershipKind": "enumerated", "members": ["5d1e1a59-0f3e-4b8e-9d1c-0d1f00000001"]}
        ],
    },
]
FILTERS = [{"mode": mode, "rule": 'device.trustType -eq "ServerAD"'} for mode in ("exclude", "include")]
TOGETHER: Mapping[str, Sequence[Any]] = {
    "conditions.applications.filter": [
        {"mode": mode, "rule": 'CustomSecurityAttribute.Area.Kind -eq "x"'} for mode in ("exclude", "include")
    ],
    "conditions.devices.filter": FILTERS,
    "conditions.locations": [
        {"includedLocations": ["All"], "excludedLocations": ["AllTrusted"]},
        {"includedLocations": ["AllTrusted"]},
    ],
    "conditions.platforms": [
        {"includedPlatforms": ["all"], "excludedPlatforms": ["linux"]},
        {"includedPlatforms": ["android"]},
    ],
    "conditions.users.excludedGuestsOrExternalUsers": [[one] for one in GUESTS],
    "conditions.users.includedGuestsOrExternalUsers": [[one] for one in GUESTS],
    "conditions.users": [
        {"includedUsers": ["GuestsOrExternalUsers"]},
        {"includedUsers": ["All"], "excludedUsers": ["GuestsOrExternalUsers"]},
    ],
    "conditions.signInRiskLevels": [["high"], ["low", "medium", "high"]],
    "conditions.userRiskLevels": [["medium"], ["low", "high"]],
    "conditions.servicePrincipalRiskLevels": [["low"], ["medium", "high"]],
    "conditions.insiderRiskLevels": ["elevated", "minor"],
    "conditions.authenticationFlowTransferMethods": [["deviceCodeFlow"], ["authenticationTransfer"]],
    "grantControls": [
        {"operator": "OR", "builtInControls": ["mfa"]},
        {"operator": "OR", "builtInControls": ["compliantDevice", "domainJoinedDevice"]},
        {"operator": "AND", "builtInControls": ["mfa", "compliantDevice"]},
        {"operator": "OR", "builtInControls": ["block"]},
    ],
    "sessionControls": [
        {
            "signInFrequency": 9,
            "signInFrequencyPeriod": "days",
            "signInFrequencyInterval": "timeBased",
            "signInFrequencyAuthenticationType": "primaryAndSecondaryAuthentication",
        },
        {"persistentBrowserMode": "always"},
        {"disableResilienceDefaults": True},
    ],
}
"""What of a policy only goes together: the service takes no one part of it."""
NOT_TAKEN: Mapping[str, str] = {
    f"{POLICY}.conditions.users.includedGuestsOrExternalUsers.externalTenants.members": "those of all are meant",
    "Group.securityEnabled": "a group of security stays one",
    "NamedLocation.country.countriesAndRegions": "what is declared is a location of addresses",
    "NamedLocation.country.countryLookupMethod": "what is declared is a location of addresses",
    "NamedLocation.country.includeUnknownCountriesAndRegions": "what is declared is a location of addresses",
    "SecurityDefaults.enabled": "the service has them on beside no policy that is enabled",
}
"""Properties of which the service takes no other value, and why, by kind and path."""
IDS = [f"0a000000-0000-4000-8000-00000000000{one}" for one in "abc"]
"""Of nobody: what is no id at all is not understood."""
WORDS = re.compile(r"`([A-Za-z0-9-]+)`")


@dataclass(frozen=True)
class Change:
    """One property of one object, otherwise than declared."""

    kind: Kind
    path: str
    inputs: dict[str, Any]

    @property
    def place(self) -> str:
        return f"{self.kind.name}.{plain(self.path)}"


def plain(path: str) -> str:
    """A path without the numbers of items."""
    return re.sub(r"\[\d+\]", "", path)


@dataclass(frozen=True)
class Values:
    """Generates other values of a property, with ids that are there."""

    ids: Mapping[str, Sequence[str]]

    def of(self, field: Field, value: Any) -> list[Any]:
        if field.type is Type.BOOLEAN:
            return [not value]
        if field.many:
            listed = list(value or ())
            there = {str(one).casefold() for one in listed}
            more = [[*listed, one] for one in self.words(field) if one.casefold() not in there]
            fewer = [listed[:at_] + listed[at_ + 1 :] for at_ in range(len(listed))]
            return [*more, *fewer, *([[]] if len(listed) > 1 else [])]
        if field.type in {Type.INTEGER, Type.DAYS}:
            number = value if isinstance(value, int) else 30
            ends = [field.minimum, field.maximum, *(["unlimited"] if field.type is Type.DAYS else [])]
            return [one for one in (number + 1, number - 1, *ends) if one not in {None, value}]
        return [one for one in self.words(field) if one.casefold() != str(value).casefold()]

    def words(self, field: Field) -> list[str]:
        if field.values:
            return [*field.values]
        if say := OF_TIME.get(field.codec):
            return [say(9), say(900)]
        referred = [*self.ids.get(field.refers_to.rpartition(":")[2], ())]
        named = [
            one for name, ids in self.ids.items() if name.casefold() in field.name.casefold() for one in ids
        ]
        said = WORDS.findall(field.doc)
        others = ["203.0.113.0/24", "evil.example", "P9D"] if field.id_or is None else IDS
        return list(dict.fromkeys([*referred, *named, *said])) or others


def leaves(
    kind: Kind, fields: Sequence[Field], declared: Mapping[str, Any], above: str = ""
) -> Iterator[tuple[str, Field]]:
    """Every property that is judged: what is declared, and of what is always sent whole all the others."""
    for field in fields:
        value, path = declared.get(field.name), f"{above}{field.name}"
        if field.output or field.fixed or path == kind.key or not (kind.whole or value is not None):
            continue
        if field.type is not Type.OBJECT:
            yield path, field
        elif field.many:
            for number, item in enumerate(value or ()):
                yield from leaves(kind, field.fields, item, f"{path}[{number}].")
        else:
            yield from leaves(kind, field.fields, value or {}, f"{path}.")


def changes(kind: Kind, declared: dict[str, Any], values: Values) -> Iterator[Change]:
    """Everything that may be otherwise than declared and means something else."""
    for path, field in leaves(kind, kind.fields, declared):
        for value in values.of(field, at(declared, steps(path))):
            usual = value == field.default and not at(declared, steps(path))
            if not (usual or field.is_one_way(value)) and says_more(path, value, declared):
                yield Change(kind, path, placed(deepcopy(declared), path, value))
    for path, field in objects(kind.fields):
        items = at(declared, steps(path)) or []
        for number in range(len(items) if field.many else 0):
            rest = items[:number] + items[number + 1 :]
            yield Change(kind, path, placed(deepcopy(declared), path, rest))
    for path, together in TOGETHER.items() if kind.name == POLICY else ():
        for value in together:
            if value != at(declared, steps(path)) and says_more(path, value, declared):
                yield Change(kind, path, placed(deepcopy(declared), path, value))


def objects(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every list of objects that is not inside another one."""
    for field in fields:
        if field.type is Type.OBJECT and field.many:
            yield f"{above}{field.name}", field
        elif field.type is Type.OBJECT:
            yield from objects(field.fields, f"{above}{field.name}.")


def says_more(path: str, value: Any, declared: Mapping[str, Any]) -> bool:
    """Whether a value of a policy means something else: beside `All` nothing does, and one proof needs no operator,
    nor what never ends a unit.

    `tests/corpus/test_spellings.py` is about these.
    """
    names = path.split(".")
    if path == "conditions.users.includedUsers" and value in (["None"], ["GuestsOrExternalUsers"]):
        return bool(at(declared, steps(path)))
    if names[-1].startswith("included") and len(names) > 2 and value:
        beside = at(declared, [*names[:-1], "includedUsers"]) if names[-2] == "users" else None
        return "all" not in {str(one).casefold() for one in (*(beside or ()), *value)}
    if path == "grantControls.operator":
        grant = declared.get("grantControls") or {}
        strength = (
            [grant["authenticationStrengthPolicyId"]] if grant.get("authenticationStrengthPolicyId") else []
        )
        return len([*(grant.get("builtInControls") or ()), *strength]) > 1
    if path.startswith("sessionControls.signInFrequency"):
        return value == "everyTime" or at(declared, ["sessionControls", "signInFrequency"]) is not None
    return True


class Rounds:
    """Changes every object at one place at a time."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.desired = [one for one in scratch.settled.desired if not kinds()[one.token].is_rule]
        self.taken: set[str] = set()
        self.asked: set[str] = set()
        self.wrong: list[str] = []
        self.now: dict[str, Change] = {}
        """What is otherwise than declared, by object."""

    async def go(self) -> None:
        async with self.scratch.tenant() as tenant:
            queues = await self._queues(tenant)
            while queues:
                for urn, left in queues.items():
                    await self._change(tenant, urn, left)
                looked_at = [one for one in self.desired if one.urn in queues]
                for found in await self.look(tenant, looked_at):
                    await self._judge(tenant, found)
                queues = {urn: left for urn, left in queues.items() if left or urn in self.now}
            self.wrong += [
                f"not restored: {one}"
                for one in await self.look(tenant, self.desired)
                if one.status is not Status.IN_SYNC
            ]

    async def _queues(self, tenant: Tenant) -> dict[str, list[list[Change]]]:
        """By object, what it is changed at: of each property all values, of which one is taken."""
        live = await read(tenant, kinds(), self.desired, ())
        found = judge(kinds(), self.desired, live, self.scratch.settled.plans)
        self.live = {one.urn: one.live_id for one in found}
        self.declared = {
            one.urn: resolve(kinds()[one.token].fields, one.inputs, live.directory) for one in self.desired
        }
        values = Values(await ids(tenant))
        queues = {}
        for number, one in enumerate(self.desired):
            by_place = defaultdict(list)
            for change in changes(kinds()[one.token], self.declared[one.urn], values):
                by_place[change.path].append(change)
            self.asked |= {each[0].place for each in by_place.values()}
            queues[one.urn] = [turned(each, number) for each in by_place.values()]
            if kinds()[one.token].name != POLICY:
                queues[one.urn] = [[change] for each in queues[one.urn] for change in each]
        return queues

    async def _change(self, tenant: Tenant, urn: str, left: list[list[Change]]) -> None:
        """Write the next change that the service takes, which has what was changed before as declared again."""
        while left:
            for one in left.pop():
                before = self.now[urn].inputs if urn in self.now else self.declared[urn]
                try:
                    await written(tenant, self.live[urn], before, one.inputs, kind=one.kind)
                except WriteError:
                    continue
                self.taken.add(one.place)
                self.now[urn] = one
                return
        if urn in self.now:
            one = self.now.pop(urn)
            await one.kind.update(tenant, self.live[urn], one.inputs, self.declared[urn])

    async def look(self, tenant: Tenant, desired: Sequence[DesiredResource]) -> list[Finding]:
        live = await read(tenant, kinds(), desired, ())
        return [
            one for one in judge(kinds(), desired, live, self.scratch.settled.plans) if one.urn in self.live
        ]

    async def _judge(self, tenant: Tenant, found: Finding) -> None:
        """Note what is told of an object otherwise than it was changed, and put right what no next write does."""
        change = self.now.get(found.urn)
        if change is None:
            if found.status is not Status.IN_SYNC:
                self.wrong.append(
                    f"{found.name} is {found.status} and nobody changed it: {found.differences}"
                )
            return
        where = change.path.partition("[")[0]
        paths = [plain(one.path) for one in found.differences]
        told = found.status in {Status.DRIFTED, Status.EXCEEDS} and paths
        if not told or not all(one.startswith(where) for one in paths):
            value = at(change.inputs, steps(change.path))
            self.wrong.append(
                f"{found.name}: {change.path} is {value!r}, and told was {found.status} {paths}"
            )
        if not change.kind.whole:
            del self.now[found.urn]
            await self._put_right(tenant, found, change)

    async def _put_right(self, tenant: Tenant, found: Finding, change: Change) -> None:
        """Write what drifted as an apply does, after which at most something stricter may be left of it."""
        kind, object_id, declared = change.kind, self.live[found.urn], self.declared[found.urn]
        if found.status is Status.DRIFTED:
            await kind.update(tenant, object_id, change.inputs, declared)
            live = await kind.get(tenant, object_id, declared)
            left = compare(kind, declared, live, Directory()) if live else ()
            if live is None or (left and not exceeds(kind, left, declared, live.inputs)):
                self.wrong.append(f"{found.name}: {change.path} is not put right: {left}")
        if found.status is not Status.DRIFTED or left:
            await written(tenant, object_id, change.inputs, declared, kind=kind)


async def written(
    tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any], *, kind: Kind
) -> None:
    """Write an object as anybody can: no write of the product's makes rules for credentials less strict."""
    if kind.name == "DefaultAppManagementPolicy":
        await tenant.graph.write("PATCH", "/policies/defaultAppManagementPolicy", kind.wire(new))
    else:
        await kind.update(tenant, object_id, old, new)


def turned(values: list[Change], number: int) -> list[Change]:
    return [*values[number % len(values) :], *values[: number % len(values)]]


async def ids(tenant: Tenant) -> dict[str, list[str]]:
    """Ids of what is there, by a word that names of properties have."""
    asked = {
        "User": ("/users?$select=id", "id"),
        "Group": ("/groups?$select=id", "id"),
        "Application": ("/servicePrincipals?$select=id,appId", "appId"),
        "ServicePrincipal": ("/servicePrincipals?$select=id,appId", "id"),
        "Role": ("/roleManagement/directory/roleDefinitions?$select=id", "id"),
        "Location": ("/identity/conditionalAccess/namedLocations", "id"),
        "AuthenticationStrength": ("/policies/authenticationStrengthPolicies", "id"),
    }
    return {
        name: [str(row[key]) for row in (await tenant.graph.collection(path))[:2]]
        for name, (path, key) in asked.items()
    }


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rounds]:
    folder: Path = tmp_path_factory.mktemp("every") / "scratch"
    with Scratch(folder) as scratch:
        upgrade(scratch.project, "contoso")
        enable(scratch.project)
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        scratch.apply()
        yield Rounds(scratch)


def test_whatever_is_otherwise_than_declared_is_found_at_its_path_and_restored(rounds: Rounds) -> None:
    asyncio.run(rounds.go())
    assert not rounds.wrong, "\n".join(rounds.wrong)
    assert len(rounds.taken) > 200
    assert rounds.asked - rounds.taken == set(NOT_TAKEN)


async def deleted(rounds: Rounds) -> tuple[set[str], dict[str, Status]]:
    """Delete every object that can be deleted, those that others name last, and tell how each is judged then."""
    gone = set()
    async with rounds.scratch.tenant() as tenant:
        for one in reversed(rounds.desired):
            kind = kinds()[one.token]
            if kind.shape is Shape.OBJECT:
                with suppress(WriteError):
                    await kind.delete(tenant, rounds.live[one.urn], rounds.declared[one.urn])
                    gone.add(one.urn)
        return gone, {one.urn: one.status for one in await rounds.look(tenant, rounds.desired)}


def test_whatever_is_deleted_is_missing_and_made_again(rounds: Rounds) -> None:
    gone, judged = asyncio.run(deleted(rounds))
    assert len(gone) > 30
    assert {judged[one] for one in gone} == {Status.MISSING}

    rounds.scratch.apply([one for one in rounds.desired if one.urn in gone])
    again = {one.urn: one.status for one in rounds.scratch.check_settled().result.findings}
    assert {again[one] for one in gone} == {Status.IN_SYNC}
