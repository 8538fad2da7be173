"""How `entra.admin_consent_workflow_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "stop-consent-requests": (Found("AdminConsentRequestPolicy", "enabled", expected=True, found=False),)
    },
)
