"""Which service plans a tenant has, and which it had: what the service offers it today.

Kinds and controls name a right by one plan that brings it. The same right comes by other plans too: a larger one, one
of another product, and each in forms for governments, schools, devices and volume, whose names go on where the plan's
own ends (`EXCHANGE_S_ENTERPRISE_GOV`). A form that nobody here has seen counts as well: what the service may offer is
looked at, and not called not applicable.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BROUGHT_BY: Mapping[str, tuple[str, ...]] = {
    "AAD_BASIC_EDU": ("AAD_PREMIUM", "AAD_BASIC_EDU"),
    "AAD_PREMIUM": ("AAD_PREMIUM",),
    "AAD_PREMIUM_P2": ("AAD_PREMIUM_P2",),
    "AAD_WRKLDID_P2": ("AAD_WRKLDID_P2", "AAD_WRKLDID_P1"),
    "ATP_ENTERPRISE": ("ATP_ENTERPRISE", "THREAT_INTELLIGENCE"),
    "Entra_Identity_Governance": ("AAD_PREMIUM_P2", "Entra_Identity_Governance"),
    "EQUIVIO_ANALYTICS": ("EQUIVIO_ANALYTICS",),
    "EXCHANGE_S_ENTERPRISE": ("EXCHANGE_S_ENTERPRISE", "EXCHANGE_S_ARCHIVE_ADDON", "BPOS_S_DlpAddOn"),
    "INTUNE_A": ("INTUNE_A", "INTUNE_EDU", "INTUNE_SMBIZ"),
    "LOCKBOX_ENTERPRISE": ("LOCKBOX_ENTERPRISE", "CustomerLockboxA_Enterprise"),
    "M365_ADVANCED_AUDITING": ("M365_ADVANCED_AUDITING",),
    "SHAREPOINTSTANDARD": (
        *("SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE", "SHAREPOINTDESKLESS", "SHAREPOINTLITE"),
        *("SHAREPOINT_S_DEVELOPER", "ONEDRIVESTANDARD", "ONEDRIVEENTERPRISE", "ONEDRIVE_BASIC"),
    ),
    "TEAMS1": ("TEAMS1", "TEAMS_GOV", "TEAMS_AR_GCCHIGH", "TEAMS_AR_DOD", "TEAMS_FREE", "MCO_TEAMS_IW"),
    "THREAT_INTELLIGENCE": ("THREAT_INTELLIGENCE",),
}
"""The plans that bring each right that a kind or a control names, each with all of its forms.

`AAD_PREMIUM_P2` is a form of `AAD_PREMIUM` by its name, and brings what that brings. `Entra_Identity_Governance` stands
for PIM and access reviews, which P2 brings as well; what asks for risks needs P2 itself. `AAD_BASIC_EDU` stands for who
makes groups, and `SHAREPOINTSTANDARD` for the settings of SharePoint and OneDrive, which are there with any plan that
gives sites or drives. `TEAMS1` stands for Teams itself; what is added to it (`TEAMSPRO_CUST`) gives no chats.
`EXCHANGE_S_ENTERPRISE` stands for holds: the two add-ons are those whose capabilities let a mailbox of Plan 1 be held.

Sources: names: https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference, as public copies hold
it; PIM and access reviews: https://learn.microsoft.com/entra/id-governance/licensing-fundamentals; groups:
https://learn.microsoft.com/microsoft-365/solutions/manage-creation-of-groups; Plan 2 of Defender for Office 365 stands
above Plan 1: https://learn.microsoft.com/defender-office-365/mdo-about; the add-ons: public clients that put holds (all
2026-11-28). Assumed: that Workload ID's P1, Intune's plans for volume and devices, and `CustomerLockboxA_Enterprise`
bring the whole service.
"""


@cache
def plans_of(right: str) -> re.Pattern[str]:
    """Return what the names of all service plans match that bring what a kind or a control calls `right`."""
    plans = "|".join(map(re.escape, BROUGHT_BY.get(right, (right,))))
    return re.compile(f"({plans})(_|$)", re.IGNORECASE)


def bring(names: Iterable[str], right: str) -> bool:
    """Return whether one of the service plans brings what a kind or a control calls `right`."""
    return any(map(plans_of(right).match, names))


def in_words(right: str) -> str:
    """Return the names of the service plans that bring a right, for a sentence, without their forms."""
    *first, last = BROUGHT_BY.get(right, (right,))
    return f"{', '.join(first)} or {last}" if first else last


LAPSED: Mapping[str, str] = {"Suspended": "suspended", "LockedOut": "locked out", "Deleted": "deleted"}
"""Capability states in which a subscription gives nothing any more, each with the words for people."""


@value_class
class Licences:
    """The service plans of a tenant's subscriptions."""

    in_force: frozenset[str] = frozenset()
    """Names such as `AAD_PREMIUM` of plans that some subscription gives."""
    lapsed: dict[str, str] = field(default_factory=dict)
    """The service's word, such as `Suspended`, by name of a plan that only such subscriptions contain."""

    def lack(self, right: str) -> bool:
        """Return whether no plan brings `right` to the tenant; the empty name is what every tenant has."""
        return bool(right) and not bring(self.in_force, right)

    def told(self, right: str) -> str:
        """Return what a reader must know where a plan lapsed that brought `right`; empty for every other."""
        plan = next((one for one in sorted(self.lapsed) if bring((one,), right)), "")
        if not plan or not self.lack(right):
            return ""
        return (
            f"the subscription with {plan} is {LAPSED[self.lapsed[plan]]}: what is set may not act, and Microsoft "
            "deletes it in time; renew the subscription"
        )

    def lacking(self, right: str, needed: str) -> str:
        """Return that no plan brings `right`, and for what it is `needed`; where one lapsed that did, that instead."""
        return self.told(right) or f"the tenant has no {in_words(right)}, {needed}"
