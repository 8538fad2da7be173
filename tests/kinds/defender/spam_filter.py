"""How `SpamFilter` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    preset={
        "SpamAction": "MoveToJmf",
        "HighConfidenceSpamAction": "Quarantine",
        "PhishSpamAction": "Quarantine",
        "HighConfidencePhishAction": "Quarantine",
        "SpamZapEnabled": True,
        "PhishZapEnabled": True,
        "AllowedSenderDomains": [],
        "AllowedSenders": [],
    },
)
