"""What the settings of all authentication methods have in common: path, roles, audit event, whom they are for.

Each is a file of its own among the services. Answers of real tenants stand in public repositories (research notes
`rows.json`, from the tests of a Terraform provider and of a scanner).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented, verified
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.odata.schema import Type

SEEN = verified(
    "authenticationMethodsPolicy of real tenants in public repositories (research notes rows and rows.json)",
    "2026-11-25",
)
POLICY = "/policies/authenticationMethodsPolicy"
ROLES = Roles(
    read=("Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"),
    write=("Policy.ReadWrite.AuthenticationMethod",),
    evidence=documented(
        "https://learn.microsoft.com/graph/api/authenticationmethodspolicy-update", "2026-11-26"
    ),
)
AUDIT = Audit(
    "ApplicationManagement",
    "Authentication Methods",
    "Authentication Methods Policy Update",
    evidence=documented(
        "https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities",
        "2026-11-26",
    ),
)
"""That the event's target has the id of the method is assumed."""
WHOM = {"targetType": Text(choices=("user", "group")), "id": Text()}
EXCLUDED = Many(StructuredType("excludeTarget", WHOM))
EVERYBODY = {"targetType": "group", "id": "all_users"}
_FIRST_WORD = re.compile(r"^(?:[A-Z]+(?=[A-Z][a-z]|\d)|[A-Z])")
"""Of an id what stands in small letters in paths and types: X509Certificate is x509Certificate, QRCodePin qrCodePin."""


def included(**more: Type) -> Many:
    """The type of `includeTargets`, with what a target of the method says besides."""
    return Many(
        StructuredType("authenticationMethodTarget", {**WHOM, "isRegistrationRequired": Flag(), **more})
    )


def method_configuration(
    method: str,
    state: str,
    doc: str,
    properties: Mapping[str, Property],
    versions: tuple[str, ...] = ("v1.0", "beta"),
) -> GraphSingleton:
    """The settings of one method.

    Args:
        method: its id, such as "Sms".
        state: "enabled" or "disabled", as in a tenant that was never told otherwise.
        doc: what it is, for the page.
        properties: what it has besides id, state and excludeTargets.
        versions: those of Graph that know the method.
    """
    camel = _FIRST_WORD.sub(lambda word: word[0].lower(), method)
    recalled = assumed("the captures are of tenants that somebody may have changed; older tenants differ")
    return GraphSingleton(
        path=f"{POLICY}/authenticationMethodConfigurations/{camel}",
        entity=f"{camel}AuthenticationMethodConfiguration",
        doc=doc,
        properties={
            "id": Property(Text(), method, SEEN, writable=False),
            "state": Property(Text(nullable=False, choices=("enabled", "disabled")), state, recalled),
            "excludeTargets": Property(EXCLUDED, [], SEEN),
            **properties,
        },
        roles=ROLES,
        audit=AUDIT,
        versions=versions,
        evidence=documented(
            f"https://learn.microsoft.com/graph/api/{camel.lower()}authenticationmethodconfiguration-update",
            "2026-11-26",
        ),
        derived=True,
    )
