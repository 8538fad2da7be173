"""How `RetentionLabelAutoApplyPolicy` is tried."""

from __future__ import annotations

from tests.kinds.purview.retention_label import LABEL
from tests.tried import TAKEN_OVER, Adoption, TriedKind

_PLACES = ("exchange", "sharePoint", "oneDrive", "modernGroup")
TRIED = TriedKind(
    adoption=Adoption(
        collection="retentionCompliancePolicies",
        inputs={
            "name": TAKEN_OVER,
            "label": "One",
            "query": "subject:invoice",
            **{f"{place}Location": ["All"] for place in _PLACES},
        },
        changes=(
            {"enabled": False},
            {"label": "Other"},
            {"query": "subject:deed"},
            {"exchangeLocation": None},
            {"sharePointLocation": None},
            {"oneDriveLocation": None},
            {"modernGroupLocation": None},
        ),
        telling={"Mode": "PendingDeletion"},
        before={"m365:purview:RetentionLabel": tuple({**LABEL, "name": name} for name in ("One", "Other"))},
        not_answered=("DynamicScopeLocation", "AdaptiveScopeLocation"),
    ),
)
