"""What everybody says of a directory's objects: the types that references point at, and what an id looks like."""

from __future__ import annotations

import re

GROUP = "azuread:index/group:Group"
USER = "azuread:index/user:User"
"""Pulumi type tokens of whom a policy or a group names."""
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_guid(text: str) -> bool:
    """Return whether `text` is an object id, in any letter case."""
    return _GUID.fullmatch(text) is not None
