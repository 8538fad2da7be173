"""A policy of the tenant that locks the emergency accounts out: control and outcome are not met, whoever made it.

Through HTTP. Not proven here: that an account gets in with the proofs it has.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.report.of_controls import other_groups
from holdfast.report.outcomes import OutcomeState, duty_verdicts
from holdfast.report.verdict import Verdict, control_verdict
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.drift.check import Checked
    from holdfast.model.finding import Finding

POLICIES = "/identity/conditionalAccess/policies"
CONTROL = "entra.break_glass_excluded"
OUTCOME = "access-control.emergency-access-kept"
MFA = "Holdfast: MFA for all users"
BLOCK = {
    "displayName": "Block abroad",
    "state": "enabled",
    "conditions": {
        "clientAppTypes": ["all"],
        "applications": {"includeApplications": ["All"]},
        "users": {"includeUsers": ["All"]},
    },
    "grantControls": {"operator": "OR", "builtInControls": ["block"]},
}
EXCEPTION = """  holdfast:exceptions:
    - unmanaged: "ConditionalAccessPolicy/Block *"
      reason: belongs to another provider
      owner: admin@contoso.onmicrosoft.com
      expires: "2026-12-31"
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    """Contoso, as declared."""
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        yield scratch


def send(scratch: Scratch, method: str, path: str, body: dict[str, Any]) -> None:
    async def sent() -> None:
        async with scratch.tenant() as tenant:
            await tenant.graph.write(method, path, body)

    asyncio.run(sent())


def row_id(scratch: Scratch, collection: str, name: str) -> str:
    return next(str(one["id"]) for one in scratch.rows(collection) if one["displayName"] == name)


def blocked(**changes: Any) -> dict[str, Any]:
    return {**BLOCK, **changes}


def for_users(**users: list[str]) -> dict[str, Any]:
    conditions = BLOCK["conditions"]
    assert isinstance(conditions, dict)
    return blocked(conditions={**conditions, "users": users})


def assessment(checked: Checked) -> Finding:
    (found,) = [one for one in checked.result.findings if one.name == f"{CONTROL}/accounts"]
    return found


def verdict(checked: Checked) -> Verdict:
    findings = checked.result.findings
    (control,) = [one for one in checked.recording.controls if one.id == CONTROL]
    return control_verdict(
        control, [one for one in findings if one.control == CONTROL], other_groups(findings)
    )


def outcome(checked: Checked) -> tuple[OutcomeState, tuple[str, ...]]:
    duties = duty_verdicts(checked.recording.controls, checked.result.findings)
    (found,) = [one for duty in duties for one in duty.outcomes if one.outcome.id == OUTCOME]
    return found.state, found.limits


def locked_out_by(checked: Checked) -> list[str]:
    return [one.path for one in assessment(checked).differences]


def test_without_one_the_accounts_are_kept(scratch: Scratch) -> None:
    checked = scratch.check()

    assert checked.result.exit_code == ExitCode.IN_SYNC
    assert assessment(checked).status is Status.IN_SYNC
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.MET, OutcomeState.MET)


def test_a_policy_of_nobody_that_blocks_everybody_is_told_with_its_name(scratch: Scratch) -> None:
    send(scratch, "POST", POLICIES, BLOCK)
    since = scratch.log.last_id()

    checked = scratch.check()

    found = assessment(checked)
    assert found.status is Status.DRIFTED
    (difference,) = found.differences
    assert difference.path == "members[Block abroad].breakGlassGroupExcluded"
    assert (difference.expected, difference.found, difference.by_hand) == (True, False, True)
    assert "applies to all users" in difference.note
    assert "'CA-BreakGlass'" in difference.note
    assert difference.member_id == row_id(scratch, "conditionalAccessPolicies", "Block abroad")
    assert verdict(checked) is Verdict.NOT_MET
    assert outcome(checked)[0] is OutcomeState.NOT_MET
    asked = sum(one.touches_conditional_access for one in scratch.log.entries(since))
    assert asked <= 2, "nothing is asked twice for it"


def test_nobody_is_taken_for_an_emergency_account_by_a_name_or_by_being_left_out_everywhere(
    scratch: Scratch,
) -> None:
    """Other tools guess: whoever is excluded from most policies, or is called so. The client file alone says who."""
    name = "Break Glass Emergency Access"
    group = {"displayName": name, "mailEnabled": False, "mailNickname": "breakglass", "securityEnabled": True}
    send(scratch, "POST", "/groups", group)
    looks_like = row_id(scratch, "groups", name)
    tenants = TenantFolder(scratch.tenants)
    store = tenants.open(CONTOSO)
    row = next(one for one in store.all("users") if one["userPrincipalName"] == f"mallory@{CONTOSO}")
    store.put("users", row["id"], {**row, "displayName": "Break Glass 1"})
    for one in store.all("conditionalAccessPolicies"):
        users = one["conditions"]["users"]
        users["excludeGroups"] = [*users["excludeGroups"], looks_like]
        users["excludeUsers"] = [row["id"]]
        store.put("conditionalAccessPolicies", one["id"], one)
    tenants.close()
    left_out = {"includeUsers": ["All"], "excludeGroups": [looks_like], "excludeUsers": [row["id"]]}
    send(scratch, "POST", POLICIES, for_users(**left_out))

    checked = scratch.check()

    assert locked_out_by(checked) == ["members[Block abroad].breakGlassGroupExcluded"]
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.NOT_MET, OutcomeState.NOT_MET)
    ours = [
        one
        for one in checked.result.findings
        if one.token.endswith(":ConditionalAccessPolicy") and one.control
    ]
    assert ours
    for own in ours:
        told = {difference.path for difference in own.differences}
        assert told == {"conditions.users.excludedGroups", "conditions.users.excludedUsers"}, own.name


