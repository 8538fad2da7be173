"""What everybody says of a directory's objects: the types that references point at, and what an id looks like."""

from __future__ import annotations

import re

GROUP = "azuread:index/group:Group"
USER = "azuread:index/user:User"
"""Pulumi type tokens of whom a policy or a group names."""
GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
"""Template id of the role, the same in every tenant; a built-in definition has it as its id."""
SYNC_ROLE = "d29b2b05-8046-44ba-8758-1e26182fcf32"
"""Template id of the role Directory Synchronization Accounts, the same in every tenant. Source:
https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference (2026-11-25)."""
SYNC_ROLES = (SYNC_ROLE, "a92aed5d-d78a-4d16-b381-09adb37eb3b0")
"""That role, and On Premises Directory Sync Account (recalled): nobody who holds one is a person."""
LOG_DAYS = 30
"""For how many days the directory keeps its audit log with a premium licence; 7 without (ENTRA, 2026-01)."""
GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""What an id looks like, for a pattern without letter case."""
GUIDS = re.compile(GUID, re.IGNORECASE)


def is_guid(text: str) -> bool:
    """Return whether `text` is an object id, in any letter case."""
    return GUIDS.fullmatch(text) is not None
