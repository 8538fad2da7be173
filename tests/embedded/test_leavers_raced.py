"""What people do between the look of an apply and each of its writes, and odd states of an account's data.

A look is at thousands of accounts, and up to fifty are disabled after it: meanwhile somebody signs in, lifts a hold,
ends a policy, puts an account into a group that is left out. Nobody may be disabled by what was true before that.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox
from holdfast.emulator.graph.backup_restore.state import BILLING, set_service
from holdfast.kinds.entra.inactive_accounts import KIND
from holdfast.kinds.exchange.leaver_mailbox_hold import KIND as LEAVERS
from holdfast.kinds.exchange.litigation_hold import KIND as HOLD
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.backup_state import STATUSES_OF_UNITS
from holdfast.kinds.services.holding import DURATION
from holdfast.kinds.services.population import CmdletPopulation
from tests.embedded.test_inactive_accounts import DOMAIN, HOLD_RULE, RULE, START, Company

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.unmeasured  # the embedded tenant: what is measured is measured by the corpora


class Raced(Company):
    """Somebody does something right after the first account was disabled, about the one that comes next."""

    written = 0

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.meanwhile: list[Callable[[Raced, str], None]] = []

    async def write(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        done = await super().write(method, path, body)
        self.written += 1
        if self.meanwhile:
            do, first = self.meanwhile.pop(), path.rpartition("/")[2]
            (alias,) = [one for one in ("anna", "boris") if self.ids[one] != first]
            do(self, alias)
        return done

    def change_user(self, alias: str, **values: Any) -> None:
        store = self._at().store
        store.put("users", self.ids[alias], {**(store.get("users", self.ids[alias]) or {}), **values})

    def change_mailbox(self, alias: str, **values: Any) -> None:
        mailbox = find_mailbox(self._at().store, self.ids[alias])
        assert mailbox is not None
        change_stored(self._at().store, mailbox, values)


def sign_in(company: Raced, alias: str) -> None:
    moment = f"{START:%Y-%m-%dT%H:%M:%SZ}"
    company.change_user(alias, signInActivity={"lastSuccessfulSignInDateTime": moment})


def unlicense(company: Raced, alias: str, service: str, state: str = "Deleted") -> None:
    user = company._at().store.get("users", company.ids[alias]) or {}
    gone = [
        {**one, "capabilityStatus": state} if one["service"] == service else one
        for one in user["assignedPlans"]
    ]
    company.change_user(alias, assignedPlans=gone)


FOUNDATION = "113feb6c-3fe4-4440-bddc-54d774bf0318"
"""Id of EXCHANGE_S_FOUNDATION, which comes with other services and gives no mailbox."""


def leave_plans(company: Raced, alias: str, *plan_ids: str) -> None:
    """Leave an account no plan of Exchange's in the directory but these; those of other services stay."""
    user = company._at().store.get("users", company.ids[alias]) or {}
    others = [one for one in user["assignedPlans"] if one["service"] != "exchange"]
    left = [{"service": "exchange", "capabilityStatus": "Enabled", "servicePlanId": one} for one in plan_ids]
    company.change_user(alias, assignedPlans=[*others, *left])


MEANWHILE: dict[str, Callable[[Raced, str], None]] = {
    "signs in": sign_in,
    "sign-in forgotten": lambda company, alias: company.change_user(alias, signInActivity=None),
    "sign-in to come": lambda company, alias: company.change_user(
        alias, signInActivity={"lastSuccessfulSignInDateTime": "2099-01-01T00:00:00Z"}
    ),
    "mailbox that nobody understands": lambda company, alias: company.change_mailbox(
        alias, RecipientTypeDetails="MailboxOfNextYear"
    ),
    "hold lifted": lambda company, alias: company.change_mailbox(alias, LitigationHoldEnabled=False),
    "hold shortened": lambda company, alias: company.change_mailbox(alias, LitigationHoldDuration="30"),
    "made a shared mailbox": lambda company, alias: company.change_mailbox(
        alias, RecipientTypeDetails="SharedMailbox"
    ),
    "made a guest": lambda company, alias: company.change_user(alias, userType="Guest"),
    "policy over drives ended": lambda company, _: company.stop_keeping_drives(),
    "drive without a licence": partial(unlicense, service="SharePoint"),
    **{
        # Exchange itself may not know it yet.
        f"mailbox without a licence: {state}": partial(unlicense, service="exchange", state=state)
        for state in ("Deleted", "LockedOut", "Suspended")
    },
    "mailbox whose last plan is gone from the directory": leave_plans,
    "mailbox beside plans that give none": lambda company, alias: leave_plans(company, alias, FOUNDATION),
    "mailbox of which Exchange tells no licence": lambda company, alias: company.change_mailbox(
        alias, SKUAssigned=None
    ),
    "mailbox without a licence by Exchange": lambda company, alias: company.change_mailbox(
        alias, SKUAssigned=False, PersistedCapabilities=[]
    ),
    "named an emergency account": lambda company, alias: company.group("Emergency", "bg1", alias),
    "named a service account": lambda company, alias: company.group("Service accounts", "robot", alias),
    "synchronised": lambda company, alias: company.change_user(alias, onPremisesSyncEnabled=True),
    "deleted": lambda company, alias: company.graph_call("DELETE", f"/users/{company.ids[alias]}"),
}


