"""How `AccessReview` is tried."""

from __future__ import annotations

from holdfast.kinds.entra.access_review import KIND
from tests.tried import TAKEN_OVER, Adoption, TriedKind

TRIED = TriedKind(
    adoption=Adoption(
        collection="accessReviewScheduleDefinition",
        inputs={**KIND.examples[0].inputs, "displayName": TAKEN_OVER},
        changes=(
            {"query": "./members/microsoft.graph.user/?$count=true"},
            {"mailNotificationsEnabled": False},
            {"reviewers": ["/users/44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]},
        ),
        telling={
            "stageSettings": [{"stageId": "1"}],
            "settings.applyActions": [{"@odata.type": "#microsoft.graph.disableAndDeleteUserApplyAction"}],
        },
    ),
)
