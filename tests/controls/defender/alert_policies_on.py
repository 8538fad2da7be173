"""How `defender.alert_policies_on` is tried."""

from __future__ import annotations

from tests.conditions import has
from tests.tried import Claim, Found, TriedControl

SILENCED = "members[Suspicious Email Forwarding Activity]"

TRIED = TriedControl(
    claims={
        "MS.SECURITYSUITE.4.1v1": Claim(
            kind="AlertPolicies",
            asked=(
                has(
                    "alertPolicies",
                    "Suspicious email sending patterns detected",
                    "Suspicious connector activity",
                    "Suspicious Email Forwarding Activity",
                    "Messages have been delayed",
                    "Tenant restricted from sending unprovisioned email",
                    "Tenant restricted from sending email",
                ),
                has("policiesWhereThere", "A potentially malicious URL click was detected"),
            ),
        ),
    },
    found={
        "silence-alert": (
            Found("AlertPolicies", f"{SILENCED}.disabled", expected=False, found=True, put_right=False),
            Found("AlertPolicies", f"{SILENCED}.notifyUser", expected="somebody", found=[], put_right=False),
        )
    },
)
