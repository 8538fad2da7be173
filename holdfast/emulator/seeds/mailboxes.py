"""Mailbox rows of seeded tenants: each only what differs from a mailbox's defaults (api-facts 6.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.seeds.licences import PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.emulator.seeds.people import Organisation, SeededPerson
    from holdfast.emulator.tenant import Tenant

_CREATED = "2022-06-01T08:00:00Z"
_HOLD_DATE = "2024-02-05T10:00:00Z"


def seed_people_mailboxes(
    tenant: Tenant, organisation: Organisation, users: Mapping[str, dict[str, Any]]
) -> None:
    """Store the mailboxes of the small tenant: everybody licensed, one shared, one inactive on hold."""
    rows = [
        _row(tenant, person, users[person.alias])
        for person in organisation.people
        if person.licence is not None or person.mailbox is not None
    ]
    seed_mailboxes(tenant.store, [*rows, _inactive(tenant, organisation.former)])


def numbered_mailboxes(tenant: Tenant, count: int) -> Iterator[dict[str, Any]]:
    """Yield rows of `count` further user mailboxes: every tenth of Exchange Plan 1, the others of Plan 2."""
    for number in range(1, count + 1):
        alias = f"user{number:06d}"
        product = PRODUCTS["O365_BUSINESS_PREMIUM" if number % 10 == 0 else "SPE_E5"]
        yield {
            "Alias": alias,
            "DisplayName": f"User {number:06d}",
            "ExchangeGuid": _numbered_id(1, number),
            "ExternalDirectoryObjectId": _numbered_id(2, number),
            "PersistedCapabilities": [product.mailbox_capability],
            "PrimarySmtpAddress": f"{alias}@{tenant.domain}",
            "UserPrincipalName": f"{alias}@{tenant.domain}",
            "WhenMailboxCreated": _CREATED,
        }


def _numbered_id(kind: int, number: int) -> str:
    """Return a GUID made of two numbers: hashing a name 400,000 times would cost most of a large seeding."""
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def _row(tenant: Tenant, person: SeededPerson, user: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "Alias": person.alias,
        "DisplayName": person.name,
        "ExchangeGuid": stable_id(tenant.domain, "mailbox", person.alias),
        "ExternalDirectoryObjectId": user["id"],
        "PersistedCapabilities": [],
        "PrimarySmtpAddress": user["mail"],
        "UserPrincipalName": user["userPrincipalName"],
        "WhenMailboxCreated": user["createdDateTime"],
    }
    if person.licence is not None:
        row["PersistedCapabilities"] = [PRODUCTS[person.licence].mailbox_capability]
    if person.mailbox is not None:
        row["RecipientTypeDetails"] = person.mailbox
    if not person.enabled:
        row["AccountDisabled"] = True
    return row


def _inactive(tenant: Tenant, name: str) -> dict[str, Any]:
    """Return the mailbox of a deleted account: a hold keeps it as an inactive one."""
    alias = name.lower().replace(" ", ".")
    return {
        "AccountDisabled": True,
        "Alias": alias,
        "DisplayName": name,
        "ExchangeGuid": stable_id(tenant.domain, "mailbox", alias),
        "ExternalDirectoryObjectId": "",
        "IsInactiveMailbox": True,
        "LitigationHoldDate": _HOLD_DATE,
        "LitigationHoldEnabled": True,
        "LitigationHoldOwner": f"admin@{tenant.domain}",
        "PersistedCapabilities": ["BPOS_S_Enterprise"],
        "PrimarySmtpAddress": f"{alias}@{tenant.domain}",
        "UserPrincipalName": f"{alias}@{tenant.domain}",
        "WhenMailboxCreated": _CREATED,
    }
