"""Get-Recipient: everybody of the organization's list, mailboxes and mail contacts (learn, Get-Recipient).

Inactive mailboxes get no mail and are not listed (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mail_contact import SERVICE as CONTACTS
from holdfast.emulator.exchange.mailbox.state import Stored, find_mailbox, list_mailboxes, object_guid

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

RECIPIENT_ROW = shape_of(
    plain={
        **dict.fromkeys(("Name", "Identity", "Id", "DisplayName", "Alias", "PrimarySmtpAddress"), ""),
        "ExternalEmailAddress": None,
        "RecipientType": "UserMailbox",
        "RecipientTypeDetails": "UserMailbox",
        "ExternalDirectoryObjectId": "",
        "IsValid": True,
    },
    guid={"Guid": ""},
)
"""Properties that every row has (assumed: those by which scripts of public repositories tell recipients apart)."""
_DEFAULT_RESULTS = 1000


def get_recipient(invocation: Invocation) -> CmdletOutput:
    """Get-Recipient: one by Identity, or all of them."""
    given, tenant = invocation.given, invocation.tenant
    if "Identity" in given:
        one = recipient(tenant, given["Identity"])
        if one is None:
            raise not_found(given["Identity"], tenant.domain)
        return CmdletOutput([RECIPIENT_ROW.row(one, invocation.select)])
    most, page = given.get("ResultSize", _DEFAULT_RESULTS), invocation.page
    # Contacts come before the mailboxes: until these begin, the cursor is how many came, below zero.
    contacts = objects.living(tenant, CONTACTS.collection)[max(-page.cursor, 0) :] if page.cursor <= 0 else []
    room = page.size if most is None else min(page.size, most - page.served)
    listed, left = contacts[:room], max(room - len(contacts), 0)
    records = list_mailboxes(tenant.store, "state = ?", ("active",), max(page.cursor, 0), left + 1)
    found = [Stored(*record) for record in records[:left]]
    shown = (*map(_of_contact, listed), *map(_of_mailbox, found))
    rows = [RECIPIENT_ROW.row(values, invocation.select) for values in shown]
    if len(contacts) + len(records) <= room or (most is not None and page.served + room >= most):
        return CmdletOutput(rows)
    return CmdletOutput(rows, next_cursor=found[-1].position if found else min(page.cursor, 0) - len(listed))


def recipient(tenant: Tenant, identity: str) -> dict[str, Any] | None:
    """The recipient that an Identity names, as a row has it: a mailbox before a contact (assumed); or None."""
    if mailbox := find_mailbox(tenant.store, identity):
        return _of_mailbox(mailbox)
    contact = objects.find(tenant, CONTACTS.collection, identity)
    return _of_contact(contact) if contact else None


def _of_mailbox(mailbox: Stored) -> dict[str, Any]:
    return {
        **dict.fromkeys(("Name", "Identity", "Id"), mailbox.identity),
        "DisplayName": mailbox.display_name,
        "Alias": mailbox.alias,
        "PrimarySmtpAddress": mailbox.smtp,
        "RecipientType": "UserMailbox",
        "RecipientTypeDetails": mailbox.type,
        "ExternalDirectoryObjectId": mailbox.directory_id,
        "Guid": object_guid(mailbox.exchange_guid),
    }


def _of_contact(contact: dict[str, Any]) -> dict[str, Any]:
    shown = {**CONTACTS.row.defaults, **contact}
    row = {name: shown[name] for name in RECIPIENT_ROW.defaults if name in shown}
    return {**row, "PrimarySmtpAddress": str(shown["ExternalEmailAddress"]).partition(":")[2]}


_NOUN = Noun("Recipient", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT), Parameter("ResultSize", ParameterType.COUNT)),
        get_recipient,
        "Mailboxes and mail contacts, by Identity or all of them.",
        frozenset(
            words(
                """
                    Anr AuthenticationType BookmarkDisplayName Capabilities Database Filter
                    IncludeBookmarkObject IncludeSoftDeletedRecipients OrganizationalUnit Properties PropertySet
                    RecipientPreviewFilter RecipientType RecipientTypeDetails SortBy
                """
            )
        ),
    ),
)
"""Recipients, read only: each has cmdlets of its own to change it."""
