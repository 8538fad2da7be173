"""The session of the Azure command line, by azure-identity, which runs `az account get-access-token`.

`az` may be a wrapper, of another version, or print a warning first. What it prints and the library does not understand
may be a token all the same, and the library's own error repeats it: so nothing of it is told.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import field
from typing import TYPE_CHECKING

from holdfast.model.errors import NOT_UNDERSTOOD, SignInError
from holdfast.model.value_class import value_class
from holdfast.tenant.credentials import AccessToken, of_library, refused_by_library
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from holdfast.tenant.session import Session

_ASKED = "az account get-access-token"
_LIKE_A_TOKEN = re.compile(r"eyJ[\w-]*(?:\.[\w-]*)*|\"[^\"]*token[^\"]*\"\s*:\s*\"[^\"]*\"?", re.IGNORECASE)


@value_class
class AzureCli:
    """Whoever is signed in to the Azure command line."""

    tenant: str
    patience: Patience = field(default_factory=Patience)

    async def token(self, _client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`)."""
        return await of_library(self.tenant, self.patience.start(), lambda: self._token(resource))

    def _token(self, resource: str) -> AccessToken:
        """Return the library's token; it waits as it likes."""
        from azure.core.exceptions import ClientAuthenticationError
        from azure.identity import AzureCliCredential, CredentialUnavailableError

        # What it logs stands in the error that it raises.
        logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
        try:
            with AzureCliCredential(tenant_id=self.tenant) as credential:
                found = credential.get_token(f"{resource}/.default")
            return AccessToken(found.token, found.expires_on - time.time())
        except CredentialUnavailableError as error:
            raise SignInError(
                "no-credential",
                f"no credential for tenant {self.tenant}: set AZURE_CLIENT_ID with AZURE_FEDERATED_TOKEN_FILE, "
                f"AZURE_CLIENT_CERTIFICATE_PATH or AZURE_CLIENT_SECRET, or sign in with `az login`",
            ) from error
        except ClientAuthenticationError as error:
            raise self._refused(error) from None
        except NOT_UNDERSTOOD:  # of an answer that is JSON, and of another form
            raise self._no_token() from None

    def _refused(self, error: Exception) -> SignInError:
        """Return the error for a command that failed, in its own words; of what it printed instead nothing is told."""
        if error.__cause__ is None:
            return self._no_token()
        return refused_by_library(self.tenant, _LIKE_A_TOKEN.sub("[taken out]", str(error)))

    def _no_token(self) -> SignInError:
        told = f"`{_ASKED}` printed something else than a token: run it by hand with --tenant {self.tenant}"
        return SignInError("sign-in-refused", f"sign-in for tenant {self.tenant}: {told}")
