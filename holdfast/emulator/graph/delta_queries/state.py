"""States of collections that somebody was shown, each by the token under which it is kept for seven days.

A token is drawn from what it stands for, so that nothing new is kept for whoever asks again while nothing changes.
Source: https://learn.microsoft.com/graph/delta-query-overview (2026-11-28).
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_COLLECTION = "deltaStates"
_DAYS = 7
"""How long a token of the directory is good."""


def keep(tenant: Tenant, asked: dict[str, Any], rows: dict[str, dict[str, Any]]) -> str:
    """Keep what was shown of what was asked for, and return its token; those that are too old go."""
    state: dict[str, Any] = {"asked": asked, "rows": rows}
    token = hashlib.blake2b(orjson.dumps(state), digest_size=24).hexdigest()
    for old in tenant.store.all(_COLLECTION):
        if old["token"] != token and _is_old(tenant, old):
            tenant.store.delete(_COLLECTION, old["token"])
    kept = tenant.store.get(_COLLECTION, token)
    if kept is None or _is_old(tenant, kept):
        state |= {"token": token, "issued": timestamp(tenant.now())}
        tenant.store.put(_COLLECTION, token, state)
    return token


def kept(tenant: Tenant, token: str) -> dict[str, Any] | None:
    """What is kept under a token, None for one that was never given or is too old."""
    found = tenant.store.get(_COLLECTION, token)
    return None if found is None or _is_old(tenant, found) else found


def _is_old(tenant: Tenant, state: dict[str, Any]) -> bool:
    return tenant.now() - datetime.fromisoformat(state["issued"]) > timedelta(days=_DAYS)
