"""How `AntiPhishing` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    preset={
        "Enabled": True,
        "EnableSpoofIntelligence": True,
        "HonorDmarcPolicy": True,
        "DmarcRejectAction": "Reject",
        "DmarcQuarantineAction": "Quarantine",
        "EnableFirstContactSafetyTips": True,
        "EnableUnauthenticatedSender": True,
        "EnableViaTag": True,
    },
)
