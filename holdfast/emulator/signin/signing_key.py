"""A key of a folder that signs tokens, made when it is first needed and kept for the next run (0600)."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from holdfast.emulator.signin import jwt
from holdfast.emulator.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class SigningKey:
    """A key that signs RS256.

    Args:
        path: its file, PEM.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token of these claims."""
        return jwt.sign(claims, self._key, self._key_id)

    def verified(self, text: str) -> Mapping[str, Any] | None:
        """The claims of a token that this key signed, None where it did not; their time is not looked at.

        Raises:
            MalformedTokenError: it is no token.
        """
        token = jwt.parse(text)
        return token.claims if jwt.signed_by(token, self._public_pem) else None

    def keys(self) -> dict[str, Any]:
        """The JSON web key set that verifies what it signs."""
        numbers = self._key.public_key().public_numbers()
        modulus, exponent = (
            jwt.base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
            for number in (numbers.n, numbers.e)
        )
        key = {
            "kty": "RSA",
            "use": "sig",
            "kid": self._key_id,
            "n": modulus,
            "e": exponent,
            "alg": jwt.ALGORITHM,
        }
        return {"keys": [key]}

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        if not self._path.exists():
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            pem = key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            write_whole(self._path, pem, 0o600)
        loaded = serialization.load_pem_private_key(self._path.read_bytes(), password=None)
        if not isinstance(loaded, rsa.RSAPrivateKey):
            raise TypeError(f"{self._path} does not hold an RSA key")
        return loaded

    @cached_property
    def _public_pem(self) -> str:
        public = self._key.public_key()
        return public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode()

    @cached_property
    def _key_id(self) -> str:
        return jwt.base64url(hashlib.sha256(self._public_pem.encode()).digest()[:20])
