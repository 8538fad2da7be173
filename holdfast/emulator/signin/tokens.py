"""Access tokens of the embedded tenants: issued by the token endpoint, checked by every service.

Signed RS256 with one key a folder (`<folder>/token-key.pem`, 0600), so a restart honours older tokens.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from holdfast.emulator.front_door import SIGN_IN_HOSTS
from holdfast.emulator.signin import jwt
from holdfast.emulator.signin.applications import Application, find_application
from holdfast.emulator.whole_file import write_whole
from holdfast.emulator.wire import Principal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

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
        self._key = _folder_key(folder.path / "token-key.pem")
        public = self._key.public_key()
        self._public_pem = public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode()
        self._key_id = jwt.base64url(hashlib.sha256(self._public_pem.encode()).digest()[:20])
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
        return jwt.sign(claims, self._key, self._key_id)

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
        return {"https://sts.windows.net/": ours, f"https://{SIGN_IN_HOSTS[0]}/": ours}

    def keys(self) -> dict[str, Any]:
        """The JSON web key set that verifies our tokens."""
        numbers = self._key.public_key().public_numbers()
        modulus, exponent = (
            jwt.base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
            for number in (numbers.n, numbers.e)
        )
        key = {"kty": "RSA", "use": "sig", "kid": self._key_id, "n": modulus, "e": exponent, "alg": "RS256"}
        return {"keys": [key]}

    def _claims(self, text: str) -> Mapping[str, Any]:
        known = self._believed.get(text)
        if known is not None:
            return known
        try:
            token = jwt.parse(text)
        except jwt.MalformedTokenError as error:
            raise TokenRejectedError("CompactToken parsing failed with error code: 80049217") from error
        if not jwt.signed_by(token, self._public_pem):
            raise TokenRejectedError("Signature validation failed. The token was not issued here.")
        if len(self._believed) >= _REMEMBERED:
            del self._believed[next(iter(self._believed))]
        self._believed[text] = token.claims
        return token.claims


def _folder_key(path: Path) -> rsa.RSAPrivateKey:
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_whole(path, pem, 0o600)
    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise TypeError(f"{path} does not hold an RSA key")
    return loaded
