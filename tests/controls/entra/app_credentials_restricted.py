"""How `entra.app_credentials_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

_MEMBER = "members[Exempt (0badcafe-0000-4000-8000-000000000800)]"


def _looser(about: str, expected: str, found: str) -> Found:
    return Found(
        "AppManagementPolicies", f"{_MEMBER}.{about}", expected=expected, found=found, put_right=False
    )


TRIED = TriedControl(
    enough={"new_passwords": ({"new_passwords": "refused"},)},
    too_little={"new_passwords": ({"new_passwords": "limited"},)},
    found={
        "allow-app-passwords": (Found("DefaultAppManagementPolicy", "enabled", expected=True, found=False),),
        "excuse-an-application": (
            _looser("asymmetricKeyLifetime", "P180D", "not restricted"),
            _looser("customPasswordAddition", "restricted", "not restricted"),
            _looser("passwordAddition", "restricted", "not restricted"),
            _looser("passwordLifetime", "P180D", "P3650D"),
        ),
    },
)
