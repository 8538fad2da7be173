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
_DIGITS = re.compile(r"[0-9a-f]{32}")
_BRACES = {("{", "}"), ("(", ")")}
_PARTS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


def is_guid(text: str) -> bool:
    """Return whether `text` is an object id, in any letter case."""
    return GUIDS.fullmatch(text) is not None


def one_spelling(object_id: str) -> str:
    """Return an id as the directory writes it: two that are one id are equal by it, whichever service told them.

    Exchange and .NET write one GUID in several ways: in capitals, in braces or without dashes. Documented:
    https://learn.microsoft.com/dotnet/api/system.guid.tostring (2026-11-28); that Exchange answers with another than
    the directory's is assumed. What is no GUID is returned in lower case.
    """
    plain = object_id.strip().lower()
    inner = plain[1:-1] if (plain[:1], plain[-1:]) in _BRACES else plain
    digits = inner.replace("-", "")
    if not _DIGITS.fullmatch(digits) or not (inner == digits or is_guid(inner)):
        return plain
    return "-".join(digits[start:end] for start, end in _PARTS)
