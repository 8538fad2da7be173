"""Which mailboxes may be put on litigation hold, and the cmdlet that does it; shared by the rules that put holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_texts, required
from holdfast.kinds.services.mailbox import set_mailbox
from holdfast.normalise.durations import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.cmdlet_wire import Invocation

HELD = "LitigationHoldEnabled"
DURATION = "LitigationHoldDuration"
TURN = "hold"
"""What rules that put holds take in turns (see `CmdletPopulation.turn`)."""
OTHERS = "InPlaceHolds"
"""The column of holds by code."""
CAPABILITIES = "PersistedCapabilities"
LICENSES_HOLD = frozenset(
    {
        "exchange_s_enterprise",
        "bpos_s_enterprise",
        "exchange_s_archive_addon",
        "bpos_s_archiveaddon",
        "bpos_s_dlpaddon",
    }
)
"""Capabilities that allow a hold, in lower case (seen in a public client, 2026-11-23)."""
LICENSES_NONE = frozenset(
    {
        *("none", "bpos_s_deskless", "bpos_s_standard", "bpos_l_standard", "bpos_b_standard"),
        *(
            "bpos_b_customdomain",
            "bpos_s_midsize",
            "bpos_s_foundation",
            "bpos_s_essentials",
            "bpos_unmanaged",
        ),
        *("bpos_s_eopstandardaddon", "bpos_s_eoppremiumaddon", "bpos_s_atpaddon", "bpos_s_analytics"),
        *("bpos_s_equivioanalytics", "bpos_s_customerlockbox", "bpos_s_threatintelligenceaddon"),
        *(
            "bpos_s_bookingsaddon",
            "sbrm",
            "tou_signed",
            "federateduser",
            "partner_managed",
            "masteredonpremise",
        ),
        *("resourcemailbox", "excludedfrombacksync", "umfeaturerestricted", "richcoexistence"),
    }
)
"""Capabilities that allow none, in lower case; any other is one that nobody can judge. Source: the Capability
enumeration, https://learn.microsoft.com/previous-versions/office/exchange-server-api/ff441134(v=exchg.150), and the
parameter SKUCapability of Set-Mailbox (2026-11-26); that these allow none is assumed from the plans they stand for."""
_KNOWN = LICENSES_HOLD | LICENSES_NONE


def is_licensed(row: Mapping[str, Any]) -> bool:
    """Return whether a mailbox may be put on hold by its licence."""
    return any(one.casefold() in LICENSES_HOLD for one in _capabilities(row))


def _capabilities(row: Mapping[str, Any]) -> list[str]:
    return required(row, CAPABILITIES, as_texts)


def unknown_capabilities(row: Mapping[str, Any]) -> list[str]:
    """Return the capabilities of which nobody can say whether they allow a hold."""
    return [one for one in _capabilities(row) if one.casefold() not in _KNOWN]


def hold(row: Mapping[str, Any], asked: int | str | None) -> Invocation:
    """Return what holds a mailbox."""
    return set_mailbox(row, **{HELD: True, DURATION: "Unlimited" if asked == UNLIMITED else str(asked)})
