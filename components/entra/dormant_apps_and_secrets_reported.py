"""Applications that nobody uses, and secrets that are good for too long, are told.

What is enforced: nothing; it is assessed, and never written. No application that is registered in the tenant has a
secret or certificate that is good for more than the days that are set, that has ended, or that ends within the days
that are set; and each has signed in within the days that are set, or is younger than that.

Why: an application with a password that nobody remembers is a way in that nobody watches, and what ends without a word
stops what rests on it.

Who is affected: nobody; whoever is responsible for an application is asked whether it is needed.

How to roll back: remove the control; nothing was changed.

Licence: Microsoft Entra ID P1, for the report of sign-ins. Most tenants have such applications at first, so it is off
until the client chooses it. Limits: applications of other organizations, federated credentials, and what an
application may do are not looked at; credentials that somebody gave to the service principal of an application instead
are what `entra.service_principals_without_credentials` looks at. When one signed in is told by Graph beta, and reading
it may be delayed by days (recalled). Source:
https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.controls.identifiers import ObjectIds
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.model.status import Reason
from holdfast.provider.resources import RegisteredApplications

if TYPE_CHECKING:
    import pulumi

_BOUNDED = "external-attack.application-secrets-bounded"
_A_YEAR = 366


def _over_a_year(days: int) -> str:
    return "" if days <= _A_YEAR else f"{days} days, which is longer than a year"


def _never(days: int) -> str:
    return "" if days else "what ends is told once it has"


class Settings(ChosenSettings):
    """Settings of `entra.dormant_apps_and_secrets_reported`."""

    longest_credential_days: Annotated[int, KEEPS_ALL, FallsShort(_over_a_year)] = Field(
        default=366, ge=1, le=3650
    )
    """Days for which a secret or certificate is good at most."""
    told_days_before: Annotated[int, KEEPS_ALL, FallsShort(_never)] = Field(default=14, ge=0, le=180)
    """Days before its end from which a secret or certificate is told."""
    idle_days: Annotated[int, KEEPS_ALL, FallsShort(_over_a_year)] = Field(default=180, ge=30, le=3650)
    """Days after which an application that has not signed in is told."""
    excluded_applications: Annotated[ObjectIds, Narrows("applications", counted_as=Reason.EXCLUDED)] = []
    """Client ids of applications that the rule leaves out."""


class DormantAppsAndSecretsReported(ChosenControl[Settings]):
    """The assessment of every application that is registered."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Applications that nobody uses, and lasting secrets, are told",
        duties=(Duty.EXTERNAL_ATTACK,),
        outcomes=(_BOUNDED,),
        shares=(Share(_BOUNDED, ("entra.app_credentials_restricted",)),),
        severity=Severity.MEDIUM,
        frameworks=(NIST_800_53_5("AC-2(3)", lacks="accounts of people"),),
        licence="AAD_PREMIUM",
        impact="Nothing changes by it; whoever is responsible for an application is asked whether it is needed.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment, unless the control is off."""
        settings = self.settings
        if settings.enabled:
            RegisteredApplications(
                self.child_name("applications"),
                longest_credential_days=settings.longest_credential_days,
                told_days_before=settings.told_days_before,
                idle_days=settings.idle_days,
                excluded_applications=settings.excluded_applications or None,
                opts=self.child_options(),
            )
        return {}
