"""Whoever is on Microsoft's preset policies is on them without a gap.

What is enforced: nothing is ever written; it is assessed. A preset that is on, Standard or Strict, leaves nobody out
but whom the client named, in what every mailbox has and in what Defender for Office 365 adds. Where the client asks for
a preset, it, or the stricter one, reaches every domain that the tenant gets mail for. What a preset brings counts in
the controls over the policies themselves: whichever policy decides about a recipient is judged there, a preset's as
well, so that a tenant on presets meets them without policies of its own.

Why: a preset is kept up to date by Microsoft, and its rule is where it is undone: one address among the exceptions, or
one domain that was taken over and never added, and the tenant's own policies decide about its mail, unnoticed.

Who is affected: nobody; nothing is changed. Whoever looks after mail switches a preset on, or names whom it leaves out.

How to roll back: there is nothing to undo.

Licence: none beyond the mailbox; what Defender for Office 365 adds is looked at where the tenant has it
(ATP_ENTERPRISE). Limits: a preset is first switched on in the portal, which makes its policies; no interface does
(recalled), so that an apply does not. A rule for named people or groups reaches no
domain, whoever is in them; that the Strict preset is for a client's priority accounts, as CIS has it in 2.4.2, holds
where it is asked for everybody. Chosen by the client: a tenant with policies of its own needs no preset.
Source: https://learn.microsoft.com/defender-office-365/preset-security-policies (2026-11-27)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import AtpPresetRules, EopPresetRules

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.harmful-mail-stopped"
_PRESETS = {"none": None, "standard": "Standard", "strict": "Strict"}


def _no_preset(asked: str) -> str:
    return "" if asked != "none" else "no preset is asked for, so that none may reach anybody"


class Settings(ChosenSettings):
    """Settings of `defender.preset_policies_recognised`."""

    preset: Annotated[Literal["none", "standard", "strict"], KEEPS_ALL, FallsShort(_no_preset)] = "none"
    """Which preset has to reach every domain at least; with `none` only that those which are on leave nobody out."""
    exceptions: Annotated[list[str], Narrows("recipients whom the presets leave out")] = Field(
        default=[], examples=[["soc@fabrikam.example"]]
    )
    """Addresses, groups and domains, as the preset's list of exceptions shows them, that a preset may leave out."""


class PresetPoliciesRecognised(ChosenControl[Settings]):
    """The assessments of the rules of presets, one for every mailbox and one for Defender for Office 365."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Microsoft's preset policies reach everybody whom they are for",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_OUTCOME,),
        shares=(
            Share(
                _OUTCOME,
                (
                    "defender.spam_filter_configured",
                    "defender.malware_filter_configured",
                    "defender.anti_phishing_configured",
                    "defender.connection_filter_bounded",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            CIS_M365_7_0("2.4.2", lacks="a `preset` below `strict`, and `exceptions`"),
            NIST_800_53_5("SI-3"),
            NIST_800_53_5("SI-8"),
        ),
        licence="none",
        impact="Nobody notices; whoever looks after mail switches a preset on or names whom it leaves out.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register both assessments, unless the control is off."""
        if not self.settings.enabled:
            return {}
        for name, kind in (("eop-presets", EopPresetRules), ("atp-presets", AtpPresetRules)):
            kind(
                self.child_name(name),
                preset=_PRESETS[self.settings.preset],
                exceptions=self.settings.exceptions or None,
                opts=self.child_options(),
            )
        return {}
