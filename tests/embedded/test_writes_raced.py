"""What people do between the look of a rule and its writes: names move, and values are changed by hand.

A write by a name goes to whoever bears it by then, and a write of what was seen minutes ago undoes what somebody did
meanwhile. Tried with every rule over mailboxes that writes, and with the periods of backups.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.emulator.exchange.cas_mailbox.cmdlets import COLLECTION as PROTOCOLS
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox
from holdfast.emulator.graph.backup_restore.state import BILLING, POLICIES
from holdfast.kinds.backup.drive_backup import KIND as DRIVES
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.mailbox import MailboxRule, OverMailboxes
from tests.embedded.test_inactive_accounts import DOMAIN, Company

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

pytestmark = pytest.mark.no_cover  # the embedded tenant: what is measured is measured by the corpora

BACKUP = "/solutions/backupRestore"
RULES = {kind.name: kind for kind in kinds().values() if isinstance(kind, OverMailboxes)}
OF_USERS = {"mailboxTypes": ["UserMailbox"]}
ASKED: dict[str, dict[str, Any]] = {
    "DeletedItemRecovery": {**OF_USERS, "retainDays": 20},
    "LeaverMailboxHold": {**OF_USERS, "durationDays": 365},
    "LegacyMailProtocols": {},
    "LitigationHold": {**OF_USERS, "durationDays": 365},
    "MailboxAuditing": OF_USERS,
    "SmtpClientAuthentication": {},
}
BREAKS: dict[str, dict[str, Any]] = {
    "DeletedItemRecovery": {"RetainDeletedItemsFor": "14.00:00:00", "SingleItemRecoveryEnabled": False},
    "LeaverMailboxHold": {"AccountDisabled": True},
    "LegacyMailProtocols": {"ImapEnabled": True},
    "LitigationHold": {"LitigationHoldEnabled": False},
    "MailboxAuditing": {"DefaultAuditSet": ["Delegate", "Admin"], "AuditOwner": ["HardDelete"]},
    "SmtpClientAuthentication": {"SmtpClientAuthenticationDisabled": False},
}
BY_HAND: dict[str, dict[str, Any]] = {
    "DeletedItemRecovery": {"RetainDeletedItemsFor": "30.00:00:00"},
    "LeaverMailboxHold": {"LitigationHoldEnabled": True, "LitigationHoldDuration": "Unlimited"},
    "LitigationHold": {"LitigationHoldEnabled": True, "LitigationHoldDuration": "Unlimited"},
    "MailboxAuditing": {"AuditOwner": ["HardDelete", "MailboxLogin"]},
}
"""What somebody sets meanwhile that protects more than what the rule would write by what it has seen."""


class Raced(Company):
    """Somebody does something right before the first write, or right after the first look at all mailboxes."""

    before_write: Callable[[], None] | None = None
    after_look: Callable[[], None] | None = None

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        cmdlets = cast("Any", self.cmdlets)
        run_all, rows = cmdlets.run_all, cmdlets.rows

        async def written(endpoint: Endpoint, many: Sequence[Invocation]) -> Any:
            do, self.before_write = self.before_write, None
            if do and many:
                do()
            return await run_all(endpoint, many)

        async def looked(endpoint: Endpoint, one: Invocation, *select: Any) -> Any:
            found = await rows(endpoint, one, *select)
            do = self.after_look
            if do and one.parameters.get("IncludeInactiveMailbox") and "Filter" not in one.parameters:
                self.after_look = None
                do()
            return found

        cmdlets.run_all, cmdlets.rows = written, looked

    @property
    def waits(self) -> bool:
        """Whether somebody has not done yet what he does in the midst of a run."""
        return bool(self.before_write or self.after_look)

    def change(self, alias: str, values: dict[str, Any]) -> None:
        """Change a mailbox, wherever the values are kept."""
        mailbox, store = find_mailbox(self._at().store, self.ids[alias]), self._at().store
        assert mailbox is not None
        if "ImapEnabled" in values or "SmtpClientAuthenticationDisabled" in values:
            known = store.get(PROTOCOLS, mailbox.exchange_guid) or {"ExchangeGuid": mailbox.exchange_guid}
            store.put(PROTOCOLS, mailbox.exchange_guid, {**known, **values})
        else:
            change_stored(store, mailbox, values)

    def said(self, alias: str, cmdlet: str) -> dict[str, Any]:
        """Return what the service says of a mailbox, but for its names."""
        names = {
            *("UserPrincipalName", "Alias", "PrimarySmtpAddress", "EmailAddresses", "Identity", "Id", "Name"),
            *("DisplayName", "WhenChanged", "WhenChangedUTC", "WindowsEmailAddress", "WindowsLiveID"),
            "MicrosoftOnlineServicesID",
        }
        (row,) = self.run(cmdlet, Identity=self.ids[alias])
        return {name: value for name, value in row.items() if name not in names}

    def names_move(self) -> None:
        """Boris gets anna's names, who gets others."""
        for alias, name in (("anna", "anna.old"), ("boris", "anna")):
            address = f"{name}@{DOMAIN}"
            values = {"UserPrincipalName": address, "Alias": name, "PrimarySmtpAddress": address}
            self.change(alias, values)


