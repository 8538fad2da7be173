"""The authentication methods policy: which rules decide over methods, who is asked to register, what is asked first.

Read and changed by beta: v1.0 does not know `systemCredentialPreferences`. The settings of each method are kinds of
their own. Source: https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy (2026-11-26).
"""

from __future__ import annotations

from typing import Any

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, READ_PERMISSIONS, WRITE_PERMISSIONS
from holdfast.kinds.statement import Harmless
from holdfast.model.directory import GROUP

_STATES = ("default", "enabled", "disabled")
_TARGET_TYPE = Field(
    name="targetType", doc="What the id is of.", values=("user", "group"), any_case=True, required=True
)
_INCLUDED = Field(
    name="id", doc="Object id, or `all_users`.", any_case=True, required=True, id_or=("all_users",)
)
_EXCLUDED = Field(
    name="excludeTargets",
    doc="Whom it is not for.",
    type=Type.OBJECT,
    many=True,
    fields=(
        _TARGET_TYPE,
        Field(name="id", doc="Object id.", any_case=True, required=True, refers_to=GROUP, id_or=()),
    ),
)


def _state(doc: str) -> Field:
    return Field(name="state", doc=doc, values=_STATES, any_case=True, required=True)


def _included(*more: Field) -> Field:
    return Field(
        name="includeTargets",
        doc="Whom it is for.",
        type=Type.OBJECT,
        many=True,
        required=True,
        fields=(_TARGET_TYPE, _INCLUDED, *more),
    )


_GROUP = "6c2f5f0a-6f0e-4a1c-9a86-3c2d0c6f7a11"
_CAMPAIGN: dict[str, Any] = {
    "state": "enabled",
    "snoozeDurationInDays": 1,
    "enforceRegistrationAfterAllowedSnoozes": True,
    "includeTargets": [
        {"targetType": "group", "id": "all_users", "targetedAuthenticationMethod": "microsoftAuthenticator"}
    ],
    "excludeTargets": [{"targetType": "group", "id": _GROUP}],
}
_PREFERENCES: dict[str, Any] = {
    "state": "enabled",
    "includeTargets": [{"targetType": "group", "id": "all_users"}],
    "excludeTargets": [{"targetType": "group", "id": _GROUP}],
}
_REPORTING: dict[str, Any] = {
    "state": "enabled",
    "includeTarget": {"targetType": "group", "id": "all_users"},
}

KIND = GraphSingleton(
    token="m365:entra:AuthenticationMethodsPolicy",
    title="Authentication methods policy",
    doc=(
        "What holds for all methods of signing in: whether older settings count beside this policy, who is asked "
        "to register a method, which method is asked for first, and whether a sign-in can be reported. Each control "
        "declares what is its own."
    ),
    key="authentication-methods-policy",
    object_id="authenticationMethodsPolicy",
    path="/policies/authenticationMethodsPolicy",
    version="beta",
    written="beta",
    fields=(
        Field(
            name="policyMigrationState",
            doc=(
                "Whether the settings of per-user MFA and of self-service password reset count beside this policy: "
                "not with `migrationComplete`."
            ),
            any_case=True,
            values=("preMigration", "migrationInProgress", "migrationComplete"),
            default="migrationcomplete",
        ),
        Field(
            name="registrationCampaign",
            wire="registrationEnforcement.authenticationMethodsRegistrationCampaign",
            doc="Who is asked at a sign-in to register a better method. It is declared whole.",
            type=Type.OBJECT,
            fields=(
                _state("`enabled` asks; `default` leaves it to Microsoft."),
                Field(
                    name="snoozeDurationInDays",
                    doc="Days for which somebody may put it off; 0 asks at every sign-in.",
                    type=Type.INTEGER,
                    minimum=0,
                    maximum=14,
                    required=True,
                    stricter=Stricter.LOWER,
                ),
                Field(
                    name="enforceRegistrationAfterAllowedSnoozes",
                    doc="Whether whoever has put it off three times has to register; else it is put off for ever.",
                    type=Type.BOOLEAN,
                    default=True,
                    protects=Protects.TRUE,
                ),
                _included(
                    Field(
                        name="targetedAuthenticationMethod",
                        doc="Which method is to be registered, such as `microsoftAuthenticator`.",
                        required=True,
                    )
                ),
                _EXCLUDED,
            ),
        ),
        Field(
            name="systemCredentialPreferences",
            doc="Whether the strongest method that somebody has registered is asked for first. It is declared whole.",
            type=Type.OBJECT,
            fields=(
                _state("`enabled` asks for it first; `default` leaves it to Microsoft."),
                _included(),
                _EXCLUDED,
            ),
        ),
        Field(
            name="reportSuspiciousActivity",
            wire="reportSuspiciousActivitySettings",
            doc="Whether somebody who is asked for a sign-in that is not his can report it. It is declared whole.",
            type=Type.OBJECT,
            fields=(
                _state("`enabled` offers it; `default` leaves it to Microsoft."),
                Field(
                    name="includeTarget",
                    doc="Whom it is for.",
                    type=Type.OBJECT,
                    required=True,
                    fields=(_TARGET_TYPE, _INCLUDED),
                ),
            ),
        ),
    ),
    examples=(
        Example(
            row={
                "id": "authenticationMethodsPolicy",
                "policyMigrationState": "migrationInProgress",
                "registrationEnforcement": {"authenticationMethodsRegistrationCampaign": _CAMPAIGN},
                "systemCredentialPreferences": _PREFERENCES,
                "reportSuspiciousActivitySettings": {**_REPORTING, "voiceReportingCode": 0},
            },
            inputs={
                "policyMigrationState": "migrationInProgress",
                "registrationCampaign": _CAMPAIGN,
                "systemCredentialPreferences": _PREFERENCES,
                "reportSuspiciousActivity": _REPORTING,
            },
        ),
    ),
    answers=("authenticationMethodsPolicy",),
    omits=(
        "methods of which no control sets anything: that one of them is on, how certificates count and external "
        "methods are assessed by kinds of their own. "
        "Graph v1.0 does not know what is asked for first, so the policy is read by beta."
    ),
    always=(
        "policyMigrationState",
        "registrationEnforcement",
        "systemCredentialPreferences",
        "reportSuspiciousActivitySettings",
    ),
    harmless=(
        Harmless("id displayName description policyVersion lastModifiedDateTime", "which object it is"),
        Harmless(
            "authenticationMethodConfigurations",
            "the settings of each method: kinds of their own are those of which a control asks something",
        ),
        Harmless(
            "reconfirmationInDays", "how often registered methods are confirmed: nothing is refused by it"
        ),
        Harmless(
            "reportSuspiciousActivitySettings.voiceReportingCode microsoftAuthenticatorPlatformSettings",
            "by which key a call is reported, and on which devices the app runs: nobody is let in",
            seen="answers of beta in public repositories (research notes rows.json, 2026-11-25)",
        ),
    ),
    audit_category=AUDIT_CATEGORY,
    read_permissions=READ_PERMISSIONS,
    write_permissions=WRITE_PERMISSIONS,
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy (2026-11-26)",
)
