"""The tenant's default rules for credentials of applications (api-facts 3.8, rows 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import Type

_GET = documented("https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get", "2026-11-26")
_UPDATE = documented("https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-update", "2026-11-26")


def _credentials(name: str, *types: str) -> Type:
    """A list of restrictions."""
    return Many(
        StructuredType(
            name,
            {
                "restrictionType": Text(choices=types),
                "state": Text(choices=("enabled", "disabled")),
                "maxLifetime": Text(),
                "restrictForAppsCreatedAfterDateTime": Text(),
                "excludeActors": Anything(),
            },
            nullable=False,
            sparse=frozenset({"excludeActors"}),
        )
    )


RESTRICTIONS: dict[str, Type] = {
    "passwordCredentials": _credentials(
        "passwordCredentialConfiguration",
        "passwordAddition",
        "passwordLifetime",
        "symmetricKeyAddition",
        "symmetricKeyLifetime",
        "customPasswordAddition",
    ),
    "keyCredentials": _credentials("keyCredentialConfiguration", "asymmetricKeyLifetime"),
}
"""Lists of restrictions, of the tenant's rules as of those for single applications."""
_NONE: dict[str, list[object]] = {"passwordCredentials": [], "keyCredentials": []}
_EXAMPLE = {
    "passwordCredentials": [
        {
            "restrictionType": "passwordAddition",
            "state": "enabled",
            "maxLifetime": None,
            "restrictForAppsCreatedAfterDateTime": "2026-01-01T00:00:00Z",
        }
    ],
    "keyCredentials": [],
}

SERVICE = GraphSingleton(
    path="/policies/defaultAppManagementPolicy",
    entity="tenantAppManagementPolicy",
    doc="the default rules for credentials of applications",
    properties={
        "id": Property(Text(), "00000000-0000-0000-0000-000000000000", _GET, writable=False),
        "displayName": Property(Text(), "Default app management tenant policy", _GET),
        "description": Property(
            Text(),
            "Default tenant policy that enforces app management restrictions on applications and service principals.",
            _GET,
        ),
        "isEnabled": Property(Flag(nullable=False), False, _GET),
        "applicationRestrictions": Property(
            StructuredType(
                "appManagementApplicationConfiguration",
                {**RESTRICTIONS, "identifierUris": Anything()},
                nullable=False,
                sparse=frozenset({"identifierUris"}),
            ),
            _NONE,
            _GET,
            example=_EXAMPLE,
        ),
        "servicePrincipalRestrictions": Property(
            StructuredType("appManagementServicePrincipalConfiguration", RESTRICTIONS, nullable=False),
            _NONE,
            _GET,
            example=_EXAMPLE,
        ),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"),
        write=("Policy.ReadWrite.ApplicationConfiguration",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update policy",
        evidence=assumed("nobody has published the event; named as its neighbours are"),
    ),
    evidence=_UPDATE,
)
