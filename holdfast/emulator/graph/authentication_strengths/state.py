"""Which authentication strengths there are: the service's three and the tenant's own (api-facts 2.3, 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

COLLECTION = "authenticationStrengthPolicies"
METHODS = frozenset(
    {
        "password",
        "voice",
        "hardwareOath",
        "softwareOath",
        "sms",
        "fido2",
        "windowsHelloForBusiness",
        "microsoftAuthenticatorPush",
        "deviceBasedPush",
        "temporaryAccessPassOneTime",
        "temporaryAccessPassMultiUse",
        "email",
        "x509CertificateSingleFactor",
        "x509CertificateMultiFactor",
        "federatedSingleFactor",
        "federatedMultiFactor",
        "qrCodePin",
    }
)
"""Members of a combination."""
_PREFIX = "00000000-0000-0000-0000-00000000000"
_RESISTANT = ("windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor")
_PASSWORDLESS = (*_RESISTANT, "deviceBasedPush")
MULTIFACTOR = (
    *_PASSWORDLESS,
    "temporaryAccessPassOneTime",
    "temporaryAccessPassMultiUse",
    "password,microsoftAuthenticatorPush",
    "password,softwareOath",
    "password,hardwareOath",
    "password,x509CertificateSingleFactor",
    "password,x509CertificateMultiFactor",
    "password,sms",
    "password,voice",
    "federatedMultiFactor",
    "microsoftAuthenticatorPush,federatedSingleFactor",
    "softwareOath,federatedSingleFactor",
    "hardwareOath,federatedSingleFactor",
    "sms,federatedSingleFactor",
    "voice,federatedSingleFactor",
)
"""Combinations that satisfy multifactor authentication."""
_BUILT_IN = (
    (
        "2",
        "Multifactor authentication",
        "Combinations of methods that satisfy strong authentication, such as a password + SMS",
        MULTIFACTOR,
    ),
    (
        "3",
        "Passwordless MFA",
        (
            "Passwordless methods that satisfy strong authentication, such as Passwordless sign-in with the "
            "Microsoft Authenticator"
        ),
        _PASSWORDLESS,
    ),
    (
        "4",
        "Phishing-resistant MFA",
        (
            "Phishing-resistant, Passwordless methods for the strongest authentication, such as a FIDO2 "
            "security key"
        ),
        _RESISTANT,
    ),
)


def every_strength(tenant: Tenant) -> list[dict[str, Any]]:
    """Built-in strengths, then the tenant's own, wire shape."""
    return [*_built_in(), *tenant.store.all(COLLECTION)]


def find_strength(tenant: Tenant, strength_id: str) -> dict[str, Any] | None:
    """The strength of that id, or None."""
    wanted = strength_id.lower()
    if is_of_the_service(wanted):
        return next((one for one in _built_in() if one["id"] == wanted), None)
    return tenant.store.get(COLLECTION, wanted)


def is_of_the_service(strength_id: str) -> bool:
    """Whether an id is one that every tenant has a strength by."""
    return strength_id.lower().startswith(_PREFIX)


def combination(text: str) -> str | None:
    """A combination as it is stored, members joined by a comma without a blank; None when it is none."""
    members = [member.strip() for member in text.split(",")]
    return ",".join(members) if METHODS.issuperset(members) else None


def requirements_of(combinations: list[str]) -> str:
    """`requirementsSatisfied`: "mfa" when every combination is multifactor, else "none"."""
    return "mfa" if combinations and set(combinations).issubset(MULTIFACTOR) else "none"


def _built_in() -> list[dict[str, Any]]:
    return [
        {
            "id": f"{_PREFIX}{digit}",
            "createdDateTime": "2021-12-01T08:00:00Z",
            "modifiedDateTime": "2021-12-01T08:00:00Z",
            "displayName": name,
            "description": description,
            "policyType": "builtIn",
            "requirementsSatisfied": "mfa",
            "allowedCombinations": list(combinations),
            "combinationConfigurations": [],
        }
        for digit, name, description, combinations in _BUILT_IN
    ]
