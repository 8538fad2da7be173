"""How `StandingRoleHolders` is tried."""

from __future__ import annotations

from holdfast.controls.roles import PRIVILEGED
from tests.controls.entra.privileged_roles_eligible_only import STANDING
from tests.tried import CONTOSO, TriedKind

TRIED = TriedKind(
    obeyed={
        "roles": PRIVILEGED,
        "emergencyAccounts": [f"bg1@{CONTOSO}", f"bg2@{CONTOSO}"],
        "excludedAccounts": STANDING,
    },
    enough_without=dict.fromkeys(
        ("isBuiltIn", "templateId"), "asked for by those who do need it, in the same question"
    ),
)
