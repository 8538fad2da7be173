"""Ids of role assignments, as the service forms them."""

from __future__ import annotations

import base64
import uuid


def assignment_id(role_id: str, principal_id: str, ordinal: int = 1) -> str:
    """Return the id of a role assignment: base64url of both GUIDs, and an ordinal.

    Source: the rule gives the ids shown in graph-examples/unified-role.json, for example
    lAPpYvVpN0KRkAEhdxReEMmO4KwRqtpKkUWt3wOYIz4-1 for the two ids beside it.
    """
    raw = uuid.UUID(role_id).bytes_le + uuid.UUID(principal_id).bytes_le
    return f"{base64.urlsafe_b64encode(raw).decode().rstrip('=')}-{ordinal}"
