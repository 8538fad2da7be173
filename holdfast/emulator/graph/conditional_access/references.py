"""Whether what a policy refers to exists: users, groups, roles, applications, service principals, locations.

The service looks up what a write adds; what a policy names already stays, also when it was deleted since (DCToolbox
issue 6: a deleted group is still in the policy). Number and text of groups: CIPP issue 3614; of locations: api-facts
2.6. The others are worded alike with numbers of their own, both assumed. Of a role only the form is checked, since not
every built-in role is modelled: laxer than the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.conditional_access.first_party_applications import FIRST_PARTY_APPLICATIONS
from holdfast.emulator.odata.guids import is_guid
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holdfast.emulator.tenant import Tenant

_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000"
"""The trusted addresses of multifactor authentication, which are no named location (ca-semantics S-LOC-2)."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """Lists of a policy's conditions that hold ids of one kind of object."""

    part: str
    names: tuple[str, str]
    words: frozenset[str]
    """What may stand there instead of an id, lower case."""
    known: Callable[[Tenant, str], bool]
    """Whether the tenant has the object of an id."""
    refusal: str
    """The message, with a place for the value."""

    def values(self, policy: Mapping[str, Any]) -> Iterator[str]:
        """The values of a policy that are no words."""
        lists = (policy["conditions"] or {}).get(self.part) or {}
        for name in self.names:
            yield from (value for value in lists.get(name) or () if value.lower() not in self.words)

    def refused(self, value: str) -> GraphError:
        """The 400 for one value."""
        return GraphError(400, "BadRequest", self.refusal.format(value))


def check_reference_forms(policy: Mapping[str, Any]) -> None:
    """Let a policy pass that names objects by their ids, whether they exist or not.

    Raises:
        GraphError: 400 that names the first value that is neither an id nor a word of the service.
    """
    for reference in _REFERENCES:
        for value in reference.values(policy):
            if not is_guid(value):
                raise reference.refused(value)


def check_references(tenant: Tenant, policy: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    """Let a policy pass in which everything that the write adds exists.

    Args:
        tenant: where.
        policy: as it would be after the write, every key present.
        before: as it is stored, None when it is made.

    Raises:
        GraphError: 400 that names the first id that is not there.
    """
    for reference in _REFERENCES:
        kept = set() if before is None else {value.lower() for value in reference.values(before)}
        for value in reference.values(policy):
            if value.lower() not in kept and not reference.known(tenant, value):
                raise reference.refused(value)


def _in(collection: str) -> Callable[[Tenant, str], bool]:
    return lambda tenant, value: tenant.store.get(collection, value) is not None


def _is_role(_tenant: Tenant, value: str) -> bool:
    return is_guid(value)


def _is_application(tenant: Tenant, value: str) -> bool:
    wanted = value.lower()
    return wanted in FIRST_PARTY_APPLICATIONS or any(
        str(one["appId"]).lower() == wanted for one in tenant.store.all("servicePrincipals")
    )


_REFERENCES = (
    _Reference(
        "users",
        ("includeUsers", "excludeUsers"),
        frozenset({"all", "none", "guestsorexternalusers", "allagentidusers"}),
        _in("users"),
        "1053: Invalid user value: {}.",
    ),
    _Reference(
        "users",
        ("includeGroups", "excludeGroups"),
        frozenset(),
        _in("groups"),
        "1054: Invalid group value: {}.",
    ),
    _Reference(
        "users", ("includeRoles", "excludeRoles"), frozenset(), _is_role, "1055: Invalid role value: {}."
    ),
    _Reference(
        "applications",
        ("includeApplications", "excludeApplications"),
        frozenset({"all", "none", "office365", "microsoftadminportals", "allagentidresources"}),
        _is_application,
        "1056: Invalid application value: {}.",
    ),
    _Reference(
        "clientApplications",
        ("includeServicePrincipals", "excludeServicePrincipals"),
        frozenset({"serviceprincipalsinmytenant"}),
        _in("servicePrincipals"),
        "1057: Invalid service principal value: {}.",
    ),
    _Reference(
        "locations",
        ("includeLocations", "excludeLocations"),
        frozenset({"all", "alltrusted"}),
        lambda tenant, value: value == _TRUSTED_IPS or _in("namedLocations")(tenant, value),
        "1040: NamedLocation with id {} does not exist in the directory.",
    ),
)
