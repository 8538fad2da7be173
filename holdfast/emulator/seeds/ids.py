"""Ids of seeded objects: the same for the same tenant, kind and name, whenever and wherever it is seeded."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TENANT_IDS: Mapping[str, str] = {
    "contoso.onmicrosoft.com": "11111111-1111-4111-8111-111111111111",
    "fabrikam.onmicrosoft.com": "22222222-2222-4222-8222-222222222222",
}
_CLIENT_NUMBERS: Mapping[str, int] = {"contoso.onmicrosoft.com": 1, "fabrikam.onmicrosoft.com": 2}


def stable_id(domain: str, kind: str, name: str) -> str:
    """Return the GUID (version 4 in form) of the seeded object of that kind and name in that tenant."""
    digest = hashlib.blake2b(f"{domain.lower()}\n{kind}\n{name}".encode(), digest_size=16).digest()
    return str(uuid.UUID(bytes=digest, version=4))


_OFFSETS = {"Holdfast": 0, "Reader": 0x100, "Administrator": 0x200}


def tenant_id_of(domain: str) -> str:
    """Return the tenant id that a seeded tenant of that initial domain has."""
    return _TENANT_IDS.get(domain.lower()) or stable_id(domain, "tenant", domain.lower())


def client_id_of(domain: str, application: str) -> str:
    """Return the client id of "Holdfast", "Reader" or "Administrator" in a seeded tenant.

    Contoso's and Fabrikam's are easy to know by sight: c0ffee00-... ending in 001 and 002, in 101 and 102 for
    Reader, and in 201 and 202 for Administrator.
    """
    number = _CLIENT_NUMBERS.get(domain.lower())
    if number is None:
        return stable_id(domain, "application", application)
    return f"c0ffee00-0000-4000-8000-{number + _OFFSETS[application]:012x}"


def seed_number_of(domain: str) -> int:
    """Return the number that makes the ids of later writes reproducible; it differs from tenant to tenant."""
    return int.from_bytes(hashlib.blake2b(domain.lower().encode(), digest_size=4).digest(), "big")
