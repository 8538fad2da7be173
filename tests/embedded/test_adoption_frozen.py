"""What cannot be changed is not taken over: every kind, every state that it watches, against the service's refusals.

The embedded tenant decides which changes a state takes. Where it refuses one, the gate must have refused before; where
the gate refuses, a statement of the kind says why. Each state is tried with each change alone.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.adoption import require_adoption
from holdfast.apply.gates.consent import Consent
from holdfast.drift.check import Checked
from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.drift.recording import Recording
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.kind import Shape
from holdfast.kinds.protecting import NOTHING
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError, WriteError
from holdfast.model.finding import DriftResult
from holdfast.model.plan import Cloud, Plan
from holdfast.model.understood import Understood
from tests.e2e.scratch import CONTOSO, Scratch
from tests.tried import TAKEN_OVER, tried_kind, tried_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.statement import Watched
    from holdfast.tenant.tenant import Tenant
    from tests.tried import Adoption

PLAN = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
MANAGED = "Microsoft-managed: Taken over"
ADOPTABLE = {
    kind.name: kind for kind in kinds().values() if kind.shape is Shape.OBJECT and kind.name != "User"
}


LISTS = ("Location", "LocationException", "Devices", "DeviceStates", "ServicePrincipals", "References")
_RULE = "rule."
"""Before what a policy's one rule says: stored as a row of its own, by the policy's name or with a label to apply."""
_OTHERWISE = ("owners", "nestedGroups", "deletedDateTime", "PrecededBy")
"""Watched, and not stored in the object's own row, or not answered by the service."""


def telling(one: Watched, told: Mapping[str, Any]) -> Any:
    if one.place in told:
        return told[one.place]
    if one.harmless and isinstance(one.harmless[0], bool):
        return not one.harmless[0]
    if one.place.endswith(LISTS):
        return ["All"]
    if one.place.startswith(("conditions.", "partial", "sessionControls.")):
        return {"something": "new"}
    return True if one.place == "onPremisesSyncEnabled" else "x"


def states(kind: Kind) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every state that a service can be in: the place that tells it, and what the stored row has then."""
    for one in kind.watched:
        if one.place in _OTHERWISE or one.place.startswith("rules."):
            continue
        place, _, is_exception = one.place.rpartition("Exception")
        if kind.name == "Group" and one.place in {"membershipRule", "groupTypes"}:
            dynamic = {"groupTypes": ["DynamicMembership"], "membershipRule": "(user.department -eq 'IT')"}
            yield "groupTypes", dynamic
        elif place and not is_exception:
            of_teams = place.startswith("Teams")
            yield place if of_teams else one.place, {one.place: ["One"], place: ["All"]}
        else:
            yield one.place, {one.place: telling(one, case_of(kind).telling)}
    if kind.name == "Group":
        yield "groupTypes", {"groupTypes": ["Unified"], "mailEnabled": True}
    yield from case_of(kind).states.items()


def case_of(kind: Kind) -> Adoption:
    case = tried_kind(kind.name).adoption
    assert case is not None, f"the file of {kind.name} below tests/kinds lacks `adoption`"
    return case


def edited(row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The row with values at dotted paths."""
    whole = dict(row)
    for path, value in values.items():
        first, _, rest = path.partition(".")
        whole[first] = edited(whole.get(first) or {}, {rest: value}) if rest else value
    return whole


class Directory:
    """The tenant of one kind's test: its object, put into any state and back."""

    def __init__(self, scratch: Scratch, kind: Kind, store: TenantStore) -> None:
        self.scratch, self.kind, self.store, self.case = scratch, kind, store, case_of(kind)
        people = {one["userPrincipalName"].partition("@")[0]: one["id"] for one in store.all("users")}
        self.named = people

    async def make(self, tenant: Tenant) -> None:
        for token, those in self.case.before.items():
            for inputs in those:
                await kinds()[token].create(tenant, dict(inputs))
        await self.kind.create(tenant, dict(self.case.inputs))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {name: self.store.all(name) for name in (self.case.collection, "retentionComplianceRules")}

    def put(self, rows: Mapping[str, list[dict[str, Any]]]) -> None:
        for name, kept in rows.items():
            for row in self.store.all(name):
                self.store.delete(name, str(row.get("Guid") or row["id"]))
            for row in kept:
                self.store.put(name, str(row.get("Guid") or row["id"]), row)

    def enter(self, rows: Mapping[str, list[dict[str, Any]]], values: Mapping[str, Any]) -> None:
        of_rule = {
            path.removeprefix(_RULE): value for path, value in values.items() if path.startswith(_RULE)
        }
        of_object = {path: value for path, value in values.items() if not path.startswith(_RULE)}
        entered = {self.case.collection: of_object, "retentionComplianceRules": of_rule}
        self.put(
            {
                name: [
                    edited(row, entered[name])
                    if TAKEN_OVER in {row.get("displayName"), row.get("Name")} or "_applies" in row
                    else row
                    for row in kept
                ]
                for name, kept in rows.items()
            }
        )

    def declared(self, change: Mapping[str, Any], place: str) -> dict[str, Any]:
        more = self.case.alike.get(place, {})
        inputs = {**self.case.inputs, **more, **change}
        if "members" in inputs:
            inputs["members"] = [self.named.get(one, one) for one in inputs["members"]]
        return {name: value for name, value in inputs.items() if value is not None}


