"""Two people change one policy, and the check says of each property who of them it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tamperings.cast import administrator, attacker
from holdfast.emulator.tamperings.policies import change
from holdfast.emulator.tenant import Tenant
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.emulator.audit import Person
    from holdfast.model.finding import Finding

MFA = "Holdfast: MFA for all users"
MALLORY, ADMIN = f"mallory@{CONTOSO}", f"admin@{CONTOSO}"


def changed(scratch: Scratch, values: dict[str, Any], *, by_attacker: bool) -> None:
    """Have the policy changed by the attacker, or by the administrator a moment later."""
    scratch.clock.skipped += 60
    tenants = TenantFolder(scratch.tenants)
    try:
        tenant = Tenant(tenants.open(CONTOSO), scratch.clock.utc)
        (policy,) = [
            one for one in tenant.store.all("conditionalAccessPolicies") if one["displayName"] == MFA
        ]
        who: Person = attacker(tenant) if by_attacker else administrator(tenant)
        change(tenant, who, policy, values)
    finally:
        tenants.close()


def found(scratch: Scratch) -> Finding:
    (finding,) = [one for one in scratch.check().result.findings if one.name == MFA]
    return finding


def test_who_only_described_a_policy_did_not_open_it_and_two_are_told_apart(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        mallory = scratch.rows("users")[-1]["id"]
        (policy,) = [one for one in scratch.rows("conditionalAccessPolicies") if one["displayName"] == MFA]
        conditions: dict[str, Any] = dict(policy["conditions"])  # type: ignore[call-overload]  # rows are objects
        opened = {**conditions, "users": {**conditions["users"], "excludeUsers": [mallory]}}
        changed(scratch, {"conditions": opened}, by_attacker=True)
        changed(scratch, {"description": "for all"}, by_attacker=False)

        alone = found(scratch)
        changed(scratch, {"state": "disabled"}, by_attacker=False)
        both = found(scratch)

    assert [one.path for one in alone.differences] == ["conditions.users.excludedUsers"]
    assert (alone.change and alone.change.actor, alone.notes) == (MALLORY, ())
    assert both.change is None
    assert {one.path: one.change and one.change.actor for one in both.differences} == {
        "conditions.users.excludedUsers": MALLORY,
        "state": ADMIN,
    }
