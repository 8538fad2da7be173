"""The identity of the machine in Azure that we run on, by azure-identity, which knows every form of its endpoint.

It signs in to its own tenant whatever is asked for: whose its token is looks `own_tenant`.
Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token and
https://learn.microsoft.com/azure/app-service/overview-managed-identity (2026-11-26).
"""

from __future__ import annotations

import logging
import time
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from holdfast.model.errors import SignInError
from holdfast.model.value_class import value_class
from holdfast.tenant.credentials import AccessToken, of_library, refused_by_library
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.tenant.session import Session


@value_class
class ManagedIdentity:
    """The machine's own identity; the library finds its endpoint in the environment, or at the usual address."""

    tenant: str
    """Domain or id of the client's tenant, for what is told."""
    client_id: str
    """Of an identity that was assigned by somebody; empty for the machine's own."""
    patience: Patience = field(default_factory=Patience)

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`), of whatever tenant the identity is."""
        attempts = self.patience.start()
        work = partial(self._token, resource, client.ca_file, attempts.left())
        return await of_library(self.tenant, attempts, work)

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
