"""Passwords that everybody guesses first are refused, and whoever guesses is locked out.

What is enforced: after 10 wrong passwords an account is locked for a minute at first, longer each time; words of the
organization's own, such as its name and those of its places and products, are refused beside Microsoft's list; and the
agents on domain controllers refuse passwords of the Active Directory in the same way.

Why: attackers try the company's name and the year at every account, one password a day. Microsoft's list does not know
that name, and one account in some hundred has it.

Who is affected: whoever chooses a new password that holds such a word. Passwords that are there already stay good.

How to roll back: the settings stay when the control is removed. By hand: Entra admin center, Authentication methods,
Password protection.

Licence: Microsoft Entra ID P1. Limits: a list that the tenant has stays as it is where `banned_words` is empty. In the
Active Directory nothing is checked where no agent is installed. A lower threshold that somebody set is drift: say it in
`lockout_threshold`. What the pages say of the Active Directory is recalled. Source:
https://learn.microsoft.com/entra/identity/authentication/concept-password-ban-bad (2026-11-27), and
howto-password-smart-lockout there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import PasswordRuleSettings

if TYPE_CHECKING:
    import pulumi

_SHORTEST, _LONGEST = 4, 16
"""Characters of a word that the service takes."""
_MOST_WRONG = 10
_FEWEST_SECONDS = 60
"""What CIS allows (5.2.3.8, 5.2.3.9), and the service's own values."""


def _too_many(threshold: int) -> str:
    return "" if threshold <= _MOST_WRONG else f"{threshold} guesses, where {_MOST_WRONG} are the most"


def _too_short(seconds: int) -> str:
    return "" if seconds >= _FEWEST_SECONDS else f"{seconds} seconds, where {_FEWEST_SECONDS} are the fewest"


def _only_logged(mode: str) -> str:
    return "" if mode == "enforced" else "weak passwords of the Active Directory are logged and not refused"


def _fitting(words: list[str]) -> list[str]:
    """Accept words that the service takes; a tab stands between two of them at the wire."""
    for one in words:
        if not _SHORTEST <= len(one) <= _LONGEST or "\t" in one:
            raise ValueError(f"{one!r} is no word of {_SHORTEST} to {_LONGEST} characters without a tab")
    return words


class Settings(ControlSettings):
    """Settings of `entra.password_protection_configured`."""

    lockout_threshold: Annotated[int, KEEPS_ALL, FallsShort(_too_many)] = Field(default=10, ge=1, le=50)
    """How many wrong passwords lock an account."""
    lockout_seconds: Annotated[int, KEEPS_ALL, FallsShort(_too_short)] = Field(default=60, ge=5, le=18000)
    """For how many seconds it is locked at first."""
    banned_words: Annotated[list[str], AfterValidator(_fitting), KEEPS_ALL] = Field(
        default=[], max_length=1000
    )
    """Words that no password may hold, 4 to 16 characters each; with none, the tenant's own list stays as it is."""
    on_premises: Annotated[Literal["enforced", "audited"], KEEPS_ALL, FallsShort(_only_logged)] = "enforced"
    """Whether agents on domain controllers refuse such passwords, or only log them."""


class PasswordProtectionConfigured(HardeningControl[Settings]):
    """The tenant's one object of password rules."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Passwords that everybody guesses are refused",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.passwords-not-guessed",),
        shares=(Share("external-attack.passwords-not-guessed", ("entra.password_expiry_disabled",)),),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("5.2.3.2", lacks="`banned_words`, where the tenant has no list of its own"),
            CIS_M365_7_0("5.2.3.3", lacks="`on_premises: audited`, and agents on the domain controllers"),
            CIS_M365_7_0("5.2.3.8", lacks="`lockout_threshold` over 10"),
            CIS_M365_7_0("5.2.3.9", lacks="`lockout_seconds` below 60"),
            NIST_800_53_5("IA-5(1)"),
            NIST_800_53_5("AC-7"),
            ISO_27001_2022("A.5.17"),
        ),
        licence="AAD_PREMIUM",
        impact="Whoever chooses a new password that holds a banned word chooses another.",
        rollback="The settings stay when the control is removed; they are changed in the Entra admin center.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the settings; the words only where some are named, so that nobody's list is emptied."""
        settings = PasswordRuleSettings(
            self.child_name("settings"),
            lockout_threshold=self.settings.lockout_threshold,
            lockout_duration_in_seconds=self.settings.lockout_seconds,
            enable_banned_password_check=True,
            banned_password_list=self.settings.banned_words or None,
            enable_banned_password_check_on_premises=True,
            banned_password_check_on_premises_mode=(
                "Enforce" if self.settings.on_premises == "enforced" else "Audit"
            ),
            opts=self.child_options(keep=True),
        )
        return {"lockoutThreshold": settings.lockout_threshold}
