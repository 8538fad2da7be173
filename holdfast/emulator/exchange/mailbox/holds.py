"""Whether anything keeps what is in a mailbox, as Exchange decides it when the account goes.

Source: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox (2023-01, research
notes data-loss 3.2): `mbx`, `skp`, `grp` with a suffix for what the policy does, `UniH` of eDiscovery, `-mbx` of an
exclusion, none or `cld` of an old in-place hold. That a policy of labels always shows :1 is said there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.tenant import Tenant

_RETAINING = (":2", ":3")
"""Suffixes of a policy that retains, and of one that retains and then deletes; :1 only deletes."""
_OF_POLICIES = frozenset({"mbx", "skp", "grp"})
DELAYS = ("DelayHoldApplied", "DelayReleaseHoldApplied")
_FLAGS = ("LitigationHoldEnabled", "ComplianceTagHoldApplied", *DELAYS)


def is_held(tenant: Tenant, values: Mapping[str, Any]) -> bool:
    """Whether one hold at least keeps the mailbox with these properties (see `Stored.values`)."""
    return any(values.get(name) for name in _FLAGS) or any(map(retains, codes_over(tenant, values)))


def codes_over(tenant: Tenant, values: Mapping[str, Any]) -> list[str]:
    """The codes of holds that reach the mailbox with these properties: its own, and those of the organization."""
    own = [str(one) for one in values.get("InPlaceHolds", ())]
    return [*own, *reaching(values, over_all(tenant))]


def reaching(values: Mapping[str, Any], codes: Iterable[str]) -> list[str]:
    """Those of codes of the organization that reach the mailbox with these properties."""
    own = [str(one) for one in values.get("InPlaceHolds", ())]
    excluded = {one[1:].partition(":")[0].lower() for one in own if one.startswith("-")}
    of_groups = values.get("RecipientTypeDetails") == "GroupMailbox"
    return [
        one
        for one in codes
        if one.partition(":")[0].lower() not in excluded and one.lower().startswith("grp") == of_groups
    ]


def policy_of(tenant: Tenant, code: str) -> dict[str, Any] | None:
    """The retention policy of a code; None where it is of none, or of one that this tenant does not have."""
    if code[:3].lower() not in _OF_POLICIES:
        return None
    return objects.find(tenant, objects.POLICIES, as_guid(code[3:].partition(":")[0]))


def as_guid(written: str) -> str:
    """An id in lower case and with its dashes, as objects are found by it."""
    plain = written.replace("-", "").lower()
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def retains(hold: str) -> bool:
    """Whether a code is of what keeps: a policy that does not only delete, a case, an old in-place hold."""
    if hold.startswith("-"):
        return False
    if hold[:3].lower() in _OF_POLICIES:
        return hold.endswith(_RETAINING)
    return True


def over_all(tenant: Tenant) -> list[str]:
    """The holds of policies over all mailboxes; those over all groups bear the prefix `grp` and hold no other."""
    return [str(one) for one in ORGANIZATION.value(tenant).get("InPlaceHolds", ())]
