"""The hosts of Microsoft's clouds in one table, and the scope of the token that each wants.

A token is sent to the hosts of the tenant's own cloud and to no other, whatever an answer names as its next page or
redirects to. GCC (moderate) is no cloud of its own: its tenants live in the worldwide one.

Sources: sign-in and Graph https://learn.microsoft.com/graph/deployments (2026-11-26); Exchange
https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-u-s-government-dod-endpoints and its siblings, and
the table of clouds in the Exchange Online module, as public clients repeat it (2026-11-26); compliance
https://learn.microsoft.com/powershell/exchange/connect-to-scc-powershell (2026-11-26); the audience of federated tokens
https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
(2026-11-26); names for the Azure command line https://learn.microsoft.com/cli/azure/manage-clouds-azure-cli (recalled);
the domains that Microsoft gives, as public scripts repeat them (2026-11-30).
The cmdlet endpoints are those that Microsoft's own PowerShell module uses; they are undocumented. No
national cloud was reached by us: its regional compliance hosts are assumed to be named as the worldwide ones are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = re.compile(r"https://([a-z0-9.-]+)(?::443)?(?:/[^\x00-\x1f\x7f\\\\]*)?", re.IGNORECASE)
"""An address without user name, other port, backslash or control character: parsers disagree about those."""
_LONGEST = 16_384
"""Characters; a page's mark is some hundreds."""


@value_class
class Hosts:
    """The hosts of one cloud, each as `https://host`."""

    login: str
    graph: str
    exchange: str
    compliance: str
    """Where compliance cmdlets are sent first; it redirects to a regional host."""
    compliance_resource: str
    """What their token is for; DoD's host has a prefix that its resource has not."""
    federation_audience: str
    """What a pipeline's token has to be meant for (`aud`)."""
    azure_cli: str
    """What `az cloud set --name` takes; DoD has no name of its own there."""
    given_domains: str
    """What every domain ends in that Microsoft gives a tenant, such as `contoso.onmicrosoft.com`."""
    coexistence_domains: str
    """What the domain ends in by which mail is routed between it and servers of its own."""

    def origin_of(self, address: str) -> str:
        """Return `https://host` of an absolute address on one of the cloud's hosts.

        Raises:
            ReadError: when it is anything else; nothing may be sent there.
        """
        found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST else None
        origin = f"https://{found[1].lower()}" if found else ""
        if origin not in {self.login, self.graph, self.exchange, self.compliance} and not self._is_region(
            origin
        ):
            told = f"an answer leads to {address[:200]!r}, which is no address of the service: nothing was sent there"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return origin

    def resource_of(self, url: str) -> str:
        """Return the resource whose token a request to `url` needs; regional compliance hosts share one.

        Raises:
            ReadError: when the address is none of the cloud's.
        """
        origin = self.origin_of(url)
        return self.compliance_resource if origin == self.compliance or self._is_region(origin) else origin

    def compliance_host(self, location: str) -> str:
        """Return the compliance host that a redirect to `location` names.

        Raises:
            ReadError: when that is no host of the compliance service.
        """
        origin = self.origin_of(location)
        if self.resource_of(location) != self.compliance_resource:
            told = f"the compliance endpoint redirects to {origin}, which is another service"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
        return origin

    def _is_region(self, origin: str) -> bool:
        host = self.compliance_resource.removeprefix("https://")
        return bool(re.fullmatch(rf"https://[a-z0-9-]+\.{re.escape(host)}", origin))


_WORLDWIDE = Hosts(
    login="https://login.microsoftonline.com",
    graph="https://graph.microsoft.com",
    exchange="https://outlook.office365.com",
    compliance="https://ps.compliance.protection.outlook.com",
    compliance_resource="https://ps.compliance.protection.outlook.com",
    federation_audience="api://AzureADTokenExchange",
    azure_cli="AzureCloud",
    given_domains="onmicrosoft.com",
    coexistence_domains="mail.onmicrosoft.com",
)
HOSTS: Mapping[Cloud, Hosts] = {
    Cloud.GLOBAL: _WORLDWIDE,
    Cloud.EMBEDDED: _WORLDWIDE,
    Cloud.US_GOVERNMENT: Hosts(
        login="https://login.microsoftonline.us",
        graph="https://graph.microsoft.us",
        exchange="https://outlook.office365.us",
        compliance="https://ps.compliance.protection.office365.us",
        compliance_resource="https://ps.compliance.protection.office365.us",
        federation_audience="api://AzureADTokenExchangeUSGov",
        azure_cli="AzureUSGovernment",
        given_domains="onmicrosoft.us",
        coexistence_domains="mail.onmicrosoft.us",
    ),
    Cloud.DOD: Hosts(
        login="https://login.microsoftonline.us",
        graph="https://dod-graph.microsoft.us",
        exchange="https://outlook-dod.office365.us",
        compliance="https://l5.ps.compliance.protection.office365.us",
        compliance_resource="https://ps.compliance.protection.office365.us",
        federation_audience="api://AzureADTokenExchangeUSGov",
        azure_cli="AzureUSGovernment",
        given_domains="onmicrosoft.us",
        coexistence_domains="mail.onmicrosoft.us",
    ),
    Cloud.CHINA: Hosts(
        login="https://login.chinacloudapi.cn",
        graph="https://microsoftgraph.chinacloudapi.cn",
        exchange="https://partner.outlook.cn",
        compliance="https://ps.compliance.protection.partner.outlook.cn",
        compliance_resource="https://ps.compliance.protection.partner.outlook.cn",
        federation_audience="api://AzureADTokenExchangeChina",
        azure_cli="AzureChinaCloud",
        given_domains="partner.onmschina.cn",
        coexistence_domains="partner.mail.onmschina.cn",
    ),
}
"""The hosts of every cloud. The embedded tenant answers under the worldwide names, through its proxy."""
