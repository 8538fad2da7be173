"""What is allowed past the filters by name is allowed for a time.

What is enforced: nothing is ever written; it is assessed. Every entry of the Tenant Allow/Block List that allows a
sender, a link, a file or an address ends within the days that are asked for, or some days after it was last needed, as
Microsoft's own default has it. Entries that have to stay are named by the client. The domains are counted with the
entries, so that a tenant without any is seen to be in order.

Why: an entry is made in a minute, for a newsletter that landed in the junk folder, and lets everything of that sender
past for ever, whoever has the account by then. An intruder's own entry looks no different.

Who is affected: nobody; whoever looks after mail is asked why an entry has no end.

How to roll back: there is nothing to undo.

Licence: none beyond the mailbox. Limits: links and senders of simulations of phishing (advanced delivery) are not
looked at. Chosen by the client: each of the five lists is a question of its own to Exchange. Source:
https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistitems (2026-11-28), and
https://learn.microsoft.com/powershell/module/exchange/get-tenantallowblocklistspoofitems (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import AllowEntries

if TYPE_CHECKING:
    import pulumi

_OUTCOME = "external-attack.harmful-mail-stopped"
_LONGEST = 90
"""The service itself takes 30 days at most, or 45 since an entry was needed; twice that is for ever. Ours."""


def _as_good_as_for_ever(days: int) -> str:
    return "" if days <= _LONGEST else f"{days} days, where the service itself keeps an entry for 45"


class Settings(ChosenSettings):
    """Settings of `defender.allow_entries_bounded`."""

    days: Annotated[int, KEEPS_ALL, FallsShort(_as_good_as_for_ever)] = Field(default=45, ge=1, le=365)
    """Within how many days from now an entry has to end."""
    entries: Annotated[list[str], Narrows("entries", counted_as=Reason.EXCLUDED)] = Field(
        default=[], examples=[["partner.example"]]
    )
    """Values of entries, as the list shows them, that may stay for ever; of a pair, `forged sender from server`."""


class AllowEntriesBounded(ChosenControl[Settings]):
    """The assessment of all entries."""

    Settings = Settings
    metadata = ControlMetadata(
        title="What is allowed past the filters by name is allowed for a time",
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
            NIST_800_53_5("SI-8", lacks="what policies allow"),
            NIST_800_53_5("AC-4", lacks="what policies allow"),
        ),
        licence="none",
        impact="Nobody notices; whoever looks after mail is asked why an entry has no end.",
        rollback="There is nothing to undo.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        if not self.settings.enabled:
            return {}
        AllowEntries(
            self.child_name("entries"),
            days=self.settings.days,
            entries=self.settings.entries or None,
            opts=self.child_options(),
        )
        return {}
