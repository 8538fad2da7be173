"""How `SafeLinks` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    preset={
        "EnableSafeLinksForEmail": True,
        "EnableSafeLinksForTeams": True,
        "EnableSafeLinksForOffice": True,
        "ScanUrls": True,
        "DeliverMessageAfterScan": True,
        "EnableForInternalSenders": True,
        "TrackClicks": True,
        "AllowClickThrough": False,
        "DisableUrlRewrite": False,
        "DoNotRewriteUrls": [],
    },
)
