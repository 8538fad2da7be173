"""The domains that a tenant gets mail for, for those who look at their names: read whole, as a tenant has few.

Whoever reads them in the same moment shares the answer.
Source: recorded rows (research notes rows.json, 2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_name, as_text, required
from holdfast.kinds.statement import Harmless
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.hosts import HOSTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.tenant import Reader

ACCEPTED_DOMAINS = "Get-AcceptedDomain"
_INVOCATION = Invocation(ACCEPTED_DOMAINS, {})
OF_DOMAINS = Harmless(
    """
        DomainName InitialDomain Default DomainType MatchSubDomains AuthenticationType RawAuthenticationType
        LiveIdInstanceType AddressBookEnabled AzureProvisioningRegion CanHaveCloudCache CatchAllRecipientID EmailOnly
        EnableNego2Authentication ExternallyManaged FederatedOrganizationLink IsCoexistenceDomain
        IsDefaultFederatedDomain MailFlowPartner MailFlowRegion OutboundOnly PendingCompletion
        PendingFederatedAccountNamespace PendingFederatedDomain PendingRemoval PerimeterDuplicateDetected
        SendingFromDomainDisabled SendingToDomainDisabled SmtpDaneStatus
    """,
    "which domain it is, and how its mail is routed: only the names of the domains are looked at",
)
"""Statement about the domains, beside which object a row is (see `listed.WHICH`)."""
_GIVEN = tuple(f".{one.given_domains}" for one in HOSTS.values())
_COEXISTENCE = tuple(f".{one.coexistence_domains}" for one in HOSTS.values())


async def accepted_domains(tenant: Reader) -> list[dict[str, Any]]:
    """Return the rows of all domains.

    Raises:
        ReadError: when they could not be read whole.
    """
    return await tenant.cmdlets.rows(Endpoint.EXCHANGE, _INVOCATION)


def names_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the domains that `rows` are of, as they come.

    Raises:
        MisreadError: when the one is not among them that every tenant has: the list is not whole.
    """
    if not any(required(one, "InitialDomain", as_boolean) for one in rows):
        raise MisreadError("InitialDomain", "true of one of the domains", False)  # noqa: FBT003 - what was found
    return [required(one, "DomainName", as_name) for one in rows]


async def own_domains(tenant: Reader) -> frozenset[str]:
    """Return the names of all domains, in lower case: an address of no other is inside.

    Raises:
        MisreadError: there is none, so that nobody can say which address is outside.
        ReadError: when they could not be read whole.
    """
    rows = await accepted_domains(tenant)
    if not rows:
        raise MisreadError("DomainName", "the domains of the tenant", None)
    return frozenset(required(one, "DomainName", as_text).casefold() for one in rows)


def is_microsofts(domain: str) -> bool:
    """Return whether Microsoft gave the tenant a domain, in whichever cloud: nobody else has one that ends so."""
    return domain.casefold().endswith(_GIVEN) or is_of_coexistence(domain)


def is_of_coexistence(domain: str) -> bool:
    """Return whether mail is routed to a domain between the tenant and servers of its own, and none is sent from it."""
    return domain.casefold().endswith(_COEXISTENCE)


def is_inside(address: str, own: frozenset[str]) -> bool:
    """Return whether an address is of one of the tenant's `own` domains."""
    return address.rpartition("@")[2].casefold() in own
