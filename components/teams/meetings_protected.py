"""Meetings wait for their organizer: strangers wait in the lobby, start nothing and take nobody's screen.

What is enforced: nothing is; a named owner attests who gets past the lobby by himself, that people who are anonymous or
dial in neither start a meeting nor pass the lobby, and that people outside cannot be handed a screen. It is attested,
not checked: all of it stands in the meeting policies of the Teams admin centre and in `Get-CsTeamsMeetingPolicy`
(`AutoAdmittedUsers`, `AllowPSTNUsersToBypassLobby`, `AllowAnonymousUsersToStartMeeting`,
`AllowExternalParticipantGiveRequestControl`). An application may run this cmdlet, but only in Microsoft's own module:
the interface behind it is not documented (recalled), and Graph has none of it.

Why: whoever has the link of a meeting without a lobby is in it, and hears what is said before anybody sees him.

Who is affected: nobody.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: a plan of Teams. Limits: nobody but the owner has looked, and every report says so. There are several meeting
policies, and the attestation is of all of them. What is recorded, and who writes in a meeting's chat, is not asked.
Source: https://learn.microsoft.com/microsoftteams/settings-policies-reference (2026-11-27).
"""

from __future__ import annotations

from typing import Literal

from holdfast.controls.attested import Asked, AttestedControl, AttestedValues, attested_metadata
from holdfast.controls.chosen import ChosenSettings
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import Severity
from holdfast.model.duty import Duty


class Attested(AttestedValues):
    """What an attestation of `teams.meetings_protected` says."""

    admitted: Literal[
        "organizers",
        "invited people",
        "organization without guests",
        "organization",
        "trusted organizations",
        "everybody",
    ]
    """Who gets past the lobby by himself, in the policy that admits the most."""
    dial_in_waits: Literal["yes", "no"]
    """Whether people who dial in wait in the lobby."""
    anonymous_start: Literal["no", "yes"]
    """Whether people who are anonymous, or dial in, can start a meeting."""
    outsiders_take_control: Literal["no", "yes"]
    """Whether people outside can be given, or ask for, control of a shared screen."""


class Settings(ChosenSettings):
    """Settings of `teams.meetings_protected`."""


class MeetingsProtected(AttestedControl[Settings]):
    """One attestation of the meeting policies."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="Strangers wait in the lobby of a meeting",
        duties=(Duty.PRIVACY,),
        outcomes=("privacy.meetings-bounded",),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-3"), NIST_800_53_5("SC-15"), ISO_27001_2022("A.5.14")),
        impact="Nobody notices; an owner looks at the policies, and attests them again before the attestation ends.",
        licence="TEAMS1",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of meetings (see `AttestedControl.asked`)."""
        return (
            Asked(value="admitted", one_of=("organizers", "invited people", "organization without guests")),
            Asked(value="dial_in_waits", one_of=("yes",)),
            Asked(value="anonymous_start", one_of=("no",)),
            Asked(value="outsiders_take_control", one_of=("no",)),
        )
