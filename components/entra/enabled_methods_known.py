"""Of the directory's own methods of signing in only those are on that the client names.

What is enforced: nothing; it is assessed, and never written. A method of Microsoft Entra that is on is one that
`methods` names by its id: passkeys, Microsoft Authenticator, Temporary Access Pass, certificates and codes of apps and
tokens, as it stands. One that Microsoft adds, and that nobody here has heard of, is told as soon as it is on.

Why: methods are added, and any administrator of methods switches one on. A printed code with a PIN (`QRCodePin`), or a
credential in a wallet (`VerifiableCredentials`), lets people in whom no policy had in mind.

Who is affected: nobody; whoever is responsible for sign-ins is asked whether the method is meant to be on.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: codes by SMS, voice and e-mail are for `entra.weak_methods_disabled`, external methods for
`entra.external_methods_known`; for whom a method is, is not looked at. That a printed code and its PIN are one factor
is recalled. Source:
https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview (2026-11-29).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Methods
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import EVERY_TENANT, ControlMetadata, Severity, Share
from holdfast.model.duty import Duty
from holdfast.provider.resources import EnabledMethods

if TYPE_CHECKING:
    import pulumi

_OFF = "access-control.weak-methods-off"
_ELSEWHERE = {"sms", "voice", "email"}
_ONE_FACTOR = "qrcodepin"


def _own_control(methods: list[str]) -> list[str]:
    """Accept what no other control is about.

    Raises:
        ValueError: another is about one of them.
    """
    for one in methods:
        if one.casefold() in _ELSEWHERE:
            raise ValueError(
                f"{one!r} is for `entra.weak_methods_disabled`, and nothing would come of it here"
            )
    return methods


def _one_factor(methods: list[str]) -> str:
    named = [one for one in methods if one.casefold() == _ONE_FACTOR]
    return f"with {named[0]} a printed code and a PIN, which are one factor, let people in" if named else ""


class Settings(ControlSettings):
    """Settings of `entra.enabled_methods_known`."""

    methods: Annotated[Methods, KEEPS_ALL, FallsShort(_one_factor), AfterValidator(_own_control)] = Field(
        default=[
            *("Fido2", "MicrosoftAuthenticator", "TemporaryAccessPass"),
            *("X509Certificate", "SoftwareOath", "HardwareOath"),
        ],
        examples=[["Fido2", "MicrosoftAuthenticator"]],
    )
    """Ids of the methods that may be on, as Graph calls them."""


class EnabledMethodsKnown(HardeningControl[Settings]):
    """The assessment of every method of the directory."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Only methods that are named sign people in",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(_OFF,),
        shares=(Share(_OFF, ("entra.method_migration_completed", "entra.weak_methods_disabled")),),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("CM-7", lacks="everything but methods of signing in"),
            NIST_800_53_5("IA-5", lacks="what people have registered of a method"),
            ISO_27001_2022("A.8.5"),
        ),
        licence=EVERY_TENANT,
        impact="Nothing changes by it; whoever is responsible for sign-ins is asked which methods are meant to be on.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        EnabledMethods(
            self.child_name("methods"), methods=self.settings.methods or None, opts=self.child_options()
        )
        return {}
