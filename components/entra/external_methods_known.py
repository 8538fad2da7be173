"""A second factor is vouched for by known providers only.

What is enforced: nothing; it is assessed, and never written. An external authentication method that is on is one that
the client names, by the application that stands for it and by the address at which its keys are found.

Why: the service believes an external provider that somebody has given a second factor. Whoever adds one of his own, or
changes the address of one that is there, gives the second factor of everybody whose password he has.

Who is affected: nobody; whoever is responsible for sign-ins is asked which providers are used.

How to roll back: remove the control; nothing was changed.

Licence: none (recalled: people need Microsoft Entra ID P1 to use such a method). Limits: for whom a method is, and
custom controls of Conditional Access, for which no interface is documented, are not looked at. Source:
https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from holdfast.controls.applications import NamedApplication
from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.controls.vouching import VOUCHERS, keys_in_the_clear, shared_by_others
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import ExternalMethods

if TYPE_CHECKING:
    import pulumi

_ID = "entra.external_methods_known"


class ExternalMethod(NamedApplication):
    """One provider that may say who has given a second factor."""

    discovery_url: Annotated[str, KEEPS_ALL] = Field(
        pattern="^https?://", examples=["https://mfa.fabrikam.com/.well-known/openid-configuration"]
    )
    """The address at which its keys are found, letter for letter (`discoveryUrl`)."""

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        return {"appId": self.app_id, "discoveryUrl": self.discovery_url}


def _in_the_clear(methods: list[ExternalMethod]) -> str:
    return keys_in_the_clear(one.discovery_url for one in methods)


class Settings(ControlSettings):
    """Settings of `entra.external_methods_known`."""

    methods: Annotated[list[ExternalMethod], KEEPS_ALL, FallsShort(_in_the_clear)] = Field(
        default=[], max_length=50
    )
    """The providers that may vouch; with none, none may."""


class ExternalMethodsKnown(HardeningControl[Settings]):
    """The assessment of every external method."""

    Settings = Settings
    metadata = ControlMetadata(
        title="A second factor is vouched for by known providers only",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(VOUCHERS,),
        shares=shared_by_others(_ID),
        severity=Severity.CRITICAL,
        frameworks=(
            NIST_800_53_5("AC-20", lacks="systems that vouch for nobody"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Nothing changes by it; whoever is responsible for sign-ins is asked which providers are used.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        ExternalMethods(
            self.child_name("methods"),
            methods=[one.inputs() for one in self.settings.methods] or None,
            opts=self.child_options(),
        )
        return {}
