"""What settings that several controls share are tried with; a setting of one control alone is in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NARROWING: Mapping[str, Mapping[str, Any]] = {
    "excluded_users": {"excluded_users": ["anna@b.example"]},
    "excluded_groups": {"excluded_groups": ["Staff"]},
    "excluded_mailboxes": {"excluded_mailboxes": ["anna@b.example"]},
    "excluded_accounts": {"excluded_accounts": ["migration"]},
    "excluded_policies": {"excluded_policies": ["Board"]},
    "excluded_domains": {"excluded_domains": ["partner.example"]},
    "directory_sync": {"directory_sync": "role"},
    "directory_sync_accounts": {"directory_sync": "account", "directory_sync_accounts": ["sync@b.example"]},
    "device_account_groups": {"device_account_groups": ["Rooms"]},
    "guests": {"guests": "excluded"},
    "mailbox_types": {"mailbox_types": ["user"]},
}
"""Settings by which each narrowing setting leaves somebody out."""
LOOKED_UP = "looked up before the first write, and told by its line when it is not there"
COMPARED = "compared with what is read, and handed to no service"
ANY_TEXT: Mapping[str, str] = {
    "accounts": LOOKED_UP,
    "device_account_groups": LOOKED_UP,
    "directory_sync_accounts": LOOKED_UP,
    "emergency_accounts": COMPARED,
    "excluded_accounts": COMPARED,
    "excluded_groups": LOOKED_UP,
    "excluded_mailboxes": COMPARED,
    "excluded_policies": COMPARED,
    "excluded_users": LOOKED_UP,
}
"""By setting that is a list of texts without a form, why any text is taken: names and accounts have none."""
ENOUGH_ADDRESSES: tuple[Mapping[str, Any], ...] = (
    {"addresses": ["198.51.100.0/24", "2001:db8::/48"]},
    {"addresses": ["10.0.0.0/12"]},
    {"addresses": ["2001:db0::/28", "2001:db0::/29"]},
)
"""Places of one organization; what is said twice counts once."""
WIDE_ADDRESSES: tuple[Mapping[str, Any], ...] = (
    {"addresses": [f"{one >> 1}.{128 * (one & 1)}.0.0/9" for one in range(512)]},
    {"addresses": ["10.0.0.0/12", "198.51.100.0/32"]},
    {"addresses": ["198.51.100.0/24", "2001:d00::/27"]},
)
"""The whole internet in as many parts as the service takes, and what is a little too wide."""
