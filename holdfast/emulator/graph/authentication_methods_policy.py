"""The authentication methods policy: by which methods people prove who they are (research notes rows.json).

The settings of each method are objects of their own, answered here as well. The service takes changes of theirs at this
place, too; here they are left unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Property
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.graph import (
    email_authentication_method_configuration as email,
)
from holdfast.emulator.graph import (
    external_authentication_methods as external,
)
from holdfast.emulator.graph import (
    federated_identity_credential_authentication_method_configuration as federated,
)
from holdfast.emulator.graph import (
    fido2_authentication_method_configuration as passkeys,
)
from holdfast.emulator.graph import (
    hardware_oath_authentication_method_configuration as tokens,
)
from holdfast.emulator.graph import (
    microsoft_authenticator_authentication_method_configuration as authenticator,
)
from holdfast.emulator.graph import (
    qr_code_pin_authentication_method_configuration as qr_codes,
)
from holdfast.emulator.graph import (
    sms_authentication_method_configuration as sms,
)
from holdfast.emulator.graph import (
    software_oath_authentication_method_configuration as codes,
)
from holdfast.emulator.graph import (
    temporary_access_pass_authentication_method_configuration as passes,
)
from holdfast.emulator.graph import (
    verifiable_credentials_authentication_method_configuration as wallets,
)
from holdfast.emulator.graph import (
    voice_authentication_method_configuration as voice,
)
from holdfast.emulator.graph import (
    x509_certificate_authentication_method_configuration as certificates,
)
from holdfast.emulator.method_configurations import AUDIT, EVERYBODY, EXCLUDED, POLICY, ROLES, SEEN, WHOM
from holdfast.emulator.odata.schema import TYPE_KEY, Flag, Many, StructuredType, Text, Whole

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_PAGE = documented("https://learn.microsoft.com/graph/api/authenticationmethodspolicy-update", "2026-11-26")
_STATES = ("default", "enabled", "disabled")
_LONGEST_SNOOZE_DAYS = 14
_METHODS = tuple(
    one.SERVICE
    for one in (
        passkeys,
        authenticator,
        sms,
        passes,
        tokens,
        codes,
        voice,
        email,
        certificates,
        wallets,
        qr_codes,
        federated,
    )
)
_EVERYBODY_REGISTERS = [{**EVERYBODY, "targetedAuthenticationMethod": "microsoftAuthenticator"}]
_CAMPAIGN = StructuredType(
    "authenticationMethodsRegistrationCampaign",
    {
        "snoozeDurationInDays": Whole(nullable=False, least=0, most=_LONGEST_SNOOZE_DAYS),
        "enforceRegistrationAfterAllowedSnoozes": Flag(),
        "state": Text(nullable=False, choices=_STATES),
        "excludeTargets": EXCLUDED,
        "includeTargets": Many(
            StructuredType(
                "authenticationMethodsRegistrationCampaignIncludeTarget",
                {**WHOM, "targetedAuthenticationMethod": Text()},
            )
        ),
    },
)


def _campaign(state: str) -> dict[str, Any]:
    return {
        "authenticationMethodsRegistrationCampaign": {
            "snoozeDurationInDays": 1,
            "enforceRegistrationAfterAllowedSnoozes": True,
            "state": state,
            "excludeTargets": [],
            "includeTargets": _EVERYBODY_REGISTERS,
        }
    }


_REPORTING = {"state": "default", "voiceReportingCode": 0, "includeTarget": EVERYBODY}


def _preferences(state: str) -> dict[str, Any]:
    return {"state": state, "excludeTargets": [], "includeTargets": [EVERYBODY]}


def _configurations(tenant: Tenant, version: str) -> list[dict[str, Any]]:
    own = [one.typed(one.value(tenant, version)) for one in _METHODS if version in one.versions]
    type_ = f"#microsoft.graph.{external.SERVICE.entity}"
    return [*own, *({TYPE_KEY: type_, **one} for one in external.SERVICE.values(tenant))]


SERVICE = GraphSingleton(
    path=POLICY,
    entity="authenticationMethodsPolicy",
    doc="the authentication methods policy, with the methods that have settings here",
    properties={
        "id": Property(Text(), "authenticationMethodsPolicy", SEEN, writable=False),
        "displayName": Property(Text(), "Authentication Methods Policy", SEEN, writable=False),
        "description": Property(
            Text(),
            "The tenant-wide policy that controls which authentication methods are allowed in the tenant, "
            "authentication method registration requirements, and self-service password reset settings",
            SEEN,
            writable=False,
        ),
        "policyVersion": Property(Text(), "1.5", SEEN, writable=False),
        "lastModifiedDateTime": Property(Text(), None, assumed("nobody has changed it"), writable=False),
        "reconfirmationInDays": Property(
            Whole(), None, assumed("the captures do not have it; the schema does"), writable=False
        ),
        "policyMigrationState": Property(
            Text(choices=("preMigration", "migrationInProgress", "migrationComplete")),
            "preMigration",
            assumed("a tenant that nobody has migrated; newer ones say null"),
        ),
        "registrationEnforcement": Property(
            StructuredType(
                "registrationEnforcement", {"authenticationMethodsRegistrationCampaign": _CAMPAIGN}
            ),
            _campaign("default"),
            SEEN,
            example=_campaign("enabled"),
        ),
        "systemCredentialPreferences": Property(
            StructuredType(
                "systemCredentialPreferences",
                {
                    "state": Text(choices=_STATES),
                    "excludeTargets": EXCLUDED,
                    "includeTargets": Many(StructuredType("includeTarget", WHOM)),
                },
            ),
            _preferences("default"),
            SEEN,
            example=_preferences("enabled"),
            beta=True,
        ),
        "reportSuspiciousActivitySettings": Property(
            StructuredType(
                "reportSuspiciousActivitySettings",
                {
                    "state": Text(choices=_STATES),
                    "voiceReportingCode": Whole(),
                    "includeTarget": StructuredType("includeTarget", WHOM),
                },
            ),
            _REPORTING,
            SEEN,
            example={**_REPORTING, "state": "enabled"},
            beta=True,
        ),
        "authenticationMethodConfigurations": Property(
            Many(Text()), [one.typed(one.defaults()) for one in _METHODS], SEEN, writable=False
        ),
    },
    roles=ROLES,
    audit=AUDIT,
    evidence=_PAGE,
    parts={"authenticationMethodConfigurations": _configurations},
)
