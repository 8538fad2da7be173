"""People outside reach nobody in Teams unasked: no unmanaged accounts, no trial tenants, agreed organizations only.

What is enforced: nothing is; a named owner attests which organizations people chat and call with, and that neither
unmanaged accounts nor tenants that exist only on trial can write first. It is attested, not checked: both stand in the
Teams admin centre and in `Get-CsTenantFederationConfiguration` (`AllowFederatedUsers`, `AllowedDomains`,
`AllowTeamsConsumer`, `AllowTeamsConsumerInbound`, `ExternalAccessWithTrialTenants`). An application may run these
cmdlets, but only in Microsoft's own module: the interface behind it is not documented (recalled), and Graph has none of
it.

Why: a chat from outside looks like one from a colleague, passes no mail filter, and is how help desks are played.

Who is affected: nobody.

How to roll back: nothing is written, so there is nothing to roll back.

Licence: a plan of Teams. Limits: nobody but the owner has looked, and every report says so. A policy for some users can
allow less than the organization does, and the attestation is of the organization. Guests in teams are another matter.
Source: https://learn.microsoft.com/microsoftteams/trusted-organizations-external-meetings-chat (2026-11-27).
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
    """What an attestation of `teams.external_access_bounded` says."""

    organizations: Literal["none", "named ones", "all"]
    """Which other organizations people chat, call and meet with."""
    unmanaged: Literal["no contact", "own people write first", "both write first"]
    """How people with accounts that no organization manages get into contact."""
    trial_tenants: Literal["blocked", "allowed"]
    """Whether tenants that have nothing but trial subscriptions get into contact."""


class Settings(ChosenSettings):
    """Settings of `teams.external_access_bounded`."""


class ExternalAccessBounded(AttestedControl[Settings]):
    """One attestation of the contact from outside."""

    Settings = Settings
    Attested = Attested
    metadata = attested_metadata(
        title="Nobody outside writes in Teams unasked",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=("external-attack.contact-bounded",),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("CM-7"),
            NIST_800_53_5("SI-8"),
            ISO_27001_2022("A.8.21"),
            ISO_27001_2022("A.8.23"),
        ),
        impact="Nobody notices; an owner looks at the settings, and attests them again before the attestation ends.",
        licence="TEAMS1",
        revision=1,
    )

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of the contact (see `AttestedControl.asked`)."""
        return (
            Asked(value="organizations", one_of=("none", "named ones")),
            Asked(value="unmanaged", one_of=("no contact", "own people write first")),
            Asked(value="trial_tenants", one_of=("blocked",)),
        )
