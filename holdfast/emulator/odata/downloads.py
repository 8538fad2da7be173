"""What is fetched without a token from an address that is good for minutes: files of reports.

The service has such addresses at https://reports.office.com/data/download/…; here they are at the host that was asked.
Source: https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail (2026-11-28), by which they hold
for "a few minutes"; five, and what an old one is answered, are assumed.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

_COLLECTION = "downloads"
_GOOD_FOR = timedelta(minutes=5)


def offer(tenant: Tenant, call: Call, content: str) -> Reply:
    """Keep a text for some minutes, and send the client to it."""
    for old in tenant.store.all(_COLLECTION):
        if datetime.fromisoformat(old["until"]) <= tenant.now():
            tenant.store.delete(_COLLECTION, old["ticket"])
    ticket = secrets.token_urlsafe(24)
    until = (tenant.now() + _GOOD_FOR).isoformat()
    tenant.store.put(_COLLECTION, ticket, {"ticket": ticket, "until": until, "content": content})
    where = f"{call.base_url}/data/download/{tenant.tenant_id}.{ticket}"
    return Reply(302, b"", {"content-type": "text/plain", "location": where})


def fetched(tenant: Tenant, ticket: str) -> Reply:
    """The text that a ticket stands for."""
    found = tenant.store.get(_COLLECTION, ticket)
    if found is None or found["ticket"] != ticket or datetime.fromisoformat(found["until"]) <= tenant.now():
        return Reply(404, b"", {"content-type": "text/plain"})
    return Reply(200, found["content"].encode(), {"content-type": "application/octet-stream"})
