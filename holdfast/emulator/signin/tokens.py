"""Access tokens of the embedded tenants: issued by the token endpoint, checked by every service.

Signed RS256 with one key a folder (`<folder>/token-key.pem`, 0600), so a restart honours older tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.clouds import CLOUDS
from holdfast.emulator.signin import jwt
from holdfast.emulator.signin.applications import Application, find_application
from holdfast.emulator.signin.signing_key import SigningKey
from holdfast.emulator.wire import Principal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from holdfast.emulator.store import TenantFolder, TenantStore
    from holdfast.emulator.tenant import Tenant

LIFETIME_SECONDS = 3599
"""Lifetime of a token, as `expires_in` says."""
_REMEMBERED = 1000


class TokenRejectedError(Exception):
    """A token that a service does not take; the message goes into the 401."""


class TokenOffice:
    """Issues and checks the tokens of one folder of tenants.

    Args:
        folder: the tenants.
        clock: gives the time now.
    """

    def __init__(self, folder: TenantFolder, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock
        self._key = SigningKey(folder.path / "token-key.pem")
        # Checking a signature costs more than the rest of a request, and clients show one token many times.
        self._believed: dict[str, Mapping[str, Any]] = {}

    def issue(
        self, tenant: Tenant, application: Application, audience: str, lifetime: int = LIFETIME_SECONDS
    ) -> str:
        """A token of `application` for `audience`; a lifetime (seconds) below zero has expired already."""
        now = int(self._clock().timestamp())
        claims = {
            "aud": audience,
            "iss": f"https://sts.windows.net/{tenant.tenant_id}/",
            "iat": now,
            "nbf": now,
            "exp": now + lifetime,
            "app_displayname": application.display_name,
            "appid": application.app_id,
            "appidacr": "1",
            "idp": f"https://sts.windows.net/{tenant.tenant_id}/",
            "idtyp": "app",
            "oid": application.object_id,
            "roles": sorted(application.roles),
            "sub": application.object_id,
            "tid": tenant.tenant_id,
            "uti": tenant.store.new_id(),
            "ver": "1.0",
        }
        return self._key.sign(claims)

    def check(self, text: str, audiences: frozenset[str]) -> tuple[TenantStore, Principal]:
        """The tenant and the application behind a token.

        Args:
            text: the token.
            audiences: values of `aud` that the service asked takes.

        Raises:
            TokenRejectedError: it is not ours, has expired, or is meant for another service.
        """
        claims = self._claims(text)
        if self._clock().timestamp() >= claims["exp"]:
            raise TokenRejectedError("Lifetime validation failed, the token is expired.")
        if claims["aud"] not in audiences:
            raise TokenRejectedError("Access token validation failure. Invalid audience.")
        try:
            store = self._folder.open(claims["tid"])
        except KeyError as error:
            raise TokenRejectedError("Access token validation failure. The tenant is gone.") from error
        application = find_application(store, claims["appid"])
        if application is None:
            raise TokenRejectedError("Access token validation failure. The application is gone.")
        return store, Principal(
            tenant_id=claims["tid"],
            app_id=claims["appid"],
            object_id=claims["oid"],
            display_name=application.display_name,
            audience=claims["aud"],
            roles=frozenset(claims["roles"]),
            directory_roles=frozenset(application.directory_roles),
        )

    @property
    def trusted_issuers(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """Our own keys, by beginning of the issuers that they sign for: an application may trust another's token."""
        ours = tuple(self.keys()["keys"])
        return dict.fromkeys(
            ("https://sts.windows.net/", *(f"https://{one.sign_in[0]}/" for one in CLOUDS)), ours
        )

    def keys(self) -> dict[str, Any]:
        """The JSON web key set that verifies our tokens."""
        return self._key.keys()

    def _claims(self, text: str) -> Mapping[str, Any]:
        known = self._believed.get(text)
        if known is not None:
            return known
        try:
            claims = self._key.verified(text)
        except jwt.MalformedTokenError as error:
            raise TokenRejectedError("CompactToken parsing failed with error code: 80049217") from error
        if claims is None:
            raise TokenRejectedError("Signature validation failed. The token was not issued here.")
        if len(self._believed) >= _REMEMBERED:
            del self._believed[next(iter(self._believed))]
        self._believed[text] = claims
        return claims
