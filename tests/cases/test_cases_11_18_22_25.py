"""Cases that were right from the beginning, kept so: odd names, odd policies, locations with a policy, a secret.

Sources of the cases: azure-powershell #17368 and pnp/powershell #3569 (11); terraform-provider-azuread #1416, #1225,
#1238, #587, #801 (18); CIPP #3932, #4194, #5368 (22); pulumi #11954, #3911 (25).
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.exchange.mailbox.state import find_mailbox, seed_mailboxes
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.emulator.store import TenantStore

CASES = REPOSITORY.parent / "shared" / "cases"
CASE = CASES / "11-apostrophe-and-guest-names"
MADE = "2024-01-01T00:00:00Z"
TWELVE_HOURS, EVERY_TIME = "CA18 sign in again after 12 hours", "CA18 risky sign-in: every time"
OFF = {"isEnabled": False, "value": 12, "type": "hours", "frequencyInterval": "timeBased"}
NINETY_DAYS = {"isEnabled": True, "value": 90, "type": "days", "frequencyInterval": "timeBased"}
PROOF = {"authenticationType": "primaryAndSecondaryAuthentication"}

pytestmark = pytest.mark.usefixtures("case")


def scratch_of(folder: Path, case: str, client: str) -> Scratch:
    """A project with the client of a case, its tenant, and what the case appends to the program."""
    (given,) = CASES.glob(f"{case}-*")
    scratch = Scratch(folder / "scratch")
    shutil.copy(given / f"Pulumi.{client}.yaml", scratch.project / "clients")
    if (more := given / "append-to-main.py").is_file():
        with (scratch.project / "__main__.py").open("a", encoding="utf-8") as program:
            program.write(more.read_text(encoding="utf-8"))
    control.seed(scratch.tenants, f"{client}.onmicrosoft.com", "small")
    return scratch


@contextmanager
def store_of(scratch: Scratch, client: str) -> Iterator[TenantStore]:
    tenants = TenantFolder(scratch.tenants)
    try:
        yield tenants.open(f"{client}.onmicrosoft.com")
    finally:
        tenants.close()


def findings(scratch: Scratch, client: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(scratch.holdfast("drift", client, "--format", "json").out)[
        "findings"
    ]
    return found


@pytest.mark.engine
def test_names_with_every_odd_letter_are_found_and_covered(tmp_path: Path) -> None:
    need_engine()
    scratch = scratch_of(tmp_path, "11", "c11")
    name, user = "brian.o'brien@c11.onmicrosoft.com", "0b51a900-0000-4000-8000-000000000011"
    group = "0b51a900-0000-4000-8000-000000000012"
    with store_of(scratch, "c11") as store:
        person = {
            "displayName": "Brian O'Brien",
            "userPrincipalName": name,
            "mail": name,
            "mailNickname": "brian",
        }
        store.put("users", user, new_user(user, MADE, person))
        mailbox = {
            "Alias": "brian",
            "DisplayName": "Brian O'Brien",
            "ExchangeGuid": group,
            "ExternalDirectoryObjectId": user,
            "PersistedCapabilities": ["BPOS_S_Enterprise"],
            "PrimarySmtpAddress": name,
            "UserPrincipalName": name,
            "WhenMailboxCreated": MADE,
        }
        seed_mailboxes(store, [mailbox])
        odd = {"displayName": 'R&D + "Labs" (100%), d\'Arc/é', "securityEnabled": True}
        store.put("groups", group, new_group(group, MADE, odd))
    with scratch:
        up = scratch.holdfast("up", "c11")
        assert up.code == ExitCode.IN_SYNC, up.all

        drift = scratch.holdfast("drift", "c11", "--format", "json")

        assert drift.code == ExitCode.IN_SYNC, drift.all
        (hold,) = [one for one in json.loads(drift.out)["findings"] if one["type"].endswith("LitigationHold")]
        assert (hold["population"]["violating"], hold["population"]["unknown"], hold["status"]) == (
            0,
            0,
            "IN_SYNC",
        )
        with store_of(scratch, "c11") as store:
            held = find_mailbox(store, name)
            excluded = [one["conditions"]["users"] for one in store.all("conditionalAccessPolicies")]
        assert held is not None
        assert held.values()["LitigationHoldEnabled"] is True
        assert all(user in one["excludeUsers"] and group in one["excludeGroups"] for one in excluded)


@pytest.mark.engine
def test_odd_policies_converge_and_what_changes_in_them_is_told_and_put_right(tmp_path: Path) -> None:
    need_engine()
    with scratch_of(tmp_path, "18", "c18") as scratch:
        up = scratch.holdfast("up", "c18")
        assert up.code == ExitCode.IN_SYNC, up.all
        with store_of(scratch, "c18") as store:
            for one in store.all("conditionalAccessPolicies"):
                changed = {TWELVE_HOURS: OFF, EVERY_TIME: NINETY_DAYS}.get(one["displayName"])
                if changed:
                    controls = {**one["sessionControls"], "signInFrequency": {**changed, **PROOF}}
                    store.put("conditionalAccessPolicies", one["id"], {**one, "sessionControls": controls})

        told = {one["name"] for one in findings(scratch, "c18") if one["drift"]}

        assert told == {TWELVE_HOURS, EVERY_TIME}
        assert scratch.holdfast("up", "c18").code == ExitCode.IN_SYNC
        assert [one["name"] for one in findings(scratch, "c18") if one["status"] != "IN_SYNC"] == []


@pytest.mark.engine
def test_locations_and_the_policy_that_needs_them_come_in_one_run(tmp_path: Path) -> None:
    need_engine()
    with scratch_of(tmp_path, "22", "c21") as scratch:
        up = scratch.holdfast("up", "c21")

        assert up.code == ExitCode.IN_SYNC, up.all
        assert [one["name"] for one in findings(scratch, "c21") if one["status"] != "IN_SYNC"] == []
        with store_of(scratch, "c21") as store:
            places = [one["displayName"] for one in store.all("namedLocations")]
            policies = [one["displayName"] for one in store.all("conditionalAccessPolicies")]
        assert (places.count("Office"), places.count("Allowed countries")) == (1, 1)
        assert policies.count("CA22 block from abroad") == 1


def test_secret_that_pulumi_wrote_is_called_one_with_its_line_and_the_way_back(tmp_path: Path) -> None:
    with scratch_of(tmp_path, "25", "c20") as scratch:
        drift = scratch.holdfast("drift", "c20")

    assert drift.code == ExitCode.NO_ANSWER
    assert "clients/Pulumi.c20.yaml:9" in drift.all
    for word in ("Pulumi secret", "pulumi config set --path", "--plaintext"):
        assert word in drift.all
    assert "bZsQ0pSTiWslAmbZ" not in drift.all
