"""How `defender.safe_links_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-click-through": (
            Found(
                "SafeLinks",
                "members[Links of everybody].allowClickThrough",
                expected=False,
                found=True,
                put_right=False,
            ),
        ),
        "spare-addresses": (
            Found(
                "SafeLinks",
                "members[Links of everybody].doNotRewriteUrls",
                expected=[],
                found=["*.example.net/*"],
                put_right=False,
            ),
        ),
    },
)
