"""No enabled policy loses an exclusion while the emergency accounts could not open the door instead."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.apply.gates.ways_in import require_ways_in
from holdfast.apply.state import Kept, State
from holdfast.drift.check import Checked
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live, Unread
from holdfast.gates.before_writing import POLICY
from holdfast.kinds.entra.break_glass_accounts import KIND as ACCOUNTS
from holdfast.kinds.entra.break_glass_accounts import OF_ACCOUNTS
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.errors import RefusedError
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Reason, Status

PLAN = Plan("contoso", "c.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
URN = f"urn:pulumi:contoso::holdfast::{POLICY}::a/policy"
GROUP = "azuread:index/group:Group"
THEIRS, OURS = "0d5c0000-0000-4000-8000-0000000000AB", "0d5c0000-0000-4000-8000-0000000000cd"
IN_ORDER = Finding(Status.IN_SYNC, ACCOUNTS.token, "accounts")


def policy(excluded: dict[str, list[str]], state: str = "enabled") -> dict[str, Any]:
    return {
        "displayName": "P",
        "state": state,
        "conditions": {"users": {"includedUsers": ["All"], **excluded}},
    }


def judged(
    declared: dict[str, Any],
    live: dict[str, Any] | None,
    accounts: Finding | None,
    applied: dict[str, Any] | None = None,
    unread: dict[str, Unread] | None = None,
) -> None:
    """Passes the gate with a policy that is declared, one that is there, what was applied, and what was not read."""
    findings = [Finding(Status.DRIFTED, POLICY, "P", "", URN, "p-1" if live else "")]
    findings += [accounts] if accounts else []
    result = DriftResult("contoso", "c.example", "b@1.0.0", "now", tuple(findings), cloud=PLAN.cloud)
    there = Live(unread=unread or {})
    if live:
        there.objects[POLICY] = (LiveObject(id="P-1", key="P", inputs=live),)
    recording = Recording(PLAN, (DesiredResource(URN, POLICY, "P", "", declared),), ())
    held = {URN: Kept(URN, POLICY, "/p/p-1", applied, stays=False)} if applied else {}
    require_ways_in(kinds(), Checked(result, recording, there), State(resources=held))


def wrong(about: str, *, accepted: bool = False) -> Finding:
    difference = Difference(f"members[ana@c.example].{about}", "so", "not so", accepted=accepted)
    return Finding(Status.DRIFTED, ACCOUNTS.token, "accounts", differences=(difference,))


BAD = wrong("permanentGlobalAdministrator")
UNREAD = Finding(Status.UNKNOWN, ACCOUNTS.token, "accounts", reason=Reason.PERMISSION, explanation="not read")
THEIR_GROUP = policy({"excludedGroups": [THEIRS]})
OUR_GROUP = policy({"excludedGroups": [OURS]})


@pytest.mark.parametrize(
    "accounts", [*map(wrong, sorted(OF_ACCOUNTS)), UNREAD], ids=[*sorted(OF_ACCOUNTS), "unread"]
)
def test_whatever_is_wrong_with_an_account_no_exclusion_goes(accounts: Finding) -> None:
    with pytest.raises(RefusedError, match=f"a/policy would not exclude {THEIRS} any longer") as caught:
        judged(OUR_GROUP, THEIR_GROUP, accounts)
    assert caught.value.slug == "way-in-closed"


@pytest.mark.parametrize("field", ["excludedGroups", "excludedUsers"])
@pytest.mark.parametrize("state", ["enabled", "enabledForReportingButNotEnforced", "disabled"])
def test_groups_and_accounts_whatever_the_policy_did_so_far(field: str, state: str) -> None:
    with pytest.raises(RefusedError, match="any longer"):
        judged(OUR_GROUP, policy({field: [THEIRS]}, state), BAD)


def test_what_the_stack_holds_is_measured_against_what_was_applied() -> None:
    with pytest.raises(RefusedError, match="any longer"):
        judged(OUR_GROUP, OUR_GROUP, BAD, applied=THEIR_GROUP)
    judged(OUR_GROUP, THEIR_GROUP, BAD, applied=OUR_GROUP)  # somebody added it since: drift, and put right


@pytest.mark.parametrize(
    ("declared", "live", "accounts"),
    [
        (OUR_GROUP, THEIR_GROUP, IN_ORDER),
        (OUR_GROUP, THEIR_GROUP, wrong("directMember")),
        (OUR_GROUP, THEIR_GROUP, wrong("permanentGlobalAdministrator", accepted=True)),
        (OUR_GROUP, THEIR_GROUP, None),
        (OUR_GROUP, None, BAD),
        (
            policy({"excludedGroups": [OURS, THEIRS.upper()]}),
            policy({"excludedGroups": [THEIRS.lower()]}),
            BAD,
        ),
        (policy({"excludedGroups": [OURS]}, "enabledForReportingButNotEnforced"), THEIR_GROUP, BAD),
    ],
    ids=[
        "in order",
        "an apply repairs it",
        "accepted",
        "no control",
        "nothing there",
        "stays",
        "report-only",
    ],
)
def test_everything_else_goes_on(
    declared: dict[str, Any], live: dict[str, Any] | None, accounts: Finding | None
) -> None:
    judged(declared, live, accounts)


@pytest.mark.parametrize(
    "reason", [Reason.PERMISSION, Reason.THROTTLED, Reason.UNAVAILABLE, Reason.UNEXPECTED]
)
@pytest.mark.parametrize("applied", [None, OUR_GROUP], ids=["adopted", "held"])
def test_whom_a_name_means_that_nobody_could_read_is_not_said_to_go(
    reason: Reason, applied: dict[str, Any] | None
) -> None:
    by_name = policy({"excludedGroups": [reference(GROUP, "CA-BreakGlass")]})

    with pytest.raises(RefusedError, match="could not be read: the groups hang") as caught:
        judged(by_name, OUR_GROUP, UNREAD, applied, unread={GROUP: Unread(reason, "the groups hang")})

    assert caught.value.slug == "look-failed"
    assert "any longer" not in caught.value.message
