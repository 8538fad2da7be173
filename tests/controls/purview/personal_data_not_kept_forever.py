"""How `purview.personal_data_not_kept_forever` is tried."""

from __future__ import annotations

from typing import Any

from tests.controls.shared import COMPARED
from tests.tried import CONTOSO, Found, TriedControl

EVERYWHERE = ["exchange", "sharepoint", "onedrive", "groups", "teams-channels", "teams-chats"]


def everything(within_days: int) -> dict[str, Any]:
    """Everything ends."""
    return {"endings": [{"locations": EVERYWHERE, "within_days": within_days}]}


TRIED = TriedControl(
    chosen={
        "kept_longer": [
            "Permanent record",
            f"admin@{CONTOSO}",
            f"priya.raman@{CONTOSO}",
            f"nora.whitfield@{CONTOSO}",
        ]
    },
    needed=everything(31),
    narrowing={"kept_longer": {"kept_longer": ["Permanent record"]}},
    enough={"endings": (everything(31), everything(10958))},
    too_little={"endings": (everything(10959), everything(36500))},
    any_text={"kept_longer": COMPARED},
    found={
        "keep-for-ever": (
            Found(
                "PersonalDataEndings",
                "members[Retention policy Keep everything].keepsForDays",
                expected=2555,
                found="unlimited",
                put_right=False,
            ),
        ),
        "end-nothing": tuple(
            Found(
                "ManagedFolderAssistant",
                "members[all mailboxes].elcProcessingDisabled",
                expected=False,
                found=True,
                put_right=False,
                control=control,
            )
            for control in ("", "purview.retention_policy_applied")
        ),
    },
)
