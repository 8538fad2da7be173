"""Domains are federated with known providers only.

What is enforced: nothing; it is assessed, and never written. A domain is federated only where the client names it, with
the issuer that he names; what that provider says of a second factor is refused, unless the client accepts it; and the
keys by which it signs, and the page to which it sends people, are the named ones where he names them. Guests sign in at
identity providers of their own (SAML, WS-Fed) only where the client names the issuer.

Why: whoever federates a domain says from then on who its people are, and that they have given a second factor. Every
sign-in policy holds, and lets him pass. It is a known way to stay in a tenant: one more domain, or one more key.

Who is affected: nobody; whoever is responsible for the directory is asked who vouches for it.

How to roll back: remove the control; nothing was changed.

Licence: none. Limits: an issuer is a text, which whoever changes the key can keep. Without named keys any key is taken,
since many change by themselves every year: then no outcome is true. To where older programs send passwords, and whether
requests are signed, is not looked at. Of guests' providers, for which domains each is, and its keys, are not. A
subdomain takes all of it from its root. Source:
https://learn.microsoft.com/graph/api/resources/internaldomainfederation (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.identifiers import Domain, Thumbprints
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import FallsShort, JudgedWith
from holdfast.controls.vouching import VOUCHERS, shared_by_others
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.provider.resources import FederatedDomains

if TYPE_CHECKING:
    import pulumi

_ID = "entra.federated_domains_known"


class FederatedDomain(ControlSettings):
    """One domain that may be federated, and with whom."""

    domain: Annotated[Domain, KEEPS_ALL] = Field(examples=["fabrikam.com"])
    """Its name."""
    issuer: Annotated[str, KEEPS_ALL] = Field(
        min_length=1, examples=["http://sts.fabrikam.com/adfs/services/trust"]
    )
    """Issuer URI of its provider, letter for letter (`issuerUri`)."""
    accepts_second_factor: Annotated[bool, KEEPS_ALL, JudgedWith("domains")] = False
    """Whether what the provider says of a second factor counts; else the directory asks for one itself."""
    signing_certificates: Annotated[Thumbprints, KEEPS_ALL] = Field(default=[], examples=[["a1" * 20]])
    """SHA-1 thumbprints of the certificates by which it signs, the next one too; with none, any is taken."""
    sign_in_uri: Annotated[str, KEEPS_ALL] = Field(default="", examples=["https://sts.fabrikam.com/adfs/ls/"])
    """The page to which people are sent (`passiveSignInUri`); with none, any is taken."""

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        said = {
            "secondFactorAccepted": self.accepts_second_factor,
            "signingCertificates": self.signing_certificates,
            "signInUri": self.sign_in_uri,
        }
        told = {name: one for name, one in said.items() if one}
        return {"domain": self.domain, "issuer": self.issuer, **told}


def _each_once(domains: list[FederatedDomain]) -> list[FederatedDomain]:
    """Accept domains of which none is named twice: a domain has one provider."""
    names = [one.domain.casefold() for one in domains]
    if twice := next((one for one in names if names.count(one) > 1), ""):
        raise ValueError(f"{twice} is named twice: a domain has one provider")
    return domains


def _by_any_key(domains: list[FederatedDomain]) -> str:
    """Return of which domains the keys are not named; the empty text where all are."""
    named = [one.domain for one in domains if not one.signing_certificates]
    return (
        f"no key is named of what vouches for {', '.join(named)}, and an issuer is but a text"
        if named
        else ""
    )


class Settings(ControlSettings):
    """Settings of `entra.federated_domains_known`."""

    domains: Annotated[
        list[FederatedDomain], AfterValidator(_each_once), KEEPS_ALL, FallsShort(_by_any_key)
    ] = Field(default=[], max_length=200)
    """The domains that may be federated; with none, none may."""
    outside_issuers: Annotated[list[str], KEEPS_ALL] = Field(
        default=[], max_length=200, examples=[["https://sts.adatum.com/trust"]]
    )
    """Issuer URIs of the identity providers at which guests may sign in; with none, none may."""


class FederatedDomainsKnown(HardeningControl[Settings]):
    """The assessment of every domain, and of guests' providers."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Domains are federated with known providers only",
        duties=(Duty.ACCESS_CONTROL,),
        outcomes=(VOUCHERS,),
        shares=shared_by_others(_ID),
        severity=Severity.CRITICAL,
        frameworks=(
            NIST_800_53_5("AC-20", lacks="systems that vouch for nobody"),
            ISO_27001_2022("A.8.5"),
        ),
        licence="none",
        impact="Nothing changes by it; whoever is responsible for the directory is asked who vouches for it.",
        rollback="Remove the control; nothing was changed.",
        revision=1,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the assessment."""
        settings = self.settings
        FederatedDomains(
            self.child_name("domains"),
            domains=[one.inputs() for one in settings.domains] or None,
            outside_issuers=settings.outside_issuers or None,
            opts=self.child_options(),
        )
        return {}
