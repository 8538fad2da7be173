"""Microsoft's clouds: under which names each is reached, and what its tokens are for.

A tenant lives in one cloud (the setting `cloud`, worldwide without it); the sign-in service of another does not know
it, and the services of another do not take its tokens.

Sources: learn.microsoft.com, "National cloud deployments" of Graph, "Connect to Security & Compliance PowerShell", and
the pages of endpoints of each cloud (2026-11-26). That the compliance service of a national cloud redirects to regional
hosts as the worldwide one does is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.emulator.store import TenantStore

SETTING = "cloud"
"""Name of the tenant setting with the name of its cloud."""


@dataclass(frozen=True, slots=True)
class CloudNames:
    """The names of one cloud."""

    name: str
    sign_in: tuple[str, ...]
    """Hosts of its sign-in service, the preferred one first."""
    graph: str
    exchange: tuple[str, ...]
    compliance: str
    """Host that the compliance service is asked at first."""
    compliance_resource: str
    """Host in the identifier of the resource: regional hosts end so."""
    arm: tuple[str, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host but the regional ones."""
        return (self.graph, *self.sign_in, *self.exchange, self.compliance, *self.arm)

    @property
    def regional_suffix(self) -> str:
        """End of the names of regional compliance hosts, with its dot."""
        return f".{self.compliance_resource}"

    def has(self, host: str) -> bool:
        """Whether the cloud answers under that name."""
        return host in self.hosts or host.endswith(self.regional_suffix)


WORLDWIDE = CloudNames(
    name="global",
    sign_in=("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
    graph="graph.microsoft.com",
    exchange=("outlook.office365.com", "outlook.office.com"),
    compliance="ps.compliance.protection.outlook.com",
    compliance_resource="ps.compliance.protection.outlook.com",
    arm=("management.azure.com", "management.core.windows.net"),
)
CLOUDS = (
    WORLDWIDE,
    CloudNames(
        name="usgovernment",
        sign_in=("login.microsoftonline.us",),
        graph="graph.microsoft.us",
        exchange=("outlook.office365.us",),
        compliance="ps.compliance.protection.office365.us",
        compliance_resource="ps.compliance.protection.office365.us",
        arm=("management.usgovcloudapi.net",),
    ),
    CloudNames(
        name="dod",
        sign_in=("login.microsoftonline.us",),
        graph="dod-graph.microsoft.us",
        exchange=("outlook-dod.office365.us",),
        compliance="l5.ps.compliance.protection.office365.us",
        compliance_resource="ps.compliance.protection.office365.us",
        arm=("management.usgovcloudapi.net",),
    ),
    CloudNames(
        name="china",
        sign_in=("login.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
        graph="microsoftgraph.chinacloudapi.cn",
        exchange=("partner.outlook.cn",),
        compliance="ps.compliance.protection.partner.outlook.cn",
        compliance_resource="ps.compliance.protection.partner.outlook.cn",
        arm=("management.chinacloudapi.cn",),
    ),
)
HOSTS = tuple(dict.fromkeys(host for cloud in CLOUDS for host in cloud.hosts))
"""Microsoft hosts that the server answers for when it is reached through its proxy."""
REGIONAL_SUFFIXES = tuple(dict.fromkeys(cloud.regional_suffix for cloud in CLOUDS))
"""Regional hosts of the compliance endpoint end so: eur02b.ps.compliance.protection.outlook.com."""
ARM_HOSTS = frozenset(host for cloud in CLOUDS for host in cloud.arm)


def is_served(host: str) -> bool:
    """Whether a host, lower case, is one of Microsoft's that the server answers for."""
    return host in HOSTS or host.endswith(REGIONAL_SUFFIXES)


def is_compliance(host: str) -> bool:
    """Whether a host is one of the compliance service, regional ones included."""
    return host in {cloud.compliance for cloud in CLOUDS} or host.endswith(REGIONAL_SUFFIXES)


def cloud_of(store: TenantStore) -> CloudNames:
    """The cloud that a tenant lives in."""
    name = store.setting(SETTING, WORLDWIDE.name)
    return next(one for one in CLOUDS if one.name == name)


def knows(host: str, store: TenantStore) -> bool:
    """Whether a sign-in host knows a tenant: those of its cloud do, and every name that is none of Microsoft's."""
    return not is_served(host) or host in cloud_of(store).sign_in


def sign_in_names(host: str) -> tuple[str, ...]:
    """All names of the sign-in service that a host is of, the preferred one first; () where it is none."""
    return next((one.sign_in for one in CLOUDS if host in one.sign_in), ())
