"""Policies over mail of a seeded tenant: links are checked for everybody by one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange import safe_links_policy, safe_links_rule
from holdfast.emulator.seeds.ids import stable_id

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Links of everybody"
_CREATED = "2022-06-01T08:00:00Z"


def seed_mail_policies(tenant: Tenant) -> None:
    """Store a Safe Links policy as new ones are, and a rule with neither condition nor exception."""
    for noun, more in (
        (safe_links_policy.SERVICE, {}),
        (safe_links_rule.SERVICE, {"SafeLinksPolicy": _NAME}),
    ):
        guid = stable_id(tenant.domain, noun.collection, _NAME)
        document: dict[str, Any] = {
            "Name": _NAME,
            **more,
            **dict.fromkeys(("Guid", "ExchangeObjectId", "ImmutableId"), guid),
            **dict.fromkeys(("Identity", "Id"), _NAME),
            **dict.fromkeys(("WhenCreatedUTC", "WhenChangedUTC"), _CREATED),
        }
        tenant.store.put(noun.collection, guid, document)
