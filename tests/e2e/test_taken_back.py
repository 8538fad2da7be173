"""A policy that is taken back for another one goes after that: at no write is nothing enabled.

Not proven here: which policies are taken back; `tests/corpus/test_weakened_sign_ins.py` goes through their states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

OTHERS = ("mfa_state", "legacy_authentication_state")
ADMINS = "admin_mfa_state"


def states(project: Path, enabled: tuple[str, ...]) -> None:
    """Have contoso enable these and no other sign-in controls."""
    path = project / "clients" / "Pulumi.contoso.yaml"
    lines = [one for one in path.read_text(encoding="utf-8").splitlines() if "_state: " not in one]
    place = lines.index("  holdfast:parameters:") + 1
    lines[place:place] = [
        f"    {name}: {'enabled' if name in enabled else 'report-only'}" for name in (*OTHERS, ADMINS)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


BY_HAND = """
import pulumi
import pulumi_azuread as azuread


def by_hand(name, state, *after):
    return azuread.ConditionalAccessPolicy(
        name,
        display_name=name,
        state=state,
        conditions=azuread.ConditionalAccessPolicyConditionsArgs(
            client_app_types=["all"],
            applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(included_applications=["All"]),
            users=azuread.ConditionalAccessPolicyConditionsUsersArgs(
                included_users=["All"],
                excluded_groups=[azuread.get_group(display_name="CA-BreakGlass").object_id],
            ),
        ),
        grant_controls=azuread.ConditionalAccessPolicyGrantControlsArgs(
            operator="OR", built_in_controls=["mfa"]
        ),
        opts=pulumi.ResourceOptions(depends_on=list(after)),
    )

"""
WATCHED = "enabledForReportingButNotEnforced"


def test_a_policy_by_hand_is_taken_back_after_the_one_that_it_depends_on(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        states(scratch.project, ())
        program = scratch.project / "__main__.py"
        own = program.read_text(encoding="utf-8") + BY_HAND
        for made, (on, off) in enumerate([("one", "two"), ("two", "one"), ("one", "two")]):
            lines = f'new = by_hand("{on}", "enabled")\nby_hand("{off}", "{WATCHED}", new)\n'
            program.write_text(own + lines, encoding="utf-8")
            since = scratch.log.last_id()
            printed = scratch.holdfast("up", "contoso", "--allow-less-protection")
            assert printed.code == ExitCode.IN_SYNC, printed.all
            names = {
                str(one["id"]): str(one["displayName"]) for one in scratch.rows("conditionalAccessPolicies")
            }
            changed = [names.get(one.path.rpartition("/")[2], "") for one in scratch.writes(since)]
            by_hand = [one for one in changed if one in {"one", "two"}]
            assert by_hand == ([on, off] if made else []), "the first time both are made"


def test_policies_are_taken_back_after_others_are_enabled_or_not_at_all(
    tmp_path: Path,
) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        states(scratch.project, (ADMINS,))
        (admins,) = [
            one["id"]
            for one in scratch.rows("conditionalAccessPolicies")
            if "admin" in str(one["displayName"])
        ]
        scratch.fault({"route": f"PATCH /identity/conditionalAccess/policies/{admins}", "fault": "403"})
        failed = scratch.holdfast("up", "contoso", "--allow-less-protection")
        assert failed.code == ExitCode.NO_ANSWER, failed.all
        assert [one["state"] for one in scratch.rows("conditionalAccessPolicies")].count("enabled") == len(
            OTHERS
        )
        scratch.fault()
        for enabled in ((ADMINS,), OTHERS):
            states(scratch.project, enabled)
            since = scratch.log.last_id()
            printed = scratch.holdfast("up", "contoso", "--allow-less-protection")
            assert printed.code == ExitCode.IN_SYNC, printed.all
            names = {str(one["id"]): one for one in scratch.rows("conditionalAccessPolicies")}
            written = [str(names[one.path.rpartition("/")[2]]["state"]) for one in scratch.writes(since)]
            assert written == sorted(written), "all that are enabled come first"
            assert len(written) == len((ADMINS, *OTHERS))
