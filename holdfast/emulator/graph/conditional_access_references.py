"""Whether what a policy refers to exists: users, groups, roles, applications, service principals, locations.

The service looks up what a write adds; what a policy names already stays, also when it was deleted since (DCToolbox
issue 6: a deleted group is still in the policy). Number and text of groups: CIPP issue 3614; of locations: api-facts
2.6. The others are worded alike with numbers of their own, both assumed. Of a role only the form is checked, since not
every built-in role is modelled: laxer than the service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.first_party_applications import FIRST_PARTY_APPLICATIONS
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holdfast.emulator.tenant import Tenant

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_USER_WORDS = frozenset({"all", "none", "guestsorexternalusers"})
_APPLICATION_WORDS = frozenset({"all", "none", "office365", "microsoftadminportals", "allagentidresources"})
_SERVICE_PRINCIPAL_WORDS = frozenset({"serviceprincipalsinmytenant", "all"})
_LOCATION_WORDS = frozenset({"all", "alltrusted", "00000000-0000-0000-0000-000000000000"})


def check_references(tenant: Tenant, policy: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    """Let a policy pass in which everything that the write adds exists.

    Args:
        tenant: where.
        policy: as it would be after the write, every key present.
        before: as it is stored, None when it is made.

    Raises:
        GraphError: 400 that names the first id that is not there.
    """
    for path, known, refusal in _CHECKS:
        kept = {one.lower() for one in _values(before, path)} if before is not None else set()
        for value in _values(policy, path):
            if value.lower() not in kept and not known(tenant, value):
                raise GraphError(400, "BadRequest", refusal.format(value))


def _values(policy: Mapping[str, Any], path: tuple[str, str]) -> Iterable[str]:
    part, name = path
    return ((policy["conditions"] or {}).get(part) or {}).get(name) or ()


def _is_user(tenant: Tenant, value: str) -> bool:
    return value.lower() in _USER_WORDS or tenant.store.get("users", value) is not None


def _is_group(tenant: Tenant, value: str) -> bool:
    return tenant.store.get("groups", value) is not None


def _is_role(_tenant: Tenant, value: str) -> bool:
    return _GUID.fullmatch(value) is not None


def _is_application(tenant: Tenant, value: str) -> bool:
    wanted = value.lower()
    return (
        wanted in _APPLICATION_WORDS
        or wanted in FIRST_PARTY_APPLICATIONS
        or any(str(one["appId"]).lower() == wanted for one in tenant.store.all("servicePrincipals"))
    )


def _is_service_principal(tenant: Tenant, value: str) -> bool:
    return (
        value.lower() in _SERVICE_PRINCIPAL_WORDS or tenant.store.get("servicePrincipals", value) is not None
    )


def _is_location(tenant: Tenant, value: str) -> bool:
    return value.lower() in _LOCATION_WORDS or tenant.store.get("namedLocations", value) is not None


def _pair(
    part: str, names: tuple[str, str], known: Callable[[Tenant, str], bool], refusal: str
) -> list[tuple[tuple[str, str], Callable[[Tenant, str], bool], str]]:
    return [((part, name), known, refusal) for name in names]


_CHECKS = (
    *_pair("users", ("includeUsers", "excludeUsers"), _is_user, "1053: Invalid user value: {}."),
    *_pair("users", ("includeGroups", "excludeGroups"), _is_group, "1054: Invalid group value: {}."),
    *_pair("users", ("includeRoles", "excludeRoles"), _is_role, "1055: Invalid role value: {}."),
    *_pair(
        "applications",
        ("includeApplications", "excludeApplications"),
        _is_application,
        "1056: Invalid application value: {}.",
    ),
    *_pair(
        "clientApplications",
        ("includeServicePrincipals", "excludeServicePrincipals"),
        _is_service_principal,
        "1057: Invalid service principal value: {}.",
    ),
    *_pair(
        "locations",
        ("includeLocations", "excludeLocations"),
        _is_location,
        "1040: NamedLocation with id {} does not exist in the directory.",
    ),
)
