"""How `BreakGlassAccounts` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, TriedKind

TRIED = TriedKind(
    obeyed={"group": "CA-BreakGlass", "accounts": [f"bg1@{CONTOSO}", f"bg2@{CONTOSO}"]},
    enough_without={
        "isManagementRestricted": "the group is role-assignable, which protects it as well",
        **dict.fromkeys(
            ("description", "mailEnabled", "membershipRule", "securityEnabled", "visibility"),
            "others ask it of a group, with whom the answer is shared",
        ),
    },
    neither_way={"group": "each policy that leaves it out says so itself"},
)
