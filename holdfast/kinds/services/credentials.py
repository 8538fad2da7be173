"""Passwords and certificates of applications and service principals, as Graph tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_text, member, required

if TYPE_CHECKING:
    from collections.abc import Mapping


def called(credential: Mapping[str, Any]) -> str:
    """Return the name of a credential with the first part of its id, which tells two of one name apart.

    Raises:
        MisreadError: it has no id, or its name is none.
    """
    key = required(credential, "keyId", as_text).partition("-")[0]
    return f"{member(credential, 'displayName', as_text) or 'without a name'} ({key})"
