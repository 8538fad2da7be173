"""How `exchange.deleted_items_recoverable` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "stop-recovery": (
            Found(
                "DeletedItemRecovery",
                f"members[admin@{CONTOSO}].singleItemRecovery",
                expected=True,
                found=False,
            ),
        ),
        "shorten-recovery": (
            Found("DeletedItemRecovery", f"members[admin@{CONTOSO}].retainDays", expected=30, found=1),
        ),
    },
)
