"""By hand as well no exclusion goes while the emergency accounts could not open the door: asked only where one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

FILE = "clients/Pulumi.contoso.yaml"
ACCOUNTS = [f"bg{number}@{CONTOSO}" for number in (1, 2)]
PEOPLE = [f"{name}@{CONTOSO}" for name in ("emma.jansen", "daan.smit")]
OF_ROLES = "roleAssignmentScheduleInstances"
"""What is read of no object but the emergency accounts."""
OWN = """

import pulumi_azuread as azuread

EMMA = "emma.jansen@contoso.onmicrosoft.com"
azuread.ConditionalAccessPolicy(
    "own",
    display_name="Own",
    state="enabled",
    conditions={
        "client_app_types": ["all"],
        "applications": {"included_applications": ["All"]},
        "users": {
            "included_users": ["All"],
            "excluded_groups": [azuread.get_group_output(display_name="CA-BreakGlass").object_id],
            "excluded_users": azuread.get_users_output(user_principal_names=[EMMA]).object_ids,
        },
    },
    grant_controls={"operator": "OR", "built_in_controls": ["mfa"]},
)
"""


def asked_of_roles(scratch: Scratch, since: int) -> bool:
    return any(OF_ROLES in one.path for one in scratch.log.entries(since))


def enable(scratch: Scratch, account: str, *, enabled: bool) -> None:
    """Lets an account sign in, or not."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        (user,) = [one for one in store.all("users") if one["userPrincipalName"] == account]
        store.put("users", user["id"], {**user, "accountEnabled": enabled})
    finally:
        tenants.close()


def test_by_hand_no_exclusion_goes_while_nobody_else_could_come_in(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        program = scratch.project / "__main__.py"
        plain = program.read_text(encoding="utf-8")
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        program.write_text(plain + OWN, encoding="utf-8")
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC

        since = scratch.log.last_id()
        printed = scratch.pulumi("up", "--yes", "--skip-preview")
        assert printed.code == 0, printed.all
        assert not asked_of_roles(scratch, since), "no exclusion goes"

        written = (scratch.project / FILE).read_text(encoding="utf-8")
        other = written.replace("CA-BreakGlass", "CA-Other")
        for account, person in zip(ACCOUNTS, PEOPLE, strict=True):
            other = other.replace(account, person)
        (scratch.project / FILE).write_text(other, encoding="utf-8")
        program.write_text(plain, encoding="utf-8")
        since = scratch.log.last_id()
        printed = scratch.pulumi("up", "--yes", "--skip-preview")
        assert printed.code != 0, printed.all
        assert "[way-in-closed]" in printed.all, printed.all
        assert "entra.mfa_required/policy would not exclude " in printed.all
        assert scratch.writes(since) == []

        # An exclusion of the program's own, while an account is disabled, and when it is in order again.
        (scratch.project / FILE).write_text(written, encoding="utf-8")
        without = OWN.replace('"excluded_users": azuread', '"excluded_users": [] and azuread')
        program.write_text(plain + without, encoding="utf-8")
        for enabled in (False, True):
            enable(scratch, ACCOUNTS[0], enabled=enabled)
            since = scratch.log.last_id()
            printed = scratch.pulumi("up", "--yes", "--skip-preview")
            assert asked_of_roles(scratch, since)
            assert (printed.code == 0) is enabled, printed.all
            assert ("[way-in-closed]" in printed.all) is not enabled, printed.all
            assert (scratch.writes(since) == []) is not enabled
