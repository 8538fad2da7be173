"""Get- and Set-MailboxAuditBypassAssociation (rows.json; learn, Set-MailboxAuditBypassAssociation).

A row for each account of the service's own and for each active mailbox; that accounts without a mailbox are left out
here is ours. Rows have names and ids and no sign-in name, as they were seen.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.state import Stored, find_mailbox, list_mailboxes, object_guid

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

COLLECTION = "mailboxAuditBypassAssociations"
BYPASS_ROW = shape_of(
    plain={
        **dict.fromkeys(("ObjectId", "Name", "Identity", "Id", "DistinguishedName", "OrganizationId"), ""),
        "AuditBypassEnabled": False,
        "IsValid": True,
    },
    texts={"ObjectClass": ["top", "person", "organizationalPerson", "user"]},
    guid={"ExchangeObjectId": "", "Guid": ""},
    moment={"WhenChangedUTC": None},
)
"""Every property; that it is false of a new account was seen."""
_OWN = ("DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}", "Asc-0", "TenantSetting_0")
"""Accounts of the service's own: rows so begun were seen in a captured answer; the whole names are assumed."""
_SPACE = uuid.UUID("c0a3f2d4-6a0d-4d6e-9c53-1f6f9d3c7b21")
"""Namespace of their ids."""
_DEFAULT_RESULTS = 1000
_SHOWN = "state = 'active' AND type NOT IN ('GroupMailbox', 'PublicFolderMailbox')"


def get_bypass(invocation: Invocation) -> CmdletOutput:
    """Get-MailboxAuditBypassAssociation: one account by Identity, or all."""
    tenant, page = invocation.tenant, invocation.page
    excused = {str(one["Guid"]) for one in tenant.store.all(COLLECTION) if one["AuditBypassEnabled"]}
    if "Identity" in invocation.given:
        account = _found(invocation)
        return CmdletOutput([_row(invocation, account, excused)])
    most = invocation.given.get("ResultSize", _DEFAULT_RESULTS)
    left = page.size if most is None else min(page.size, most - page.served)
    # A cursor counts the service's own, which come first, and goes on with positions of mailboxes.
    own = _own(tenant)[page.cursor :][:left]
    room = left - len(own)
    records = list_mailboxes(tenant.store, _SHOWN, (), max(page.cursor - len(_OWN), 0), room + 1)
    found = [Stored(*one) for one in records[:room]]
    rows = [_row(invocation, one, excused) for one in (*own, *(_of_mailbox(tenant, one) for one in found))]
    after = found[-1].position + len(_OWN) if found else page.cursor + len(own)
    ended = after >= len(_OWN) and len(records) <= room
    if ended or (most is not None and page.served + left >= most):
        return CmdletOutput(rows)
    return CmdletOutput(rows, next_cursor=after)


def set_bypass(invocation: Invocation) -> CmdletOutput:
    """Set-MailboxAuditBypassAssociation: whether what one account does is recorded."""
    account = _found(invocation)
    document = {"Guid": account["Guid"], "AuditBypassEnabled": invocation.given["AuditBypassEnabled"]}
    invocation.tenant.store.put(COLLECTION, str(account["Guid"]), document)
    invocation.record(str(account["Name"]))
    return CmdletOutput()


def _found(invocation: Invocation) -> dict[str, Any]:
    """The account that the Identity names: an own one by name or id, another as its mailbox is found."""
    identity, tenant = invocation.given["Identity"], invocation.tenant
    for one in _own(tenant):
        if identity.lower() in {one["Name"].lower(), one["Guid"]}:
            return one
    mailbox = find_mailbox(tenant.store, identity)
    if mailbox is None:
        raise not_found(identity, tenant.domain)
    return _of_mailbox(tenant, mailbox)


def _own(tenant: Tenant) -> list[dict[str, Any]]:
    return [_named(tenant, name, str(uuid.uuid5(_SPACE, f"{tenant.tenant_id}/{name}"))) for name in _OWN]


def _of_mailbox(tenant: Tenant, mailbox: Stored) -> dict[str, Any]:
    return {
        **_named(tenant, mailbox.alias, object_guid(mailbox.exchange_guid)),
        "WhenChangedUTC": mailbox.created,
    }


def _named(tenant: Tenant, name: str, guid: str) -> dict[str, Any]:
    """What a row says of an account of that name; that it is the alias of the mailbox is assumed."""
    return {
        **dict.fromkeys(("ObjectId", "Name", "Identity", "Id"), name),
        "DistinguishedName": f"CN={name},OU={tenant.domain},OU=Microsoft Exchange Hosted Organizations",
        "OrganizationId": tenant.domain,
        **dict.fromkeys(("ExchangeObjectId", "Guid"), guid),
    }


def _row(invocation: Invocation, account: dict[str, Any], excused: set[str]) -> dict[str, Any]:
    values = {**account, "AuditBypassEnabled": account["Guid"] in excused}
    return BYPASS_ROW.row(values, invocation.select)


_NOUN = Noun("MailboxAuditBypassAssociation", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT), Parameter("ResultSize", ParameterType.COUNT)),
        get_bypass,
        "Whether what an account does in mailboxes goes unrecorded, those of the service's own among them.",
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("AuditBypassEnabled", ParameterType.BOOLEAN, required=True),
        ),
        set_bypass,
        "Has what an account does in mailboxes recorded, or not; acts at once, and the log here records all the same.",
        frozenset({"WhatIf"}),
    ),
)
"""Accounts that are excused from the auditing of mailboxes."""
