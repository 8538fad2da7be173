"""How `defender.safe_attachments_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "spare-chair": (
            Found(
                "SafeAttachments",
                "members[ATP Built-In Protection Rule].exceptions",
                expected=[],
                found=["chair@contoso.com"],
            ),
        ),
        "open-files-untried": (
            Found("AtpPolicyForO365", "safeAttachmentsForFiles", expected=True, found=False),
        ),
    },
)
