"""Who writes mail is warned before it leaves the organization, or goes to many.

What is enforced: MailTips are on for the whole organization, those about recipients outside and those that need the
size of groups among them, and a message to more people than `large_audience_recipients` is one to many.

Why: a recipient outside who was completed from a few letters, and an answer to all that goes to a whole company, are
the usual ways in which mail reaches whom it should not. Nobody takes it back; the warning comes before.

Who is affected: whoever writes mail in Outlook sees a line above it; nobody is kept from sending.

How to roll back: the settings stay when the control is removed. By hand: `Set-OrganizationConfig
-MailTipsExternalRecipientsTipsEnabled $false`.

Licence: none. Limits: programs that do not show MailTips, such as those of phones, warn nobody. The size of a group is
counted by the service once a day (recalled). Source:
https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-26), and
https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/mailtips/mailtips (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import OrganizationConfig

if TYPE_CHECKING:
    import pulumi

_MANY, _MOST = 25, 1000


def _warns_too_late(recipients: int) -> str:
    """Return why a message to many is none; the empty text where it is one."""
    return "" if recipients <= _MANY else f"{recipients} recipients, where {_MANY} are many"


class Settings(ControlSettings):
    """Settings of `exchange.mail_tips_enabled`."""

    large_audience_recipients: Annotated[int, KEEPS_ALL, FallsShort(_warns_too_late)] = Field(
        default=_MANY, ge=1, le=_MOST
    )
    """To how many people a message goes to many."""


class MailTipsEnabled(HardeningControl[Settings]):
    """Some of the settings of the Exchange organization."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Who writes mail is warned before it leaves, or goes to many",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.senders-warned",),
        severity=Severity.LOW,
        frameworks=(CIS_M365_7_0("6.5.2", lacks="25 in `large_audience_recipients`"),),
        licence="none",
        impact="Who writes mail outside, or to many, sees a line above it.",
        rollback="The settings stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the part of the organization's settings that is this control's."""
        organization = OrganizationConfig(
            self.child_name("organization"),
            mail_tips=True,
            external_recipients_tips=True,
            group_metrics=True,
            large_audience_threshold=self.settings.large_audience_recipients,
            opts=self.child_options(protects_data=True),
        )
        return {"external_recipients_tips": organization.external_recipients_tips}