async def refusal(tenant: Tenant, kind: Kind, inputs: dict[str, Any]) -> tuple[str, str]:
    """What the gate says to taking the object over, and what the service says to changing it."""
    urn = f"urn:pulumi:contoso::holdfast::{kind.token}::one"
    resource = DesiredResource(urn, kind.token, "one", "", inputs)
    live = await read(tenant, kinds(), [resource])
    findings = tuple(judge(kinds(), [resource], live))
    (finding,) = [one for one in findings if one.urn]
    assert finding.live_id, finding
    result = DriftResult("contoso", CONTOSO, "core@1.0.0", "now", findings, cloud=Cloud.EMBEDDED)
    # Whoever agrees to less has the service asked for it; without that, what is stricter would stay as it is.
    name = f"{kind.name}/{kind.key_of(inputs)}"
    agreed = tuple(Understood(name, one.name, inputs.get(one.name, NOTHING), "") for one in kind.fields)
    checked = Checked(result, Recording(replace(PLAN, understood=agreed), (resource,), ()), live)
    gate = service = ""
    try:
        require_adoption(kinds(), checked, {urn: finding.live_id}, Consent(adopt=True))
    except RefusedError as error:
        gate = str(error)
    (found,) = [one for one in live.objects[kind.token] if one.id == finding.live_id]
    try:
        await kind.update(tenant, found.id, found.inputs, inputs)
    except WriteError as error:
        service = error.message
    return gate, service


def test_every_kind_that_can_be_taken_over_is_tried() -> None:
    lacking = [name for name in ADOPTABLE if tried_kind(name).adoption is None]
    assert not lacking, "their files below tests/kinds lack `adoption`: an object that is taken over"
    tried = {name for name, one in tried_kinds().items() if one.adoption is not None}
    assert tried == {name.lower() for name in ADOPTABLE}


@pytest.mark.parametrize("kind", ADOPTABLE.values(), ids=ADOPTABLE)
def test_whatever_the_service_refuses_to_change_is_not_taken_over(tmp_path: Path, kind: Kind) -> None:
    async def tried(directory: Directory) -> None:
        async with directory.scratch.tenant() as tenant:
            await directory.make(tenant)
            rows = directory.rows()
            for change in directory.case.changes:
                assert await refusal(tenant, kind, directory.declared(change, "")) == ("", ""), change
                directory.put(rows)
            for (place, values), change in itertools.product(states(kind), directory.case.changes):
                directory.enter(rows, values)
                gate, service = await refusal(tenant, kind, directory.declared(change, place))
                assert gate or not service, f"{values} {change}: taken over, then {service}"
                if gate:
                    barring.add(place)
                    assert f"has {place} " in gate, gate
                    assert gate.endswith("[adoption-fixed]")
                directory.put(rows)

    barring: set[str] = set()
    with Scratch(tmp_path / "scratch") as scratch:
        folder = TenantFolder(scratch.tenants)
        try:
            asyncio.run(tried(Directory(scratch, kind, folder.open(CONTOSO))))
        finally:
            folder.close()
    assert barring == {one.place for one in kind.frozen} - {*case_of(kind).not_answered}


def test_of_a_policy_that_microsoft_manages_only_state_and_exclusions_are_taken_over(tmp_path: Path) -> None:
    kind = ADOPTABLE["ConditionalAccessPolicy"]
    users = {"includedUsers": ["All"], "excludedRoles": ["62e90394-69f5-4237-9190-012177145e10"]}
    case = case_of(kind)
    changes = (*case.changes, {"conditions": {**case.inputs["conditions"], "users": users}})

    async def tried(directory: Directory) -> list[bool]:
        async with directory.scratch.tenant() as tenant:
            await directory.make(tenant)
            rows = directory.rows()
            names = {"displayName": MANAGED, "templateId": "4200930c-0da2-4e33-ca01-000000000007"}
            taken = []
            for change in changes:
                directory.enter(rows, names)
                declared = {**directory.declared(change, ""), "displayName": MANAGED}
                gate, service = await refusal(tenant, kind, declared)
                assert bool(gate) == bool(service), (
                    f"{change}: {gate or 'taken over'}, {service or 'accepted'}"
                )
                taken.append(not gate)
            return taken

    with Scratch(tmp_path / "scratch") as scratch:
        folder = TenantFolder(scratch.tenants)
        try:
            taken = asyncio.run(tried(Directory(scratch, kind, folder.open(CONTOSO))))
        finally:
            folder.close()
    assert taken == [True, False, False, True]
