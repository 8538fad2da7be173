"""Whether anything keeps what is in a mailbox, as Exchange decides it when the account goes.

Source: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox (2023-01, research
notes data-loss 3.2): `mbx`, `skp`, `grp` with a suffix for what the policy does, `UniH` of eDiscovery, `-mbx` of an
exclusion, none or `cld` of an old in-place hold. That a policy of labels always shows :1 is said there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.tenant import Tenant

_RETAINING = (":2", ":3")
"""Suffixes of a policy that retains, and of one that retains and then deletes; :1 only deletes."""
_FLAGS = (
    "LitigationHoldEnabled",
    "ComplianceTagHoldApplied",
    "DelayHoldApplied",
    "DelayReleaseHoldApplied",
)


def is_held(tenant: Tenant, values: Mapping[str, Any]) -> bool:
    """Whether one hold at least keeps the mailbox with these properties (see `Stored.values`)."""
    own = [str(one) for one in values.get("InPlaceHolds", ())]
    if any(values.get(name) for name in _FLAGS) or any(map(_retains, own)):
        return True
    excluded = {one[1:].partition(":")[0].lower() for one in own if one.startswith("-")}
    of_groups = values.get("RecipientTypeDetails") == "GroupMailbox"
    return any(
        _retains(one) and one.partition(":")[0].lower() not in excluded
        for one in _of_organization(tenant)
        if one.lower().startswith("grp") == of_groups
    )


def _of_organization(tenant: Tenant) -> Iterable[str]:
    """The holds of policies over all mailboxes; those over all groups bear the prefix `grp` and hold no other."""
    return [str(one) for one in ORGANIZATION.value(tenant).get("InPlaceHolds", ())]


def _retains(hold: str) -> bool:
    if hold.startswith("-"):
        return False
    if hold[:3].lower() in {"mbx", "skp", "grp"}:
        return hold.endswith(_RETAINING)
    return True
