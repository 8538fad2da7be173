"""Outlook shows beside each sender from outside that it is one.

What is enforced: the mark is on, and nobody's address or domain is spared of it but those that the client file names.

Why: a forged colleague, or a supplier's address with one letter changed, looks like the true one. The mark says at
least that the message comes from outside.

Who is affected: everybody sees a word more beside senders from outside, a day or two after it is switched on.

How to roll back: the mark stays when the control is removed. By hand: `Set-ExternalInOutlook -Enabled $false`.

Licence: none. Limits: Outlook alone shows it, in versions since 2021; SCuBA asks for a word in the subject instead,
by a transport rule, which this does not set. Source:
https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Senders
from holdfast.controls.narrowing import Narrows
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import ExternalInOutlook

if TYPE_CHECKING:
    import pulumi


class Settings(ControlSettings):
    """Settings of `exchange.external_senders_tagged`."""

    untagged_senders: Annotated[Senders, Narrows("senders")] = Field(
        default=[], max_length=50, examples=[["partner.example", "ana@fabrikam.example"]]
    )
    """Addresses and domains of outside that are shown without the mark."""


class ExternalSendersTagged(HardeningControl[Settings]):
    """The mark, and who is spared of it."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Senders from outside are marked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.outside-senders-marked",),
        severity=Severity.LOW,
        frameworks=(
            CIS_M365_7_0("6.2.3"),
            NIST_800_53_5("SI-8"),
            ISO_27001_2022("A.5.13"),
        ),
        licence="none",
        impact="Everybody sees a word more beside senders from outside.",
        rollback="The mark stays when the control is removed; it is switched off by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the mark, with an empty list where nobody is spared: who joins it by hand is found."""
        mark = ExternalInOutlook(
            self.child_name("mark"),
            enabled=True,
            allow_list=self.settings.untagged_senders,
            opts=self.child_options(protects_data=True),
        )
        return {"enabled": mark.enabled}
