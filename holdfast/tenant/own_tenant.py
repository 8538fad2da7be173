"""Whether a token is of the tenant that is meant, where the way to sign in may give that of another: before it is used.

A request to Graph names no tenant: the token alone says whose users are read, and changed. A managed identity signs in
to its own tenant whatever is asked for, and an Azure command line to whichever its wrapper likes. Every other way asks
the sign-in service at an address that names the tenant, and needs no second request to know whose the answer is.
Sources: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token,
https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference (`tid`) and
https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc (2026-11-26). That an application's token for
Graph, Exchange and Purview can be read, and has a `tid`, is assumed: one that has none is refused.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

from holdfast.model.connection import SignInWay
from holdfast.model.directory import is_guid
from holdfast.model.errors import SignInError
from holdfast.tenant.body import parse
from holdfast.tenant.credentials import answered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.credentials import AccessToken, Credential
    from holdfast.tenant.retry import Patience
    from holdfast.tenant.session import Session

_TO_DO: Mapping[SignInWay, str] = {
    SignInWay.MANAGED_IDENTITY: (
        "a managed identity signs in to its own tenant only, so take federation or a certificate for others"
    ),
    SignInWay.COMMAND_LINE: "run `az login --tenant {tenant}`, and see whether `az` is a wrapper that asks for another",
}
"""What to do, by each way whose tokens may be of any tenant."""


def of_tenant(credential: Credential, tenant: str, way: SignInWay, patience: Patience) -> Credential:
    """Return a credential all of whose tokens are of `tenant`, a domain or an id; `way` is how it signs in."""
    return OfTenant(credential, tenant, way, patience) if way in _TO_DO else credential


class OfTenant:
    """A credential whose tokens are all of one tenant."""

    def __init__(self, credential: Credential, tenant: str, way: SignInWay, patience: Patience) -> None:
        """Take tokens from `credential`, which signs in by `way`; `tenant` is a domain or an id."""
        self._credential, self._tenant, self._way, self._patience = credential, tenant, way, patience
        self._id = tenant if is_guid(tenant) else ""
        self._asking = asyncio.Lock()

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`).

        Raises:
            SignInError: `sign-in-other-tenant` when it is one of another tenant, or does not say of which.
        """
        found = await self._credential.token(client, resource)
        own = claims_of(found.text).get("tid")
        async with (
            self._asking
        ):  # once for a session, though it signs in to several services at the same time
            self._id = self._id or await self._told_id(client)
        if isinstance(own, str) and own.casefold() == self._id.casefold():
            return found
        whose = own if isinstance(own, str) and is_guid(own) else "(not told)"
        wanted = self._tenant if self._tenant == self._id else f"{self._tenant} ({self._id})"
        told = (
            f"signing in by {self._way.value} gave a token of the tenant {whose}, and the client's is {wanted}: "
            f"nothing was sent with it; {_TO_DO[self._way].format(tenant=self._tenant)}"
        )
        raise SignInError("sign-in-other-tenant", told)

    async def _told_id(self, client: Session) -> str:
        """Return the id of the tenant, which its OpenID configuration tells everybody."""
        address = f"{client.hosts.login}/{self._tenant}/v2.0/.well-known/openid-configuration"
        reply = await answered(self._tenant, self._patience.start(), lambda: client.get(address))
        found = next((one for one in str(parse(reply.content).get("issuer")).split("/") if is_guid(one)), "")
        if not found:
            told = f"the sign-in service does not tell the id of the tenant {self._tenant} (HTTP {reply.status_code})"
            raise SignInError("sign-in-refused", f"{told}: check the tenant's name in the client file")
        return found


def claims_of(token: str) -> dict[str, Any]:
    """Return what a token says; empty where it is none that can be read. Its signature is not looked at."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    except (ValueError, IndexError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
