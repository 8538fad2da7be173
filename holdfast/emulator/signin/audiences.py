"""Which service a token is for: the resource asked for decides `aud`, and each service takes its own only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.emulator.clouds import CLOUDS, WORLDWIDE, cloud_of
from holdfast.emulator.signin.errors import SignInError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.clouds import CloudNames
    from holdfast.emulator.store import TenantStore

_APPLICATIONS: Mapping[str, str] = {
    "graph": "00000003-0000-0000-c000-000000000000",
    "exchange": "00000002-0000-0ff1-ce00-000000000000",
    "compliance": "00000007-0000-0ff1-ce00-000000000000",
    "arm": "797f4846-ba00-4fd7-ba43-dac1f8f63013",
}
"""Application id of each service, the same in every cloud (api-facts 6.5, 6.8; azure-cli 2.91.0)."""
_OWN_SUFFIXES: Mapping[str, str] = {
    "graph": "",
    "exchange": "/exchange",
    "compliance": "/compliance",
    "arm": "",
}


@dataclass(frozen=True, slots=True)
class Audiences:
    """The audiences of one server.

    Args:
        own_urls: URLs the server is reached by directly, for example "https://127.0.0.1:8443".
    """

    own_urls: frozenset[str]

    def of_service(self, service: str, cloud: CloudNames) -> frozenset[str]:
        """Values of `aud` that "graph", "exchange", "compliance" or "arm" of a cloud takes."""
        own = {f"{url}{_OWN_SUFFIXES[service]}" for url in self.own_urls}
        return frozenset(own.union(_resources(service, cloud)))

    def of_host(self, service: str, host: str) -> frozenset[str]:
        """Values of `aud` that a service takes where it is reached as `host`; worldwide ones under other names."""
        clouds = [one for one in CLOUDS if one.has(host)] or [WORLDWIDE]
        return frozenset().union(*(self.of_service(service, one) for one in clouds))

    def of_resource(self, resource: str, store: TenantStore) -> str:
        """The `aud` of a token for a resource, which is the resource without its trailing slashes.

        Args:
            resource: its URL or application id, as the client wrote it.
            store: the tenant's, whose service principals are resources too.

        Raises:
            SignInError: AADSTS500011, there is no such resource.
        """
        wanted = resource.rstrip("/").lower()
        cloud = cloud_of(store)
        if any(wanted in self.of_service(service, cloud) for service in _APPLICATIONS):
            return wanted
        if any(wanted in _names(principal) for principal in store.all("servicePrincipals")):
            return wanted
        raise SignInError(
            500011,
            f"The resource principal named {resource} was not found in the tenant. This can happen if the "
            "application has not been installed by the administrator of the tenant or consented to by any "
            "user in the tenant.",
        )


def _resources(service: str, cloud: CloudNames) -> tuple[str, ...]:
    """Identifiers of a service as a resource: its URLs in the cloud, and its application id."""
    hosts = {
        "graph": (cloud.graph,),
        "exchange": cloud.exchange,
        "compliance": (cloud.compliance_resource,),
        "arm": cloud.arm,
    }[service]
    return (*(f"https://{host}" for host in hosts), _APPLICATIONS[service])


def _names(principal: Mapping[str, object]) -> set[str]:
    listed = principal.get("servicePrincipalNames")
    names = [principal.get("appId"), *(listed if isinstance(listed, list) else ())]
    return {str(name).rstrip("/").lower() for name in names}
