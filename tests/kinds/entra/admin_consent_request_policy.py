"""How `AdminConsentRequestPolicy` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    neither_way={
        "reviewers": "who is asked: what he may allow, his role says",
        "enabled": "off lets nobody ask, and lets nobody in either",
        "notifyReviewers": "who is told, not who decides",
        "remindersEnabled": "who is told, not who decides",
        "requestDurationInDays": "a request that expires is asked again",
    },
)
