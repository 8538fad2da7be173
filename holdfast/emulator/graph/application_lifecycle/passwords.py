"""Passwords of applications and service principals: made by the service, shown once, and good until they end.

Source: https://learn.microsoft.com/graph/api/application-addpassword (2026-11-27): two years unless the body says
otherwise; `hint` has the first three characters.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import checked_body, text
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.fitting import given_moment

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_GIVEN = text("displayName", "startDateTime", "endDateTime")
_GOOD_FOR = timedelta(days=730)
_RANDOM_BYTES = 30


def new_password(tenant: Tenant, body: Any) -> tuple[dict[str, Any], str]:
    """Make a password as the body of `addPassword` asks.

    Returns:
        The credential as Graph shows it ever after, and its text.

    Raises:
        GraphError: 400 for a body of another shape, a moment that is none, or an end before the beginning.
    """
    asked = body.get("passwordCredential") if isinstance(body, dict) else None
    values = checked_body(_GIVEN, asked if isinstance(asked, dict) else {}, creating=False)
    start = given_moment(values.get("startDateTime")) or tenant.now()
    end = given_moment(values.get("endDateTime")) or start + _GOOD_FOR
    if end <= start:
        raise bad_request("The password credential ends before it begins.")
    secret = secrets.token_urlsafe(_RANDOM_BYTES)
    return {
        "customKeyIdentifier": None,
        "displayName": values.get("displayName"),
        "endDateTime": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "hint": secret[:3],
        "keyId": tenant.store.new_id(),
        "secretText": None,
        "startDateTime": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }, secret


def without(credentials: list[dict[str, Any]], body: Any) -> list[dict[str, Any]]:
    """The credentials but the one that the body of `removePassword` names.

    Raises:
        GraphError: 400 when there is none of that key.
    """
    key = body.get("keyId") if isinstance(body, dict) else None
    left = [one for one in credentials if one["keyId"] != key]
    if len(left) == len(credentials):
        raise bad_request(f"No password credential found with keyId '{key}'.")
    return left
