"""How `entra.access_reviews_configured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

_GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
_REVIEWER = "/users/44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"

TRIED = TriedControl(
    chosen={
        "access_reviewers": [
            "/groups/f021f455-d6ea-4588-b8c8-ccf138043ad8/transitiveMembers",
            "/users/dc80cf21-f4a1-477e-a951-4a2e8f6a6d8b",
            f"/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '{_GLOBAL_ADMINISTRATOR}'",
        ],
        "access_reviews_start_on": "2026-11-01",
    },
    whole={"reviewers": [_REVIEWER], "starts_on": "2026-12-01"},
    enough={
        "reviewers": ({"reviewers": [_REVIEWER]},),
        "starts_on": ({"starts_on": "2026-12-31"},),
        "round_days": ({"round_days": 3}, {"round_days": 14}),
    },
    too_little={
        "reviewers": ({"reviewers": []},),
        "starts_on": ({"starts_on": ""},),
        "round_days": ({"round_days": 1}, {"round_days": 2}),
    },
    found={
        "let-unanswered-stay": (Found("AccessReview", "defaultDecision", expected="Deny", found="Approve"),)
    },
)
