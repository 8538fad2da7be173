"""What becomes of a mailbox when its account, its licence or its hold goes, and when it is gone.

Sources: research notes data-loss 1.3 (M1 to M6) with their pages on learn.microsoft.com: delete-or-restore-mailboxes
(2021-07), purview/inactive-mailboxes-in-office-365 (read 2026-11-25), remove-licenses-from-users (2023-01); and message
centre post MC411428 (2022-08) for the 30 days after the last hold of an inactive mailbox went. Contested there, and
decided here for the worse (assumed): the mailbox of a user without a licence goes although it is held. Jobs run at the
moment, where the service's run days later.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.values import parse_moment, wire_moment
from holdfast.emulator.data import mail
from holdfast.emulator.exchange.mailbox.holds import is_held, over_all, policy_of, reaching, retains
from holdfast.emulator.exchange.mailbox.named_by_policies import rebind
from holdfast.emulator.exchange.mailbox.state import (
    change_stored,
    find_mailbox,
    mailboxes_in,
    mailboxes_with_holds,
    remove_mailbox,
)
from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION
from holdfast.emulator.graph.backup_restore.state import note_left
from holdfast.emulator.graph.backup_restore.workloads import EXCHANGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from holdfast.emulator.exchange.mailbox.state import Stored
    from holdfast.emulator.tenant import Tenant

CLOCKS = "mailboxClocks"
"""The store's collection of what no property of a mailbox tells: since when it is without licence, or on delay hold."""
_OVER_ALL = "holdsOverAll"
"""The store's collection of the holds over all as they were at the last look, in one document of that name."""
_KEPT = timedelta(days=30)
_UNLICENSED, _DELAYED = "unlicensedSince", "delayHoldSince"


def account_deleted(tenant: Tenant, user_id: str) -> None:
    """Make the mailbox of a deleted account inactive where a hold keeps it, else soft-deleted."""
    mailbox = _of_account(tenant, user_id, "active")
    if mailbox is None:
        return
    # A hold does not make it inactive once the licence is gone (W2; contested, decided for the worse).
    inactive = is_held(tenant, mailbox.values()) and _UNLICENSED not in _clocks(tenant, mailbox)
    state = "IsInactiveMailbox" if inactive else "IsSoftDeletedByRemove"
    changes = {state: True, "AccountDisabled": True, "WhenSoftDeleted": _now(tenant)}
    change_stored(tenant.store, mailbox, changes)
    if not inactive:
        note_left(tenant, EXCHANGE, user_id, tenant.now())


def account_restored(tenant: Tenant, user_id: str) -> None:
    """Bring the mailbox of a restored account back, as far as it is still there."""
    mailbox = _of_account(tenant, user_id, "deleted", "inactive")
    if mailbox is not None:
        gone = dict.fromkeys(("IsInactiveMailbox", "IsSoftDeletedByRemove", "WasInactiveMailbox"), False)
        when = dict.fromkeys(("WhenSoftDeleted", "InactiveMailboxRetireTime"))
        change_stored(tenant.store, mailbox, {**gone, **when, "AccountDisabled": False})
        note_left(tenant, EXCHANGE, user_id, None)


def account_switched(tenant: Tenant, user_id: str, *, enabled: bool) -> None:
    """Have the mailbox of an account say whether its user may sign in, as the directory does (assumed: at once)."""
    mailbox = _of_account(tenant, user_id, "active")
    if mailbox is not None:
        change_stored(tenant.store, mailbox, {"AccountDisabled": not enabled})


def licence_changed(tenant: Tenant, user_id: str, capabilities: Sequence[str]) -> None:
    """Give the mailbox of an account what its Exchange plans allow; without any its last days begin."""
    mailbox = _of_account(tenant, user_id, "active")
    if mailbox is None:
        return
    change_stored(tenant.store, mailbox, {"PersistedCapabilities": [*capabilities]})
    since = None if capabilities or mailbox.type != "UserMailbox" else _now(tenant)
    if since is None or _UNLICENSED not in _clocks(tenant, mailbox):
        _set_clock(tenant, mailbox, _UNLICENSED, since)


def hold_lifted(tenant: Tenant, mailbox: Stored) -> dict[str, Any]:
    """The changes that go with taking a litigation hold off: an active mailbox gets a delay hold."""
    if mailbox.state != "active":
        return {}
    _set_clock(tenant, mailbox, _DELAYED, _now(tenant))
    return {"DelayHoldApplied": True}


def release_unheld(tenant: Tenant) -> None:
    """Begin the last 30 days of every inactive mailbox that nothing holds any longer."""
    _settle_codes(tenant)
    for mailbox in mailboxes_in(tenant.store, "inactive"):
        if not is_held(tenant, mailbox.values()):
            changes = {
                "IsInactiveMailbox": False,
                "IsSoftDeletedByRemove": True,
                "WasInactiveMailbox": True,
                "InactiveMailboxRetireTime": _now(tenant),
            }
            change_stored(tenant.store, mailbox, changes)
            note_left(tenant, EXCHANGE, mailbox.directory_id, tenant.now())


