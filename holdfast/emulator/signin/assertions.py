"""Client assertions: a certificate's, or a federated identity issuer's (api-facts 1.1, 1.2, 1.5 and 1.7).

A federated issuer signs with RS256 or is refused (learn.microsoft.com, "Important considerations and restrictions
for federated identity credentials"; recalled, so assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.signin import jwt
from holdfast.emulator.signin.errors import SignInError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from holdfast.emulator.signin.applications import Application, Certificate, FederatedCredential

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_CLOCK_SKEW_SECONDS = 300


def check_assertion(
    application: Application,
    text: str,
    audiences: frozenset[str],
    trusted: Mapping[str, tuple[Mapping[str, Any], ...]],
    now: datetime,
) -> None:
    """Believe a client assertion.

    Args:
        application: whose it says to be.
        text: the assertion.
        audiences: URLs, lower case and without a slash at the end, that a certificate's assertion may be meant for.
        trusted: JSON web keys of issuers that are known without being told, by beginning of the issuer's URL.
        now: the time now.

    Raises:
        SignInError: it is not to be believed.
    """
    try:
        token = jwt.parse(text)
    except jwt.MalformedTokenError as error:
        raise SignInError(50027, "JWT token is invalid or malformed.") from error
    if not _in_time(token.claims, now):
        raise SignInError(700024, "Client assertion is not within its valid time range.")
    if token.claims.get("iss") == application.app_id:
        _check_certificate(application, token, audiences, now)
    else:
        _check_federated(application, token, trusted)


def _in_time(claims: Mapping[str, Any], now: datetime) -> bool:
    expires, starts = claims.get("exp"), claims.get("nbf", 0)
    if not isinstance(expires, int | float) or not isinstance(starts, int | float):
        return False
    return starts - _CLOCK_SKEW_SECONDS <= now.timestamp() < expires + _CLOCK_SKEW_SECONDS


def _check_certificate(
    application: Application, token: jwt.Token, audiences: frozenset[str], now: datetime
) -> None:
    certificate = _named_certificate(application, token)
    if certificate is None:
        raise SignInError(
            700027,
            f"The certificate with identifier used to sign the client assertion is not registered on "
            f"application '{application.app_id}'.",
        )
    if not certificate.is_valid(now):
        raise SignInError(700027, "The certificate used to sign the client assertion is not within its time.")
    if token.claims.get("sub") != application.app_id:
        raise SignInError(700027, "Client assertion failed: `sub` is not the client id.")
    if str(token.claims.get("aud")).rstrip("/").lower() not in audiences:
        raise SignInError(
            700027, f"Client assertion audience claim does not match: '{token.claims.get('aud')}'."
        )
    if certificate.public_key_pem is not None and not jwt.signed_by(token, certificate.public_key_pem):
        raise SignInError(700027, "Client assertion failed signature validation.")


def _named_certificate(application: Application, token: jwt.Token) -> Certificate | None:
    # MSAL names the SHA-1 in x5t, the Go SDK in kid; azure-identity's aio and MSAL for Node name the SHA-256.
    named = {_thumbprint(str(token.header[name])) for name in ("x5t", "kid") if name in token.header}
    if "x5t#S256" in token.header:
        named.add(_thumbprint(str(token.header["x5t#S256"])))
    for one in application.certificates:
        if one.thumbprint in named or (one.thumbprint_sha256 and one.thumbprint_sha256 in named):
            return one
    if set(token.header) & {"x5t", "kid"}:
        return None
    # The SHA-256 of a certificate that was stored by its SHA-1 alone is not known: its signature decides.
    unnamed = (one for one in application.certificates if one.public_key_pem and not one.thumbprint_sha256)
    return next(unnamed, None) if "x5t#S256" in token.header else None


def _thumbprint(text: str) -> str:
    try:
        return jwt.from_base64url(text).hex().upper()
    except jwt.MalformedTokenError:
        return text.upper()


def _check_federated(
    application: Application, token: jwt.Token, trusted: Mapping[str, tuple[Mapping[str, Any], ...]]
) -> None:
    credential = _matching_credential(application, token.claims)
    ours = next((keys for start, keys in trusted.items() if credential.issuer.startswith(start)), ())
    keys = credential.keys or ours
    # Of an issuer whose keys nobody has told, the claims are all there is: no request leaves this machine.
    if token.header.get("alg") != "RS256" or (
        keys and not any(jwt.signed_by_jwk(token, key) for key in keys)
    ):
        raise SignInError(50013, "Assertion failed signature validation.")


def _matching_credential(application: Application, claims: Mapping[str, Any]) -> FederatedCredential:
    issuer, subject = claims.get("iss"), claims.get("sub")
    same_issuer = [one for one in application.federated_credentials if one.issuer == issuer]
    if not same_issuer:
        raise SignInError(
            700211, f"No matching federated identity record found for presented assertion issuer '{issuer}'."
        )
    same_subject = [one for one in same_issuer if one.subject == subject]
    if not same_subject:
        raise SignInError(
            700213,
            f"No matching federated identity record found for presented assertion subject '{subject}'.",
        )
    audience = claims.get("aud")
    given = set(audience) if isinstance(audience, list) else {audience}
    matching = next((one for one in same_subject if given.intersection(one.audiences)), None)
    if matching is None:
        raise SignInError(
            700212,
            f"No matching federated identity record found for presented assertion audience '{audience}'.",
        )
    return matching
