"""What is fetched without a token from an address that is good for minutes: files of reports.

The service has such addresses at https://reports.office.com/data/download/…; here they are at the host that was asked.
Source: https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail (2026-11-28), by which they hold
for "a few minutes"; five, and what an old one is answered, are assumed.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.tenant import timestamp
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

_COLLECTION = "downloads"
_GOOD_FOR = timedelta(minutes=5)


def offer(tenant: Tenant, call: Call, content: str) -> Reply:
    """Keep a text for some minutes, and send the client to it."""
    where, _ = address_of(tenant, call, content.encode())
    return Reply(302, b"", {"content-type": "text/plain", "location": where})


def address_of(tenant: Tenant, call: Call, content: bytes) -> tuple[str, str]:
    """Keep a file for some minutes; return from where it is fetched, and until when."""
    for old in tenant.store.all(_COLLECTION):
        if datetime.fromisoformat(old["until"]) <= tenant.now():
            tenant.store.delete(_COLLECTION, old["ticket"])
    ticket = secrets.token_urlsafe(24)
    until = timestamp(tenant.now() + _GOOD_FOR)
    kept = {"ticket": ticket, "until": until, "content": b64encode(content).decode()}
    tenant.store.put(_COLLECTION, ticket, kept)
    return f"{call.base_url}/data/download/{tenant.tenant_id}.{ticket}", until


def fetched(tenant: Tenant, ticket: str) -> Reply:
    """The file that a ticket stands for."""
    found = tenant.store.get(_COLLECTION, ticket)
    if found is None or found["ticket"] != ticket or datetime.fromisoformat(found["until"]) <= tenant.now():
        return Reply(404, b"", {"content-type": "text/plain"})
    return Reply(200, b64decode(found["content"]), {"content-type": "application/octet-stream"})