def _settle_codes(tenant: Tenant) -> None:
    """Have mailboxes bear the codes of the policies that reach them, once that is distributed.

    A code of a policy that was switched off goes, whoever put it there.
    """
    come, go = rebind(tenant)
    off = {
        policy["Guid"]
        for policy in objects.living(tenant, objects.POLICIES)
        if not policy.get("Enabled", True) and not objects.is_pending(tenant, policy)
    }
    bearing = mailboxes_with_holds(tenant.store) if off else []
    named = (
        find_mailbox(tenant.store, guid, ("active", "inactive")) for guid in sorted(come.keys() | go.keys())
    )
    for mailbox in {one.exchange_guid: one for one in (*bearing, *named) if one is not None}.values():
        codes = mailbox.differences().get("InPlaceHolds", [])
        gone = go.get(mailbox.exchange_guid, set())
        left = [
            one for one in codes if one not in gone and (policy_of(tenant, one) or {}).get("Guid") not in off
        ]
        left += sorted(come.get(mailbox.exchange_guid, set()) - set(left))
        if left != codes:
            held = any(map(retains, codes)) and not any(map(retains, left))
            delayed = hold_lifted(tenant, mailbox) if held else {}
            change_stored(tenant.store, mailbox, {"InPlaceHolds": left, **delayed})
    _delay_where_over_all_ended(tenant)


def _delay_where_over_all_ended(tenant: Tenant) -> None:
    """Give the active mailboxes that a policy over all held, and nothing else, a delay hold once it holds them no more.

    Source: the page of holds names no sort of hold that leaves none (research notes data-loss M6).
    """
    now = [one for one in over_all(tenant) if retains(one)]
    before = (tenant.store.get(_OVER_ALL, _OVER_ALL) or {"codes": []})["codes"]
    if now == before:
        return
    tenant.store.put(_OVER_ALL, _OVER_ALL, {"codes": now})
    ended = [one for one in before if one not in now]
    for mailbox in mailboxes_in(tenant.store, "active") if ended else ():
        values = mailbox.values()
        if reaching(values, ended) and not is_held(tenant, values):
            change_stored(tenant.store, mailbox, hold_lifted(tenant, mailbox))


def pass_time(tenant: Tenant) -> None:
    """End holds that are over by now, and remove the mailboxes whose time is."""
    release_unheld(tenant)
    ticking = (find_mailbox(tenant.store, one["guid"]) for one in tenant.store.all(CLOCKS))
    active = [mailbox for mailbox in ticking if mailbox is not None]
    for mailbox in [*active, *mailboxes_in(tenant.store, "deleted")]:
        gone = _gone_at(tenant, mailbox)
        if gone is not None and gone <= tenant.now():
            _remove(tenant, mailbox, gone)
        elif mailbox.state == "active":
            _end_delay_hold(tenant, mailbox)


def remove_for_good(tenant: Tenant, user_id: str) -> bool:
    """Remove the mailbox of a deleted account at once; False where there is none, or a hold keeps it inactive (M10)."""
    mailbox = _of_account(tenant, user_id, "deleted")
    if mailbox is not None:
        _remove(tenant, mailbox, tenant.now())
    return mailbox is not None


def _remove(tenant: Tenant, mailbox: Stored, gone: datetime) -> None:
    """Take a mailbox away for good; its backup has nothing new since it was deleted, or its last hold went."""
    values = mailbox.values()
    ended = values.get("InactiveMailboxRetireTime") or values.get("WhenSoftDeleted")
    mail.close(tenant, mailbox.exchange_guid, parse_moment(ended) if ended else gone)
    note_left(tenant, EXCHANGE, mailbox.directory_id, gone)
    tenant.store.delete(CLOCKS, mailbox.exchange_guid)
    remove_mailbox(tenant.store, mailbox)


def _gone_at(tenant: Tenant, mailbox: Stored) -> datetime | None:
    """The moment from which a mailbox is no longer there; None where no clock runs."""
    values, moments = mailbox.values(), []
    if mailbox.state == "deleted":
        since = values.get("InactiveMailboxRetireTime") or values.get("WhenSoftDeleted")
        moments += [parse_moment(since) + _KEPT] if since else []
    unlicensed = _clocks(tenant, mailbox).get(_UNLICENSED)
    if unlicensed:
        delayed = ORGANIZATION.value(tenant).get("DelayedDelicensingEnabled")
        moments.append(parse_moment(unlicensed) + (2 * _KEPT if delayed else _KEPT))
    return min(moments, default=None)


def _end_delay_hold(tenant: Tenant, mailbox: Stored) -> None:
    """Take a delay hold off that is 30 days old; of a disabled account it is not processed, and stays (M6)."""
    since = _clocks(tenant, mailbox).get(_DELAYED)
    disabled = mailbox.values().get("AccountDisabled")
    if since and not disabled and parse_moment(since) + _KEPT <= tenant.now():
        change_stored(tenant.store, mailbox, {"DelayHoldApplied": False})
        _set_clock(tenant, mailbox, _DELAYED, None)


def _of_account(tenant: Tenant, user_id: str, *states: str) -> Stored | None:
    mailbox = find_mailbox(tenant.store, user_id, states)
    return mailbox if mailbox is not None and mailbox.directory_id.lower() == user_id.lower() else None


def _clocks(tenant: Tenant, mailbox: Stored) -> dict[str, str]:
    known = tenant.store.get(CLOCKS, mailbox.exchange_guid)
    return {} if known is None else dict(known["since"])


def _set_clock(tenant: Tenant, mailbox: Stored, name: str, since: str | None) -> None:
    clocks = {**_clocks(tenant, mailbox), name: since}
    running = {one: moment for one, moment in clocks.items() if moment is not None}
    if running:
        document = {"guid": mailbox.exchange_guid, "since": running}
        tenant.store.put(CLOCKS, mailbox.exchange_guid, document)
    else:
        tenant.store.delete(CLOCKS, mailbox.exchange_guid)


def _now(tenant: Tenant) -> str:
    return wire_moment(tenant.now())
