"""Personal data ends where that is agreed: something deletes it in time, and nothing keeps it for longer.

What is enforced: nothing; it is assessed, and never written. At each listed location a retention policy that is in
force, over everything there and without exceptions, deletes what is older than the days that are asked for (by `delete`
or `keep-and-delete`). And nothing else keeps for longer, or deletes later where its deletion wins: each policy and
label that does is told by name, and each mailbox that a litigation hold keeps for longer, or that a case or an old
in-place hold keeps for nobody knows how long, or in which nothing ends because `ElcProcessingDisabled` has everything
that deletes pass over it; unless `kept_longer` names it, as what a law or a case wants kept. Where
anything in mailboxes is to end, the organization has what deletes pass over none of them by its own switch of that
name. A label at whose end somebody decides, a flow runs or another label takes over has no end of its own.

Why: storing personal data for longer than its purpose needs is what privacy laws forbid (GDPR, article 5(1)(e)). A
deletion that is switched on and that a rule made elsewhere defeats looks in the portal as if it worked: keeping always
wins over deleting, and nobody is told.

Who is affected: nobody; what is found is mended by hand, or in `purview.retention_policy_applied`. What deletes is
asked for there, explicitly, policy by policy, and shortening it needs an entry of `i_understand`. This control writes
no policy, so that nothing is deleted because somebody assessed it, and no object has two writers.

How to roll back: remove the control; nothing was changed.

Licence: none. Most tenants delete nothing by policy, so it is off until the client chooses it. Limits: the outcome is
true only when every location is given an end. Holds of eDiscovery cases on sites also win over deletion and are not
looked at here; nor are retention tags of Exchange (MRM), which may delete sooner (where nothing keeps the mail,
`holdfast horizon` tells), delay holds, which end, backups, mailboxes below 10 MB, which policies pass over, contacts,
and what is in private channels, Copilot and Viva Engage. What a policy with an adaptive scope reaches is not read: one
that keeps longer is unknown. Source:
https://learn.microsoft.com/purview/retention (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.control import ControlSettings
from holdfast.controls.mailboxes import IN_MAILBOXES
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort, JudgedWith
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import ManagedFolderAssistant, PersonalDataEndings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi

_PLACES = {
    "exchange": "exchange_location_days",
    "sharepoint": "share_point_location_days",
    "onedrive": "one_drive_location_days",
    "groups": "modern_group_location_days",
    "teams-channels": "teams_channel_location_days",
    "teams-chats": "teams_chat_location_days",
}
_STARTS = {"created": "CreationAgeInDays", "modified": "ModificationAgeInDays"}
_A_LIFE_OF_CLAIMS = 10958
"""Days in thirty years, after which the longest claims lapse (recalled, German Civil Code, section 197)."""


class Ending(ControlSettings):
    """Where something ends, and when."""

    locations: Annotated[
        list[Literal["exchange", "sharepoint", "onedrive", "groups", "teams-channels", "teams-chats"]],
        KEEPS_ALL,
        JudgedWith("endings"),
    ] = Field(min_length=1)
    """Where, as retention policies call it."""
    within_days: Annotated[int, KEEPS_ALL, JudgedWith("endings")] = Field(ge=1, le=36500)
    """After how many days everything there is deleted at the latest."""


def _as_good_as_never(endings: Sequence[Ending]) -> str:
    """Return which endings are so late that personal data is kept for ever by them."""
    late = [one for one in endings if one.within_days > _A_LIFE_OF_CLAIMS]
    return "; ".join(f"{', '.join(one.locations)} end after {one.within_days} days" for one in late)


class Settings(ChosenSettings):
    """Settings of `purview.personal_data_not_kept_forever`."""

    endings: Annotated[list[Ending], KEEPS_ALL, FallsShort(_as_good_as_never)] = Field(min_length=1)
    """Where something ends, and when. Each location once."""
    starts: Annotated[Literal["created", "modified"], KEEPS_ALL, EVERY_VALUE] = "created"
    """From when on the days count. A rule that counts from a later moment is taken to have no end."""
    kept_longer: Annotated[
        list[str], Narrows("policies, labels and mailboxes", counted_as=Reason.EXCLUDED)
    ] = []
    """Names of retention policies and labels, and user principal names of mailboxes, that may keep for longer, because
    a law, a contract or a case wants it."""

    @model_validator(mode="after")
    def _each_location_once(self) -> Self:
        """Refuse two ends of one location."""
        named = [where for one in self.endings for where in one.locations]
        if len(set(named)) < len(named):
            raise ValueError("give each location once")
        return self


class PersonalDataNotKeptForever(ChosenControl[Settings]):
    """The assessment of all retention policies and labels."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Personal data ends where that is agreed",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.personal-data-ends",),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("SI-12"), ISO_27001_2022("A.8.10")),
        licence="none",
        impact="Nobody notices; nothing is changed. What deletes is asked for in `purview.retention_policy_applied`.",
        rollback="Remove the control; nothing was changed.",
        revision=2,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return what is reached where every location has an end."""
        ended = {where for one in settings.endings for where in one.locations}
        return cls.metadata.outcomes if ended >= set(_PLACES) else ()

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessments, unless the control is off."""
        if self.settings.enabled:
            days: dict[str, Any] = {
                _PLACES[where]: one.within_days for one in self.settings.endings for where in one.locations
            }
            PersonalDataEndings(
                self.child_name("endings"),
                counted_from=_STARTS[self.settings.starts],
                kept_longer=self.settings.kept_longer or None,
                opts=self.child_options(),
                **days,
            )
            if IN_MAILBOXES & {where for one in self.settings.endings for where in one.locations}:
                ManagedFolderAssistant(self.child_name("assistant"), opts=self.child_options())
        return {}
