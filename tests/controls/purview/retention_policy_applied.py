"""How `purview.retention_policy_applied` is tried."""

from __future__ import annotations

from typing import Any

from tests.tried import CONTOSO, Found, TriedControl

FILES = {"name": "Files", "locations": ["exchange", "sharepoint", "onedrive", "groups"]}
TEAMS = {"name": "Teams", "locations": ["teams-channels", "teams-chats"]}
SOME: dict[str, Any] = {"name": "Some", "duration_days": 31, "locations": ["exchange"]}


def everything(*others: dict[str, Any], days: int = 31) -> dict[str, Any]:
    """Retention policies over everything, and others."""
    return {"policies": [{**FILES, "duration_days": days}, {**TEAMS, "duration_days": days}, *others]}


TRIED = TriedControl(
    chosen={"retention_action": "keep-and-delete"},
    needed=everything(),
    narrowing={
        "included": everything({**SOME, "included": ["anna@b.example"]}),
        "excluded": everything({**SOME, "excluded": ["anna@b.example"]}),
    },
    enough={
        "policies": (everything(), everything({**SOME, "duration_days": 1, "action": "delete"})),
    },
    too_little={
        "policies": (
            everything(days=1),
            everything(days=30),
            everything({**SOME, "duration_days": 1, "action": "keep-and-delete"}),
        )
    },
    found={
        "shorten-policy": (Found("RetentionPolicy", "retentionDurationDays", expected=2555, found=730),),
        "spare-mailbox": (
            Found("RetentionPolicy", "exchangeLocationException", expected=None, found=[f"admin@{CONTOSO}"]),
            Found(
                "PersonalDataEndings",
                "members[exchangeLocation].endsAfterDays",
                expected=2555,
                found="unlimited",
                control="purview.personal_data_not_kept_forever",
            ),
        ),
    },
)
