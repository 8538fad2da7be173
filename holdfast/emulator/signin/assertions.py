"""Client assertions: a certificate's, or a federated identity issuer's (api-facts 1.1, 1.2, 1.5 and 1.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.signin import jwt
from holdfast.emulator.signin.errors import SignInError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from holdfast.emulator.signin.applications import Application, Certificate

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_CLOCK_SKEW_SECONDS = 300


def check_assertion(application: Application, text: str, audiences: frozenset[str], now: datetime) -> None:
    """Believe a client assertion.

    Args:
        application: whose it says to be.
        text: the assertion.
        audiences: URLs of the token endpoint that a certificate's assertion may be meant for.
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
        _check_certificate(application, token, audiences)
    else:
        _check_federated(application, token.claims)


def _in_time(claims: Mapping[str, Any], now: datetime) -> bool:
    expires, starts = claims.get("exp"), claims.get("nbf", 0)
    if not isinstance(expires, int | float) or not isinstance(starts, int | float):
        return False
    return starts - _CLOCK_SKEW_SECONDS <= now.timestamp() < expires + _CLOCK_SKEW_SECONDS


def _check_certificate(application: Application, token: jwt.Token, audiences: frozenset[str]) -> None:
    certificate = _named_certificate(application, token.header)
    if certificate is None:
        raise SignInError(
            700027,
            f"The certificate with identifier used to sign the client assertion is not registered on "
            f"application '{application.app_id}'.",
        )
    if token.claims.get("sub") != application.app_id:
        raise SignInError(700027, "Client assertion failed: `sub` is not the client id.")
    if str(token.claims.get("aud")).lower() not in {audience.lower() for audience in audiences}:
        raise SignInError(
            700027, f"Client assertion audience claim does not match: '{token.claims.get('aud')}'."
        )
    if certificate.public_key_pem is not None and not jwt.signed_by(token, certificate.public_key_pem):
        raise SignInError(700027, "Client assertion failed signature validation.")


def _named_certificate(application: Application, header: Mapping[str, Any]) -> Certificate | None:
    # MSAL names the SHA-1 in x5t, the Go SDK in kid; azure-identity's aio names only the SHA-256, which the
    # application does not store: its signature decides.
    if "x5t" not in header and "kid" not in header:
        checkable = [one for one in application.certificates if one.public_key_pem is not None]
        return checkable[0] if checkable and "x5t#S256" in header else None
    named = {_thumbprint(str(header[name])) for name in ("x5t", "kid") if name in header}
    return next((one for one in application.certificates if one.thumbprint in named), None)


def _thumbprint(text: str) -> str:
    try:
        return jwt.from_base64url(text).hex().upper()
    except jwt.MalformedTokenError:
        return text.upper()


def _check_federated(application: Application, claims: Mapping[str, Any]) -> None:
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
    if not any(given.intersection(one.audiences) for one in same_subject):
        raise SignInError(
            700212,
            f"No matching federated identity record found for presented assertion audience '{audience}'.",
        )