@pytest.fixture
def company(tmp_path: Path) -> Raced:
    company = Raced(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()
    return company


BACKUP = "/solutions/backupRestore"
DRIVES = f"{BACKUP}/oneDriveForBusinessProtectionPolicies"
UNITS = f"{BACKUP}/protectionUnits/microsoft.graph.driveProtectionUnit"
IN_BACKUP = "backup.driveProtectionUnits"


@pytest.fixture
def backed_up(tmp_path: Path) -> Raced:
    """Returns a company whose mailboxes are held, and whose drives nothing keeps but Microsoft 365 Backup."""
    company = Raced(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    tenant = company._at()
    tenant.store.set_setting(BILLING, True)  # noqa: FBT003 - the setting's value
    company.graph_call("POST", f"{BACKUP}/enable", {"appOwnerTenantId": tenant.tenant_id})
    units = [{"directoryObjectId": company.ids[one]} for one in ("anna", "boris")]
    made = company.graph_call("POST", DRIVES, {"displayName": "Drives", "driveProtectionUnits": units})
    company.graph_call("POST", f"{BACKUP}/protectionPolicies/{made['id']}/activate")
    company.skipped = timedelta(hours=2)
    company.is_kept = lambda: True  # type: ignore[method-assign] # by the backup, which each test looks at itself
    return company


def unit_of(company: Raced, alias: str) -> dict[str, Any]:
    (unit,) = [
        one
        for one in company.graph_call("GET", UNITS)["value"]
        if one["directoryObjectId"] == company.ids[alias]
    ]
    return unit  # type: ignore[no-any-return] # of the wire


def change_unit(company: Raced, alias: str, **values: Any) -> None:
    store, unit = company._at().store, unit_of(company, alias)["id"]
    store.put(IN_BACKUP, unit, {**(store.get(IN_BACKUP, unit) or {}), **values})


def stop_policy(company: Raced, _alias: str) -> None:
    (policy,) = company.graph_call("GET", DRIVES)["value"]
    company.graph_call("POST", f"{BACKUP}/protectionPolicies/{policy['id']}/deactivate")


def take_out(company: Raced, alias: str) -> None:
    (policy,) = company.graph_call("GET", DRIVES)["value"]
    taken = {
        "driveProtectionUnits@delta": [
            {"id": unit_of(company, alias)["id"], "@removed": {"reason": "deleted"}}
        ]
    }
    company.graph_call("PATCH", f"{DRIVES}/{policy['id']}", taken)


def no_point_for_two_days(company: Raced, alias: str) -> None:
    change_unit(company, alias, pointsUntil=f"{START - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}")


def unit_goes(company: Raced, alias: str) -> None:
    company._at().store.delete(IN_BACKUP, unit_of(company, alias)["id"])


FAILED: dict[str, Any] = {
    "code": "QuotaExceeded",
    "message": "Full.",
    "target": None,
    "details": [],
    "innerError": None,
}
BACKUP_MEANWHILE: dict[str, Callable[[Raced, str], None]] = {
    "service off": lambda company, _: cast("None", set_service(company._at(), status="disabled")),
    "service says nothing": lambda company, _: cast(
        "None", set_service(company._at(), status="restoreLocked")
    ),
    "service on its way out": lambda company, _: cast(
        "None", set_service(company._at(), status="protectionChangeLocked")
    ),
    "policy deactivated": stop_policy,
    "unit taken out": take_out,
    "unit gone": unit_goes,
    "unit of another policy": lambda company, alias: change_unit(company, alias, policyId="another"),
    "unit failed": lambda company, alias: change_unit(company, alias, error=FAILED),
    **{f"unit {one}": partial(change_unit, status=one) for one in STATUSES_OF_UNITS if one != "protected"},
    "backup stands still": no_point_for_two_days,
}


@pytest.mark.parametrize("what", BACKUP_MEANWHILE)
def test_nobody_is_disabled_by_a_backup_that_lost_his_drive_since_the_look(
    backed_up: Raced, what: str
) -> None:
    backed_up.meanwhile = [BACKUP_MEANWHILE[what]]

    backed_up.run_rule(KIND, RULE)

    assert not backed_up.meanwhile, "nothing was written at all"
    assert backed_up.written == 1
    assert len({"anna", "boris"} & backed_up.enabled()) == 1


@pytest.mark.parametrize("status", ["protectionChangeLocked", "restoreLocked", "disabled"])
def test_a_backup_whose_service_is_on_its_way_out_secures_nobody(backed_up: Raced, status: str) -> None:
    set_service(backed_up._at(), status=status)

    backed_up.run_rule(KIND, RULE)

    assert backed_up.written == 0
    assert {"anna", "boris"} <= backed_up.enabled()


def test_both_are_disabled_where_the_backup_still_has_their_drives_and_it_is_not_listed_again(
    backed_up: Raced,
) -> None:
    asked: list[str] = []
    call = backed_up.graph_call

    def noted(method: str, path: str, body: Any = None) -> Any:
        asked.append(path)
        return call(method, path, body)

    backed_up.graph_call = noted  # type: ignore[method-assign]
    backed_up.run_rule(KIND, RULE)

    assert not {"anna", "boris"} & backed_up.enabled()
    assert len([one for one in asked if one == UNITS]) == 1


@pytest.mark.parametrize("what", MEANWHILE)
def test_nobody_is_disabled_by_what_was_true_before_somebody_changed_it(company: Raced, what: str) -> None:
    company.meanwhile = [MEANWHILE[what]]

    company.run_rule(KIND, RULE)

    assert not company.meanwhile, "nothing was written at all"
    assert company.written == 1
    assert company.disabled_unsecured == []
    assert len({"anna", "boris"} & company.enabled()) == (what != "deleted")


def test_both_are_disabled_where_nobody_does_anything(company: Raced) -> None:
    company.run_rule(KIND, RULE)

    assert not {"anna", "boris"} & company.enabled()


def test_nobody_is_disabled_while_the_group_of_emergency_accounts_is_not_there(company: Raced) -> None:
    company.person("bg3", idle=2000, plans=False)
    company.group("Emergency", "bg1", "bg3")
    before = company.enabled()
    group = next(one for one in company._at().store.all("groups") if one["displayName"] == "Emergency")
    company.graph_call("PATCH", f"/groups/{group['id']}", {"displayName": "Emergency (old)"})

    company.run_rule(KIND, RULE)
    told = {one.member: one for one in company.judge().violations}

    assert company.enabled() == before
    assert all("Emergency" in one.note and one.remedy is None for one in told.values())


@pytest.mark.parametrize("said", [None, ""])
@pytest.mark.parametrize("bought", [True, False])
def test_a_mailbox_that_does_not_tell_its_user_is_known_by_his_name(
    company: Raced, said: str | None, *, bought: bool
) -> None:
    company.change_mailbox("anna", LitigationHoldEnabled=False, ExternalDirectoryObjectId=said)
    if not bought:
        company.change_user("anna", assignedPlans=[])

    company.run_rule(KIND, RULE)

    assert {"anna", "boris"} & company.enabled() == {"anna"}
    assert (
        "no hold of its own" in {one.member: one.note for one in company.judge().violations}[f"anna@{DOMAIN}"]
    )


HOLDING = [
    one
    for one in kinds().values()
    if isinstance(one, CmdletPopulation) and {"litigationHoldEnabled", "heldBy"} & set(one.judges)
]


def test_all_rules_that_put_holds_take_turns() -> None:
    assert {one.name for one in HOLDING} == {"LitigationHold", "LeaverMailboxHold"}
    assert {one.turn for one in HOLDING} == {"hold"}


@pytest.mark.parametrize("first", [HOLD, LEAVERS], ids=lambda one: one.name)
def test_no_rule_shortens_the_hold_that_another_one_puts_in_the_same_apply(
    tmp_path: Path, first: Any
) -> None:
    company = Raced(tmp_path / "t.sqlite")
    company.change_mailbox("anna", AccountDisabled=True)
    rules = {
        HOLD.key: {"durationDays": 2555, "mailboxTypes": ["UserMailbox"]},
        LEAVERS.key: {"durationDays": 365, "mailboxTypes": ["UserMailbox"]},
    }
    second = LEAVERS if first is HOLD else HOLD

    async def apply() -> None:
        tenant = cast("Any", company)
        await asyncio.gather(*(one.update(tenant, one.key, {}, rules[one.key]) for one in (first, second)))

    cmdlets = cast("Any", company.cmdlets)
    run_all = cmdlets.run_all

    async def late(*asked: Any) -> Any:
        """Write once everybody has looked who does not wait for his turn."""
        await asyncio.sleep(0.1)
        return await run_all(*asked)

    cmdlets.run_all = late
    asyncio.run(apply())

    held = find_mailbox(company._at().store, company.ids["anna"])
    assert held is not None
    assert str(held.values()[DURATION]).partition(".")[0] == "2555"
