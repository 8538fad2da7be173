"""The built-in role groups of Exchange and of Purview, and the services' own roles that each has: data, nothing else.

Groups of one name in both services have nothing in common. Left out: those that have no role of any cmdlet here, such
as the ones of insider risk, privacy and the data map; and those whose names differ in each tenant, in which the holders
of directory roles are. Roles that a page gives to a group besides are left out likewise.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.emulator.evidence import documented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.evidence import Evidence
    from holdfast.emulator.wire import Endpoint

EVIDENCE: Mapping[Endpoint, Evidence] = MappingProxyType(
    {
        "exchange": documented(
            "https://learn.microsoft.com/exchange/permissions-exo/permissions-exo", "2026-11-28"
        ),
        "compliance": documented(
            "https://learn.microsoft.com/defender-office-365/scc-permissions", "2026-11-28"
        ),
    }
)
"""The pages that say which roles each has."""
KEPT_ELSEWHERE: Mapping[Endpoint, frozenset[str]] = MappingProxyType(
    {"exchange": frozenset({"Security Administrator", "Security Reader"}), "compliance": frozenset()}
)
"""Groups whose members are the holders of a directory role: nobody is added to them in the service (same pages)."""
_VIEWED = (
    "View-Only Device Management",
    "View-Only DLP Compliance Management",
    "View-Only IB Compliance Management",
    "View-Only Manage Alerts",
)
_KEEPING = (
    "RecordManagement",
    "Retention Management",
    "View-Only Record Management",
    "View-Only Retention Management",
)
_COMPLIANCE = (
    "DLP Compliance Management",
    "Manage Alerts",
    "Organization Configuration",
    "View-Only Audit Logs",
    "View-Only Recipients",
    *_KEEPING,
    *_VIEWED,
)
_SEEN = ("View-Only Configuration", "View-Only Recipients")

ROLE_GROUPS: Mapping[Endpoint, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "exchange": {
            "Compliance Management": (
                "Audit Logs",
                "Compliance Admin",
                "Data Loss Prevention",
                "Information Rights Management",
                "Journaling",
                "Message Tracking",
                "Retention Management",
                "Transport Rules",
                "View-Only Audit Logs",
                *_SEEN,
            ),
            "Discovery Management": ("Legal Hold", "Mailbox Search"),
            "Help Desk": ("Reset Password", "User Options", "View-Only Recipients"),
            "Hygiene Management": ("Transport Hygiene", *_SEEN),
            "Organization Management": (
                "Audit Logs",
                "Compliance Admin",
                "Data Loss Prevention",
                "Distribution Groups",
                "Information Rights Management",
                "Journaling",
                "Legal Hold",
                "Mail Recipient Creation",
                "Mail Recipients",
                "Message Tracking",
                "Organization Client Access",
                "Organization Configuration",
                "Organization Transport Settings",
                "Recipient Policies",
                "Remote and Accepted Domains",
                "Reset Password",
                "Retention Management",
                "Role Management",
                "Security Admin",
                "Security Reader",
                "Transport Hygiene",
                "Transport Rules",
                "User Options",
                "View-Only Audit Logs",
                *_SEEN,
            ),
            "Recipient Management": (
                "Distribution Groups",
                "Mail Recipient Creation",
                "Mail Recipients",
                "Message Tracking",
                "Recipient Policies",
                "Reset Password",
            ),
            "Records Management": (
                "Audit Logs",
                "Journaling",
                "Message Tracking",
                "Retention Management",
                "Transport Rules",
            ),
            "Security Administrator": ("Security Admin",),
            "Security Reader": ("Security Reader",),
            "View-Only Organization Management": _SEEN,
        },
        "compliance": {
            "Audit Manager": ("Audit Logs", "View-Only Audit Logs"),
            "Audit Reader": ("View-Only Audit Logs",),
            "Compliance Administrator": ("Case Management", "Hold", *_COMPLIANCE),
            "Compliance Data Administrator": ("Sensitivity Label Administrator", *_COMPLIANCE),
            "Global Reader": (
                "Security Reader",
                "Sensitivity Label Reader",
                "View-Only Audit Logs",
                "View-Only Recipients",
                "View-Only Record Management",
                "View-Only Retention Management",
                *_VIEWED,
            ),
            "Organization Management": (
                "Audit Logs",
                "Case Management",
                "Hold",
                "Role Management",
                "Security Administrator",
                "Security Reader",
                "Sensitivity Label Administrator",
                "Sensitivity Label Reader",
                *_COMPLIANCE,
            ),
            "Purview Administrators": ("Role Management",),
            "Records Management": ("Disposition Management", "RecordManagement", "Retention Management"),
            "Security Administrator": (
                "Audit Logs",
                "DLP Compliance Management",
                "Manage Alerts",
                "Security Administrator",
                "Sensitivity Label Administrator",
                "View-Only Audit Logs",
                *_VIEWED,
            ),
            "Security Operator": ("Manage Alerts", "Security Reader", "View-Only Audit Logs", *_VIEWED),
            "Security Reader": ("Security Reader", "Sensitivity Label Reader", *_VIEWED),
        },
    }
)
"""By endpoint and name of the group, names of its roles."""
