"""Attacks on data: an employee who leaves, ransomware, an administrator who purges. No setting is changed by them.

The ransomware saves every file over more often than versions are kept, as described in 2022
(https://practical365.com/sharepoint-version-attack, excerpt of 2026-11-26): version history then has nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_content_change
from holdfast.emulator.data import drives, mail
from holdfast.emulator.data.accounts import account_deleted
from holdfast.emulator.exchange.mailbox import lifecycle
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, delete_softly, forget, record
from holdfast.emulator.tamperings.cast import TamperingError, administrator, attacker
from holdfast.emulator.tamperings.cmdlets import named
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_PURGED = 3
"""Accounts that the administrator purges unless he is told which."""


def leaver(tenant: Tenant, *, user: str | None = None) -> str:
    """Have an employee delete and purge all his mail, and delete all his files, on his last day.

    Args:
        tenant: where.
        user: userPrincipalName, by default the last of the people at work.

    Raises:
        TamperingError: there is no such person with mail and files.
    """
    one = _chosen(tenant, user)
    actor = Person(one["id"], one["displayName"], one["userPrincipalName"])
    deleted = _empty_mailbox(tenant, one)
    drive: dict[str, Any] = tenant.store.get(drives.COLLECTION, one["id"]) or {}
    files = [file for file in drive["files"] if file["deleted"] is None]
    for file in files:
        drives.delete_file(tenant, file)
    tenant.store.put(drives.COLLECTION, one["id"], drive)
    record_content_change(tenant, actor, "Exchange", "HardDelete", of=one["id"], told={"Items": deleted})
    record_content_change(tenant, actor, "OneDrive", "FileRecycled", of=one["id"], told={"Files": len(files)})
    did = f"purged {_counted(deleted, 'mail item')} and deleted {_counted(len(files), 'file')}"
    return f"{actor.user_principal_name} {did}."


def ransomware(tenant: Tenant) -> str:
    """Encrypt every file that is in a drive, and save it over more often than versions are kept without a policy.

    Raises:
        TamperingError: there is no file.
    """
    actor, struck, count, legible = attacker(tenant), 0, 0, 0
    for drive in tenant.store.all(drives.COLLECTION):
        files = [file for file in drive["files"] if file["deleted"] is None and not file["gone"]]
        if drive["deleted"] or not files:
            continue
        for file in files:
            drives.overwrite(tenant, drive, file, drive["versionsKept"])
        tenant.store.put(drives.COLLECTION, drive["owner"], drive)
        record_content_change(
            tenant, actor, "OneDrive", "FileModified", of=drive["owner"], told={"Files": len(files)}
        )
        struck, count = struck + 1, count + len(files)
        legible += sum(drives.has_readable_version(file) for file in files)
    if not count:
        raise TamperingError(f"{tenant.domain} has no file in any drive.")
    done = f"encrypted {_counted(count, 'file')} in {_counted(struck, 'drive')}"
    return f"{actor.user_principal_name} {done}. {legible_sentence(legible, count)}"


def legible_sentence(legible: int, of: int) -> str:
    """Return of how many files there is a version from before, as a sentence."""
    if not legible:
        return "No version from before is left of any of them."
    who = "Each" if legible == of else f"{legible}"
    return f"{who} of them still {'has' if legible in (1, of) else 'have'} a version from before that can be read."


def purge(tenant: Tenant, *, user: str | None = None) -> str:
    """Delete accounts for good, and their mailboxes and drives as far as nothing forbids it.

    Args:
        tenant: where.
        user: userPrincipalName, by default the first three of the people at work.

    Raises:
        TamperingError: there is no such person with mail and files.
    """
    actor = administrator(tenant)
    chosen = _at_work(tenant)[:_PURGED] if user is None else [_chosen(tenant, user)]
    if not chosen:
        raise TamperingError(f"{tenant.domain} has nobody at work with mail and files.")
    told = [_purge_one(tenant, actor, one) for one in chosen]
    return "\n".join(f"{actor.user_principal_name} purged {sentence}" for sentence in told)


def _purge_one(tenant: Tenant, actor: Person, user: dict[str, Any]) -> str:
    item = DirectoryObject("user", user)
    delete_softly(tenant, item)
    account_deleted(tenant, item.object_id)
    record(tenant, actor, "Delete", item, old=user)
    forget(tenant, item.object_id)
    record(tenant, actor, "Hard Delete", item)
    did = [
        ("its mailbox", lifecycle.remove_for_good(tenant, item.object_id), "Exchange", "Remove-Mailbox"),
        ("its drive", drives.remove_for_good(tenant, item.object_id), "OneDrive", "SiteDeleted"),
    ]
    for _, done, workload, operation in did:
        if done:
            record_content_change(
                tenant, actor, workload, operation, of=item.object_id, told={"Permanently": True}
            )
    gone = [name for name, done, _, _ in did if done]
    kept = [name for name, done, _, _ in did if not done]
    sentence = f"the account of {user['userPrincipalName']}{' with ' + ' and '.join(gone) if gone else ''}."
    if not kept:
        return sentence
    they_are = "they are" if len(kept) > 1 else "it is"
    return f"{sentence} {' and '.join(kept).capitalize()} could not be removed: {they_are} kept."


def _empty_mailbox(tenant: Tenant, user: dict[str, Any]) -> int:
    """Delete and purge what is in somebody's mailbox, and give how much it was."""
    found = find_mailbox(tenant.store, user["id"])
    guid = "" if found is None else found.exchange_guid
    box, values = tenant.store.get(mail.COLLECTION, guid), mail.mailbox_values(tenant, guid)
    if box is None or values is None:
        raise TamperingError(f"{user['userPrincipalName']} has no mail.")
    items = [one for one in box["items"] if one["deleted"] is None]
    for one in items:
        mail.delete_item(tenant, one)
        mail.purge_item(tenant, values, one)
    tenant.store.put(mail.COLLECTION, guid, box)
    return len(items)


def _chosen(tenant: Tenant, wanted: str | None) -> dict[str, Any]:
    people = {str(one["userPrincipalName"]): one for one in reversed(_at_work(tenant))}
    found: dict[str, Any] = people[
        named([*people], wanted, f"{tenant.domain} has nobody at work with mail and files")
    ]
    return found


def _at_work(tenant: Tenant) -> list[dict[str, Any]]:
    """Whoever signs in, has mail and files, and holds no role: nobody who could do this to himself by mistake."""
    roles = {str(one["principalId"]) for one in tenant.store.all("roleAssignments")}
    return [
        one
        for one in tenant.store.all("users")
        if one["accountEnabled"] and one["id"] not in roles
        if tenant.store.get(drives.COLLECTION, one["id"]) is not None
        if find_mailbox(tenant.store, one["id"]) is not None
    ]


TAMPERINGS = (
    Tampering("leaver", "An employee deletes his mail and files on the last day.", leaver, ("user",)),
    Tampering(
        "ransomware", "Ransomware encrypts every file, and every version that no policy keeps.", ransomware
    ),
    Tampering("purge", "The administrator purges accounts with their mail and files.", purge, ("user",)),
)


def _counted(number: int, of: str) -> str:
    """Return `1 file` or `2 files`."""
    return f"{number} {of}{'' if number == 1 else 's'}"
