"""Tampering with the policy that keeps no session in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def keep_browser_sessions(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over sessions of browsers, by default the first one for everybody, keep them always.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "keeps no browser signed in and is not off")
    browser = old["sessionControls"]["persistentBrowser"] | {"mode": "always"}
    change(tenant, actor, old, {"sessionControls": old["sessionControls"] | {"persistentBrowser": browser}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' keep every browser signed in."


def _suits(policy: Policy) -> bool:
    browser = (policy["sessionControls"] or {}).get("persistentBrowser") or {}
    everybody = "All" in policy["conditions"]["users"]["includeUsers"]
    return browser.get("mode") == "never" and everybody and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "keep-browser-sessions",
        "The attacker has every browser stay signed in.",
        keep_browser_sessions,
        ("policy",),
    ),
)
