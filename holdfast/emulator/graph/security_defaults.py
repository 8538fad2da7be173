"""Security defaults: the one policy of a tenant without Conditional Access (api-facts 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Text
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/identitysecuritydefaultsenforcementpolicy", "2026-11-24"
)
_GET = documented(
    "https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-get", "2026-11-24"
)
_UPDATE = documented(
    "https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-update", "2026-11-24"
)


def _alone(tenant: Tenant, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse to switch them on beside an enabled policy: the rule is documented, the text assumed."""
    if not after["isEnabled"] or (before or {}).get("isEnabled"):
        return
    enabled = [one for one in tenant.store.all("conditionalAccessPolicies") if one["state"] == "enabled"]
    if enabled:
        raise GraphError(
            400,
            "BadRequest",
            f"Security Defaults cannot be enabled: {len(enabled)} Conditional Access policies are enabled.",
        )


SERVICE = GraphSingleton(
    path="/policies/identitySecurityDefaultsEnforcementPolicy",
    entity="identitySecurityDefaultsEnforcementPolicy",
    doc="the security defaults; they are not switched on while a policy is enabled",
    properties={
        "id": Property(Text(), "00000000-0000-0000-0000-000000000005", _GET, writable=False),
        "displayName": Property(Text(), "Security Defaults", _GET),
        "description": Property(
            Text(),
            "Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When "
            "enabled, these recommendations will be automatically enforced in your organization. Administrators "
            "and users will be better protected from common identity related attacks.",
            _GET,
        ),
        "isEnabled": Property(
            Flag(nullable=False),
            False,
            assumed(
                "a tenant made before October 2019 and never told otherwise has them off; seeds switch them on"
            ),
        ),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"),
        write=("Policy.ReadWrite.SecurityDefaults", "Policy.ReadWrite.ConditionalAccess"),
        write_also=("Policy.Read.All",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update security defaults",
        evidence=assumed("named as the portal's audit log shows it in public detection rules"),
    ),
    evidence=_RESOURCE,
    rules=(_alone,),
)
