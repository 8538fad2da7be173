"""How `RetentionPolicy` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

_PLACES = ("exchange", "sharePoint", "oneDrive", "modernGroup")
TRIED = TriedKind(
    adoption=Adoption(
        collection="retentionCompliancePolicies",
        inputs={
            "name": TAKEN_OVER,
            "retentionAction": "Keep",
            "retentionDurationDays": 3650,
            **{f"{place}Location": ["All"] for place in _PLACES},
        },
        changes=(
            {"enabled": False},
            {"retentionAction": "KeepAndDelete"},
            {"retentionDurationDays": 365},
            {"retentionDurationDays": 7300},
            {"retentionType": "ModificationAgeInDays"},
            {"exchangeLocation": None},
            {"sharePointLocation": None},
            {"oneDriveLocation": None},
            {"modernGroupLocation": None},
            *(
                {f"{place}LocationException": ["https://contoso.sharepoint.com/sites/one"]}
                for place in _PLACES
            ),
        ),
        states={"restrictiveRetention": {"RestrictiveRetention": True}},
        telling={"Mode": "PendingDeletion"},
        not_answered=("DynamicScopeLocation", "AdaptiveScopeLocation"),
    ),
)
