"""Certificates of known authorities only sign people in.

What is enforced: nothing; it is assessed, and never written. A certificate authority is trusted, in the newer stores or
in the older list, only where the client names it by thumbprint. Certificates count as one factor, unless the client
says that they count as several, or of which issuer or policy they do.

Why: whoever holds the key of a trusted authority makes a certificate for anybody, administrators too, and signs in
without a password. Where certificates count as several factors he passes every policy as well, those that ask for
methods that cannot be phished among them.

Who is affected: nobody; whoever is responsible for the authorities is asked which there are.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: by which names of a certificate somebody is found, for whom an authority is, whether its
certificates can be revoked, and authorities that prove devices or applications, are not looked at. While the method is
off, how certificates count is not; authorities are all the same. Source:
https://learn.microsoft.com/graph/api/certificatebasedauthpki-list-certificateauthorities (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Thumbprints
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import EVERY_VALUE
from holdfast.controls.vouching import VOUCHERS, shared_by_others
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import CertificateAuthorities

if TYPE_CHECKING:
    import pulumi

_ID = "entra.certificate_authorities_known"


class Settings(ControlSettings):
    """Settings of `entra.certificate_authorities_known`."""

    authorities: Annotated[Thumbprints, KEEPS_ALL] = Field(default=[], max_length=250, examples=[["a1" * 20]])
    """SHA-1 thumbprints of the authorities that are trusted, intermediate ones too; with none, none is."""
    several_factors: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Whether every certificate may count as a second factor as well."""
    several_factors_by: Annotated[list[str], KEEPS_ALL] = Field(default=[], max_length=50)
    """Issuers, or policies by their identifiers, of which a certificate may, as the rules of the method name them."""


class CertificateAuthoritiesKnown(HardeningControl[Settings]):
    """The assessment of every authority, and of how certificates count."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Certificates of known authorities only sign people in",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(VOUCHERS,),
        shares=shared_by_others(_ID),
        severity=Severity.CRITICAL,
        frameworks=(
            NIST_800_53_5("SC-17", lacks="authorities of devices, applications and other services"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Nothing changes by it; whoever is responsible for the authorities is asked which there are.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        settings = self.settings
        CertificateAuthorities(
            self.child_name("authorities"),
            authorities=settings.authorities or None,
            several_factors=settings.several_factors or None,
            several_factors_by=settings.several_factors_by or None,
            opts=self.child_options(),
        )
        return {}
