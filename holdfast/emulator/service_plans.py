"""Which service plans, by their names as `subscribedSkus` shows them, let a tenant use what.

Stated name by name. Names and what they stand for: Microsoft's list "Product names and service plan identifiers for
licensing", https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference, as public repositories
hold it (2026-11-28). Assumed: the names with `_USGOV_GCCHIGH`, `_FACULTY` and `_STUDENT`, which the list has for
products, stand for plans too. That the Data Loss Prevention add-on allows a hold is what public clients take for
granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_P2 = frozenset({"AAD_PREMIUM_P2", "AAD_PREMIUM_P2_GOV"})
_P1 = frozenset({"AAD_PREMIUM", "AAD_PREMIUM_GOV", "AAD_PREMIUM_FACULTY", "AAD_PREMIUM_USGOV_GCCHIGH"})
_DEFENDER_2 = frozenset({"THREAT_INTELLIGENCE", "THREAT_INTELLIGENCE_GOV"})

PLANS: Mapping[str, frozenset[str]] = {
    "P1": _P1 | _P2,
    "P2": _P2,
    "GROUPS": _P1 | _P2 | {"AAD_BASIC_EDU"},
    "GOVERNANCE": _P2 | {"Entra_Identity_Governance"},
    "WORKLOADS": frozenset({"AAD_WRKLDID_P1", "AAD_WRKLDID_P2"}),
    "ATP_ENTERPRISE": _DEFENDER_2
    | {
        *("ATP_ENTERPRISE", "ATP_ENTERPRISE_GOV", "ATP_ENTERPRISE_USGOV_GCCHIGH"),
        *("ATP_ENTERPRISE_FACULTY", "ATP_ENTERPRISE_STUDENT"),
    },
    "THREAT_INTELLIGENCE": _DEFENDER_2,
    "EQUIVIO_ANALYTICS": frozenset({"EQUIVIO_ANALYTICS", "EQUIVIO_ANALYTICS_GOV"}),
    "HOLDS": frozenset(
        {
            *("EXCHANGE_S_ENTERPRISE", "EXCHANGE_S_ENTERPRISE_GOV"),
            *("EXCHANGE_S_ARCHIVE_ADDON", "EXCHANGE_S_ARCHIVE_ADDON_GOV"),
            "BPOS_S_DlpAddOn",
        }
    ),
    "INTUNE": frozenset(
        {
            *("INTUNE_A", "INTUNE_A_VL", "INTUNE_A_GOV", "INTUNE_A_VL_USGOV_GCCHIGH"),
            *("INTUNE_A_D", "INTUNE_A_D_GOV", "INTUNE_EDU", "INTUNE_SMBIZ"),
        }
    ),
    "LOCKBOX_ENTERPRISE": frozenset(
        {"LOCKBOX_ENTERPRISE", "LOCKBOX_ENTERPRISE_GOV", "CustomerLockboxA_Enterprise"}
    ),
    "SHAREPOINT": frozenset(
        {
            *(
                "SHAREPOINTSTANDARD",
                "SHAREPOINTSTANDARD_EDU",
                "SHAREPOINTENTERPRISE",
                "SHAREPOINTENTERPRISE_EDU",
            ),
            *("SHAREPOINTENTERPRISE_GOV", "SHAREPOINTENTERPRISE_MIDMARKET", "SHAREPOINTDESKLESS"),
            *("SHAREPOINTDESKLESS_GOV", "SHAREPOINTLITE", "SHAREPOINT_S_DEVELOPER", "ONEDRIVE_BASIC"),
            *("ONEDRIVE_BASIC_GOV", "ONEDRIVESTANDARD", "ONEDRIVEENTERPRISE"),
        }
    ),
    "TEAMS": frozenset(
        {"TEAMS1", "TEAMS_GOV", "TEAMS_AR_GCCHIGH", "TEAMS_AR_DOD", "TEAMS_FREE", "MCO_TEAMS_IW"}
    ),
    "M365_ADVANCED_AUDITING": frozenset({"M365_ADVANCED_AUDITING"}),
}
"""The plans of which one is enough, by what a service here asks for: a name of its own, or its ordinary plan's."""

MAILBOX_CAPABILITIES: Mapping[str, str] = {
    "EXCHANGE_S_ENTERPRISE": "BPOS_S_Enterprise",
    "EXCHANGE_S_ENTERPRISE_GOV": "BPOS_S_Enterprise",
    "EXCHANGE_S_STANDARD": "BPOS_S_Standard",
    "EXCHANGE_S_STANDARD_GOV": "BPOS_S_Standard",
    "EXCHANGE_S_STANDARD_MIDMARKET": "BPOS_S_MidSize",
    "EXCHANGE_L_STANDARD": "BPOS_L_Standard",
    "EXCHANGE_B_STANDARD": "BPOS_B_Standard",
    "EXCHANGE_S_ESSENTIALS": "BPOS_S_Essentials",
    "EXCHANGE_S_DESKLESS": "BPOS_S_Deskless",
    "EXCHANGE_S_DESKLESS_GOV": "BPOS_S_Deskless",
}
"""What a mailbox shows of each plan that gives one; of several the first here. Source: Exchange's own list of
capabilities by ids of plans, as public repositories hold it (2026-11-28); of the plans for governments, and of those
below but the first, it is assumed."""

ADDED_CAPABILITIES: Mapping[str, str] = {
    "EXCHANGE_S_ARCHIVE_ADDON": "BPOS_S_ArchiveAddOn",
    "EXCHANGE_S_ARCHIVE_ADDON_GOV": "BPOS_S_ArchiveAddOn",
    "BPOS_S_DlpAddOn": "BPOS_S_DlpAddOn",
}
"""What a mailbox shows besides of each plan that comes on top of one that gives it."""
