"""The identity of the machine in Azure that we run on, by azure-identity, which knows every form of its endpoint.

A managed identity signs in to its own tenant whatever is asked for, and a request to Graph names no tenant: with it a
client in another tenant would be checked, and changed, in the wrong one. So its token has to say that it is of ours.
Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token and
https://learn.microsoft.com/azure/app-service/overview-managed-identity (2026-11-26).
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.model.directory import is_guid
from holdfast.model.errors import ReadError, SignInError
from holdfast.tenant.body import parse
from holdfast.tenant.credentials import AccessToken, of_library, refused_by_library, unreachable
from holdfast.tenant.retry import Patience
from holdfast.tenant.unreached import why

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.tenant.retry import Attempts
    from holdfast.tenant.session import Session


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """The machine's own identity; the library finds its endpoint in the environment, or at the usual address."""

    tenant: str
    """Domain or id of the tenant that the token must be of."""
    client_id: str
    """Of an identity that was assigned by somebody; empty for the machine's own."""
    patience: Patience = field(default_factory=Patience)

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`).

        Raises:
            SignInError: `sign-in-other-tenant` when it is one of another tenant.
        """
        attempts = self.patience.start()
        found = await of_library(
            self.tenant, attempts, lambda: self._token(resource, client.ca_file, attempts.left())
        )
        own = str(claims_of(found.text).get("tid") or "")
        wanted = await self._tenant_id(client, attempts)
        if own.casefold() != wanted.casefold():
            told = (
                f"the managed identity of this machine is of the tenant {own or '(unknown)'}, and the client's is "
                f"{self.tenant} ({wanted}): nothing was sent there. A managed identity signs in to its own tenant "
                "only: take federation or a certificate for others"
            )
            raise SignInError("sign-in-other-tenant", told)
        return found

    async def _tenant_id(self, client: Session, attempts: Attempts) -> str:
        """Return the id of the tenant, which its OpenID configuration tells everybody."""
        import httpx

        if is_guid(self.tenant):
            return self.tenant
        address = f"{client.hosts.login}/{self.tenant}/v2.0/.well-known/openid-configuration"
        try:
            async with asyncio.timeout(attempts.within_seconds()):
                reply = await client.get(address)
        except (httpx.HTTPError, TimeoutError, ReadError) as error:
            raise unreachable(self.tenant, f"did not answer ({why(error)})") from None
        found = next((one for one in str(parse(reply.content).get("issuer")).split("/") if is_guid(one)), "")
        if not found:
            told = f"the sign-in service does not tell the id of the tenant {self.tenant} (HTTP {reply.status_code})"
            raise SignInError("sign-in-refused", f"{told}: check the tenant's name in the client file")
        return found

    def _token(self, resource: str, ca_file: Path | None, within_seconds: float) -> AccessToken:
        """Return the library's token; it waits as it likes."""
        from azure.core.exceptions import AzureError, ClientAuthenticationError
        from azure.identity import CredentialUnavailableError, ManagedIdentityCredential

        # What it logs stands in the error that it raises.
        for name in ("azure.identity", "msal.managed_identity"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            credential = ManagedIdentityCredential(
                client_id=self.client_id or None,
                connection_verify=str(ca_file) if ca_file else True,
                read_timeout=within_seconds,
            )
            with credential:  # else its connections stay open for as long as we run
                found = credential.get_token(f"{resource}/.default")
        except CredentialUnavailableError:
            told = (
                f"no credential for tenant {self.tenant}: no managed identity answers here"
                f"{f' to the client id {self.client_id}' if self.client_id else ''}; assign one to this machine, or "
                "choose another way to sign in"
            )
            raise SignInError("no-credential", told) from None
        except ClientAuthenticationError as error:
            raise refused_by_library(self.tenant, str(error)) from None
        except (AzureError, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            # An endpoint that answers anything but a token ends in one of these, in the library.
            why = error.strerror if isinstance(error, OSError) else ""
            told = f"the managed identity's endpoint answers no token{f' ({why})' if why else ''}"
            raise SignInError("sign-in-refused", f"sign-in for tenant {self.tenant}: {told}") from None
        return AccessToken(found.token, found.expires_on - time.time())


def claims_of(token: str) -> dict[str, Any]:
    """Return what a token says; empty where it is none that can be read. Its signature is not looked at."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    except (ValueError, IndexError):
        return {}
    return claims if isinstance(claims, dict) else {}
