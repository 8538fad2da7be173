"""Strong methods that are on are offered to somebody who is there.

What is enforced: nothing; it is assessed, and never written. Passkeys and Microsoft Authenticator, each where it is on,
are for everybody, or for groups with enabled members who are not all left out again. Where only certain makes of
passkeys may be registered, some are named.

Why: a method that is on for a group that somebody emptied is on in every list, and nobody can register it. Then whoever
has to sign in with it is let in by nothing, or by something weaker. So it is where an enforced list of the makes that
may be registered is empty.

Who is affected: nobody; the group is filled, or the method offered to others, by hand.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: that a method is off is what `entra.passkeys_enabled` and `entra.registration_campaign_on` see
to; how many people it reaches, and who has registered it, is not counted. Which makes of passkeys may be registered,
and whether a key has to prove its make, is the client's choice; profiles of passkeys are not looked at. Source:
https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import OfferedMethods

if TYPE_CHECKING:
    import pulumi

_USED = "access-control.strong-methods-used"


class Settings(ControlSettings):
    """Settings of `entra.strong_methods_offered`: there is nothing to choose."""


class StrongMethodsOffered(HardeningControl[Settings]):
    """The assessment of the methods that other controls switch on."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Strong methods that are on are offered to somebody",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_USED,),
        shares=(
            Share(
                _USED,
                (
                    "entra.passkeys_enabled",
                    "entra.registration_campaign_on",
                    "entra.system_preferred_method_on",
                    "entra.temporary_access_pass_bounded",
                ),
            ),
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("IA-5", lacks="other methods, and who has registered one"),
            ISO_27001_2022("A.5.17", lacks="other methods, and who has registered one"),
        ),
        licence=EVERY_TENANT,
        impact="Nothing changes by it; whoever is responsible for sign-ins is asked whom a method is for.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        OfferedMethods(self.child_name("methods"), opts=self.child_options())
        return {}
