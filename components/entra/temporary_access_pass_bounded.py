"""A pass that stands in for a method ends soon, and is good for one sign-in.

What is enforced: the bounds of Temporary Access Passes: that one lives for an hour when nothing is said, how long it
lives at most, and whether every pass is good for one sign-in only. Whether passes are given at all, and to whom, is
left as it is.

Why: a pass counts as a second factor. One that lives for a month is a password that nobody chose, and an administrator
who was taken over gives it to themselves.

Who is affected: administrators who give passes for longer. Passes that were given before live on.

How to roll back: the bounds stay when the control is removed; they are changed by hand.

Licence: none. Limits: who may give passes follows from directory roles. A pass that is good for one sign-in does not
suffice to set up some devices: then set `usable_once: false`. Source:
https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import TemporaryAccessPassAuthenticationMethodConfiguration

if TYPE_CHECKING:
    import pulumi

_USUAL_MINUTES = 60
_LONGEST_MINUTES = 480
"""A working day: what the service has when nobody said otherwise."""


def _too_long(minutes: int) -> str:
    return (
        ""
        if minutes <= _LONGEST_MINUTES
        else f"{minutes} minutes, where a working day has {_LONGEST_MINUTES}"
    )


class Settings(ControlSettings):
    """Settings of `entra.temporary_access_pass_bounded`."""

    usable_once: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = True
    """Whether every pass is good for one sign-in; else an administrator chooses for each."""
    maximum_minutes: Annotated[int, KEEPS_ALL, FallsShort(_too_long)] = Field(default=480, ge=60, le=43200)
    """Most minutes that an administrator can choose."""


class TemporaryAccessPassBounded(HardeningControl[Settings]):
    """The bounds of every pass."""

    Settings = Settings
    metadata = ControlMetadata(
        title="A pass that stands in for a method ends soon",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=("access-control.strong-methods-used",),
        shares=(
            Share(
                "access-control.strong-methods-used",
                (
                    "entra.passkeys_enabled",
                    "entra.registration_campaign_on",
                    "entra.system_preferred_method_on",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("IA-5"), ISO_27001_2022("A.5.17")),
        licence="none",
        impact="Administrators cannot give passes that live longer; passes that were given before live on.",
        rollback="The bounds stay when the control is removed; they are changed by hand.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the bounds."""
        bounds = TemporaryAccessPassAuthenticationMethodConfiguration(
            self.child_name("bounds"),
            usable_once=self.settings.usable_once,
            default_lifetime_in_minutes=_USUAL_MINUTES,
            maximum_lifetime_in_minutes=self.settings.maximum_minutes,
            opts=self.child_options(keep=True),
        )
        return {"maximumLifetimeInMinutes": bounds.maximum_lifetime_in_minutes}
