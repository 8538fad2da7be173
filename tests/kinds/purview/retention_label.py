"""How `RetentionLabel` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

LABEL = {
    "name": TAKEN_OVER,
    "retentionAction": "Keep",
    "retentionDurationDays": 3650,
    "retentionType": "CreationAgeInDays",
    "comment": "One.",
}
TRIED = TriedKind(
    adoption=Adoption(
        collection="complianceTags",
        inputs=LABEL,
        changes=({"comment": "Another."}, {"retentionDurationDays": 365}, {"retentionDurationDays": 7300}),
        states={"isRecordLabel": {"IsRecordLabel": True}, "regulatory": {"Regulatory": True}},
        telling={"Mode": "PendingDeletion"},
        alike={"isRecordLabel": {"isRecordLabel": True}, "regulatory": {"regulatory": True}},
    ),
)
