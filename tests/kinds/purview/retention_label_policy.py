"""How `RetentionLabelPolicy` is tried."""

from __future__ import annotations

from tests.kinds.purview.retention_label import LABEL
from tests.tried import TAKEN_OVER, Adoption, TriedKind

_PLACES = ("exchange", "sharePoint", "oneDrive", "modernGroup")
TRIED = TriedKind(
    adoption=Adoption(
        collection="retentionCompliancePolicies",
        inputs={
            "name": TAKEN_OVER,
            "comment": "One.",
            "labels": ["One"],
            **{f"{place}Location": ["All"] for place in _PLACES},
        },
        changes=(
            {"comment": "Another."},
            {"enabled": False},
            {"labels": ["Other"]},
            {"exchangeLocation": None},
            {"sharePointLocation": None},
            {"oneDriveLocation": None},
            {"modernGroupLocation": ["https://contoso.sharepoint.com/sites/one"]},
        ),
        telling={"Mode": "PendingDeletion"},
        before={"m365:purview:RetentionLabel": tuple({**LABEL, "name": name} for name in ("One", "Other"))},
        not_answered=("DynamicScopeLocation", "AdaptiveScopeLocation"),
    ),
)