def test_our_own_policy_without_the_exclusion_makes_both_not_met(scratch: Scratch) -> None:
    own = row_id(scratch, "conditionalAccessPolicies", MFA)
    send(
        scratch,
        "PATCH",
        f"{POLICIES}/{own}",
        {"state": "enabled", "conditions": for_users(includeUsers=["All"], excludeGroups=[])["conditions"]},
    )

    checked = scratch.check()

    assert locked_out_by(checked) == [f"members[{MFA}].breakGlassGroupExcluded"]
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.NOT_MET, OutcomeState.NOT_MET)


def test_an_exception_for_the_policy_does_not_open_the_door(scratch: Scratch) -> None:
    send(scratch, "POST", POLICIES, BLOCK)
    client = scratch.project / "clients" / "Pulumi.contoso.yaml"
    client.write_text(client.read_text().replace("  holdfast:exceptions:\n", EXCEPTION))

    checked = scratch.check()

    policy = next(one for one in checked.result.findings if one.name == "Block abroad")
    assert policy.status is Status.EXCEPTED
    assert checked.result.exit_code == ExitCode.DRIFT
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.NOT_MET, OutcomeState.NOT_MET)


def test_what_excludes_the_group_or_reaches_others_or_stops_nobody_is_no_danger(scratch: Scratch) -> None:
    group = row_id(scratch, "groups", "CA-BreakGlass")
    other = next(
        str(one["id"]) for one in scratch.rows("users") if not str(one["userPrincipalName"]).startswith("bg")
    )
    for name, body in {
        "Excluded": for_users(includeUsers=["All"], excludeGroups=[group]),
        "Others": for_users(includeUsers=[other]),
        "Off": blocked(state="disabled"),
        "Session only": blocked(
            grantControls=None,
            sessionControls={"signInFrequency": {"isEnabled": True, "type": "hours", "value": 4}},
        ),
    }.items():
        send(scratch, "POST", POLICIES, {**body, "displayName": name})

    checked = scratch.check()

    assert assessment(checked).status is Status.IN_SYNC
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.MET, OutcomeState.MET)


def test_one_of_nobody_that_only_reports_is_a_warning_and_no_verdict(scratch: Scratch) -> None:
    send(scratch, "POST", POLICIES, blocked(state="enabledForReportingButNotEnforced"))

    checked = scratch.check()

    (warning,) = [one for one in checked.result.warnings if one.slug == "break-glass-not-excluded"]
    assert "'Block abroad'" in warning.message
    assert not warning.accepted
    assert assessment(checked).status is Status.IN_SYNC
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.MET, OutcomeState.MET)


def test_unread_policies_leave_it_unknown(scratch: Scratch) -> None:
    scratch.fault({"route": f"GET {POLICIES}", "fault": "503"})

    checked = scratch.check()

    found = assessment(checked)
    assert (found.status, found.reason is None) == (Status.UNKNOWN, False)
    assert "whether a policy locks the accounts out is unknown" in found.explanation
    assert (verdict(checked), outcome(checked)[0]) == (Verdict.NOT_KNOWN, OutcomeState.NOT_KNOWN)
    assert checked.result.exit_code == ExitCode.NO_ANSWER


def test_one_policy_that_is_not_understood_leaves_it_unknown(scratch: Scratch) -> None:
    send(scratch, "POST", POLICIES, BLOCK)
    tampered = next(
        one for one in scratch.rows("conditionalAccessPolicies") if one["displayName"] == "Block abroad"
    )
    put(scratch, {**tampered, "state": 7})

    checked = scratch.check()

    found = assessment(checked)
    assert (found.status, found.reason) == (Status.UNKNOWN, Reason.UNEXPECTED)
    assert "Block abroad" in found.explanation
    assert outcome(checked)[0] is OutcomeState.NOT_KNOWN


def put(scratch: Scratch, row: dict[str, Any]) -> None:
    """Keeps a row as no client could have sent it."""
    from holdfast.emulator.store import TenantFolder

    tenants = TenantFolder(scratch.tenants)
    try:
        tenants.open(CONTOSO).put("conditionalAccessPolicies", row["id"], row)
    finally:
        tenants.close()