@pytest.fixture
def company(tmp_path: Path) -> Raced:
    return Raced(tmp_path / "t.sqlite")


def listed_by(name: str) -> str:
    return "Get-Mailbox" if isinstance(RULES[name], MailboxRule) else "Get-CASMailbox"


def test_every_rule_over_mailboxes_is_tried() -> None:
    assert set(RULES) == set(ASKED) == set(BREAKS)
    assert {name for name, kind in RULES.items() if isinstance(kind, MailboxRule)} == set(BY_HAND)


@pytest.mark.parametrize("name", ASKED)
def test_a_mailbox_is_written_that_was_seen_whoever_bears_its_name_by_then(company: Raced, name: str) -> None:
    kind, rule, cmdlet = RULES[name], ASKED[name], listed_by(name)
    company.run_rule(kind, rule)
    company.change("anna", BREAKS[name])
    before, broken = company.said("boris", cmdlet), company.said("anna", cmdlet)
    company.before_write = company.names_move

    company.run_rule(kind, rule)

    assert not company.waits, "nothing was written at all"
    assert company.said("boris", cmdlet) == before
    assert company.said("anna", cmdlet) != broken


@pytest.mark.parametrize("name", BY_HAND)
def test_what_somebody_sets_meanwhile_is_not_undone_by_what_was_seen_before(
    company: Raced, name: str
) -> None:
    kind, rule, by_hand = RULES[name], ASKED[name], BY_HAND[name]
    company.run_rule(kind, rule)
    company.change("anna", BREAKS[name])
    company.after_look = lambda: company.change("anna", by_hand)

    company.run_rule(kind, rule)

    assert not company.waits, "nobody looked at all"
    said = company.said("anna", "Get-Mailbox")
    for one, value in by_hand.items():
        if isinstance(value, list):
            assert set(value) <= set(said[one])
        else:
            assert said[one] == value


class Backed(Raced):
    """Microsoft 365 Backup has a policy that keeps restore points for half a year."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sent: list[str] = []
        store = self._at().store
        store.set_setting(BILLING, True)  # noqa: FBT003 - the setting's value
        self.graph_call("POST", f"{BACKUP}/enable", {"appOwnerTenantId": self._at().tenant_id})
        settings = [{"interval": "R/P1W", "period": "P180D"}]
        units = [{"directoryObjectId": self.ids[one]} for one in self.ids]
        made = self.graph_call(
            "POST",
            f"{BACKUP}/{DRIVES.workload.policies}",
            {"displayName": "Ours", "retentionSettings": settings, DRIVES.workload.units: units},
        )
        self.policy = made["id"]
        self.graph_call("POST", f"{BACKUP}/protectionPolicies/{self.policy}/activate")
        self.skipped = timedelta(hours=2)

    def keep(self, period: str) -> None:
        store = self._at().store
        settings = {"retentionSettings": [{"interval": "R/P1W", "period": period}]}
        store.put(POLICIES, self.policy, {**(store.get(POLICIES, self.policy) or {}), **settings})

    async def search(self, path: str, body: Any) -> dict[str, Any]:
        found = await super().search(path, body)
        do, self.after_look = self.after_look, None
        if do:
            do()
        return found

    async def write(self, method: str, path: str, body: Any = None, **_: Any) -> dict[str, Any]:
        self.sent.append(f"{method} {path}")
        self.graph_call(method, path, body)
        return {}


@pytest.mark.parametrize(("by_hand", "kept"), [("P180D", "P365D"), ("P365D", "P365D"), ("P3650D", "P3650D")])
def test_a_backup_that_somebody_has_keep_longer_meanwhile_is_not_shortened(
    tmp_path: Path, by_hand: str, kept: str
) -> None:
    company = Backed(tmp_path / "t.sqlite")
    company.after_look = lambda: company.keep(by_hand)

    company.run_rule(DRIVES, {"policyName": "Ours", "retentionDays": 365})

    assert not company.waits, "nobody looked at all"
    (policy,) = company.graph_call("GET", f"{BACKUP}/{DRIVES.workload.policies}")["value"]
    assert [one["period"] for one in policy["retentionSettings"] if one["interval"] == "R/P1W"] == [kept]
    assert bool(company.sent) is (by_hand != kept)
