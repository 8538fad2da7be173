"""The domains that a tenant gets mail for, for those who look at their names: read whole, as a tenant has few.

Whoever reads them in the same moment shares the answer.
Source: recorded rows (research notes rows.json, 2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.statement import Harmless
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
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


async def accepted_domains(tenant: Reader) -> list[dict[str, Any]]:
    """Return the rows of all domains.

    Raises:
        ReadError: when they could not be read whole.
    """
    return await tenant.cmdlets.rows(Endpoint.EXCHANGE, _INVOCATION)
