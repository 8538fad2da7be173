"""How `purview.retention_labels_published` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    chosen={"business_records_query": "subject:invoice"},
    needed={"labels": [{"name": "Record", "duration_days": 31}]},
    narrowing={"locations": {"locations": ["exchange", "sharepoint", "onedrive"]}},
    enough={
        "labels": (
            {"labels": [{"name": "Record", "duration_days": 31}]},
            {
                "labels": [
                    {"name": "Record", "duration_days": 31},
                    {"name": "Draft", "duration_days": 1, "action": "delete"},
                ]
            },
        )
    },
    too_little={
        "labels": (
            {"labels": [{"name": "Record", "duration_days": 1}]},
            {"labels": [{"name": "Record", "duration_days": 30}]},
            {"labels": [{"name": "Record", "duration_days": 1, "action": "keep-and-delete"}]},
            {"labels": [{"name": "Draft", "duration_days": 9999, "action": "delete"}]},
            {"labels": [{"name": "Record", "duration_days": 31}, {"name": "Short", "duration_days": 1}]},
        )
    },
    found={
        "stop-labelling": (Found("RetentionLabelAutoApplyPolicy", "enabled", expected=True, found=False),)
    },
    alone=("shorten-label", "unpublish-labels"),
)
