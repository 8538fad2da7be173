"""Which service a token is for: the scope asked for decides `aud`, and each service takes its own only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.emulator.signin.errors import SignInError

if TYPE_CHECKING:
    from collections.abc import Mapping

_RESOURCES: Mapping[str, tuple[str, ...]] = {
    "graph": ("https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"),
    "exchange": ("https://outlook.office365.com", "00000002-0000-0ff1-ce00-000000000000"),
    "compliance": ("https://ps.compliance.protection.outlook.com", "00000007-0000-0ff1-ce00-000000000000"),
}
"""Resource identifiers of each service: its URL and its application id (api-facts 6.5, 6.8)."""
_OWN_SUFFIXES: Mapping[str, str] = {"graph": "", "exchange": "/exchange", "compliance": "/compliance"}


@dataclass(frozen=True, slots=True)
class Audiences:
    """The audiences of one server.

    Args:
        own_urls: URLs the server is reached by directly, for example "https://127.0.0.1:8443".
    """

    own_urls: frozenset[str]

    def of_service(self, service: str) -> frozenset[str]:
        """Values of `aud` that "graph", "exchange" or "compliance" takes."""
        own = {f"{url}{_OWN_SUFFIXES[service]}" for url in self.own_urls}
        return frozenset(own.union(_RESOURCES[service]))

    def of_scope(self, resource: str) -> str:
        """The `aud` of a token for a resource, which is the resource without its trailing slashes.

        Raises:
            SignInError: AADSTS500011, there is no such resource.
        """
        wanted = resource.rstrip("/").lower()
        if any(wanted in self.of_service(service) for service in _RESOURCES):
            return wanted
        raise SignInError(
            500011,
            f"The resource principal named {resource} was not found in the tenant. This can happen if the "
            "application has not been installed by the administrator of the tenant or consented to by any "
            "user in the tenant.",
        )
