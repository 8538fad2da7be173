"""How `defender.priority_accounts_protected` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    chosen={"priority_accounts": [f"admin@{CONTOSO}", f"priya.raman@{CONTOSO}"]},
    whole={"accounts": ["ana@b.example"]},
    enough={"accounts": ({"accounts": ["ana@b.example"]},)},
    too_little={"accounts": ({"accounts": []},)},
    found={
        "stop-priority-protection": (
            Found("EmailTenantSettings", "priorityAccountProtection", expected=True, found=False),
        ),
        "forget-priority-account": (
            Found(
                "PriorityAccounts", f"members[admin@{CONTOSO}].priorityAccount", expected=True, found=False
            ),
        ),
    },
)
