"""Certificates as a method by which people prove who they are; certificate authorities are left out."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.evidence import documented
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, WHOM, included, method_configuration
from holdfast.emulator.odata.schema import Many, StructuredType, Text, Whole

_DEFAULT = documented(
    "https://learn.microsoft.com/graph/api/x509certificateauthenticationmethodconfiguration-get", "2026-11-27"
)
_MODE = StructuredType(
    "x509CertificateAuthenticationModeConfiguration",
    {
        "x509CertificateAuthenticationDefaultMode": Text(
            choices=("x509CertificateSingleFactor", "x509CertificateMultiFactor")
        ),
        "rules": Many(
            StructuredType(
                "x509CertificateRule",
                {
                    "x509CertificateRuleType": Text(),
                    "identifier": Text(),
                    "x509CertificateAuthenticationMode": Text(),
                },
            )
        ),
    },
)
_BINDING = StructuredType(
    "x509CertificateUserBinding",
    {"x509CertificateField": Text(), "userProperty": Text(), "priority": Whole()},
)
_ON_OR_OFF = ("disabled", "enabled")
_NOT_VALIDATED = {"state": "disabled", "exemptedCertificateAuthoritiesSubjectKeyIdentifiers": []}
_SINGLE = {"x509CertificateAuthenticationDefaultMode": "x509CertificateSingleFactor", "rules": []}

SERVICE = method_configuration(
    "X509Certificate",
    "disabled",
    "whether certificates prove who somebody is",
    {
        "certificateUserBindings": Property(
            Many(_BINDING),
            [
                {
                    "x509CertificateField": "PrincipalName",
                    "userProperty": "onPremisesUserPrincipalName",
                    "priority": 1,
                },
                {"x509CertificateField": "RFC822Name", "userProperty": "userPrincipalName", "priority": 2},
            ],
            _DEFAULT,
        ),
        "authenticationModeConfiguration": Property(
            _MODE,
            _SINGLE,
            _DEFAULT,
            example={**_SINGLE, "x509CertificateAuthenticationDefaultMode": "x509CertificateMultiFactor"},
        ),
        "certificateAuthorityScopes": Property(
            Many(
                StructuredType(
                    "x509CertificateAuthorityScope",
                    {
                        "subjectKeyIdentifier": Text(),
                        "publicKeyInfrastructureIdentifier": Text(),
                        "includeTargets": Many(StructuredType("includeTarget", WHOM)),
                    },
                )
            ),
            [],
            SEEN,
        ),
        "crlValidationConfiguration": Property(
            StructuredType(
                "x509CertificateCRLValidationConfiguration",
                {
                    "state": Text(choices=_ON_OR_OFF),
                    "exemptedCertificateAuthoritiesSubjectKeyIdentifiers": Many(Text()),
                },
            ),
            _NOT_VALIDATED,
            SEEN,
            example={**_NOT_VALIDATED, "state": "enabled"},
        ),
        "issuerHintsConfiguration": Property(
            StructuredType("x509CertificateIssuerHintsConfiguration", {"state": Text(choices=_ON_OR_OFF)}),
            {"state": "disabled"},
            SEEN,
            example={"state": "enabled"},
        ),
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], _DEFAULT),
    },
)
