"""How `entra.groups_creation_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-users-make-groups": (
            Found("GroupUnifiedSettings", "enableGroupCreation", expected=False, found=True),
        ),
        "name-makers-of-groups": (
            Found(
                "GroupUnifiedSettings",
                "groupCreationAllowedGroupId",
                expected="nobody",
                found="bab052cb-bce9-47d5-a1b8-4a750cdf53fc",
            ),
        ),
    },
)
