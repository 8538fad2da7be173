"""What to do about a refused sign-in, by the service's own code: one sentence for whoever is on call.

Sources (2026-11-27): https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the address at which an
administrator consents: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent. That a client's
tenant without the application answers AADSTS7000229 as well is what libraries report
(https://microsoft.github.io/teams-sdk/teams/app-authentication/troubleshooting).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = re.compile(r"AADSTS(\d+)")
_LETTER_FOR_LETTER = (
    "Compare it, letter for letter, with the federated credential that is registered on the application: issuer, "
    "subject and audience must be the same"
)
_NOT_THERE = (
    "This tenant does not have the application. If it is yours, for many clients: have an administrator of this tenant "
    "consent at {consent} (the application must allow accounts in any organizational directory). If each client has "
    "its own: name that in the client file"
)
_ADVICE: Mapping[str, str] = {
    "700016": _NOT_THERE,
    "7000229": _NOT_THERE,
    "65001": "Have an administrator of this tenant consent at {consent}",
    "650056": "Have an administrator of this tenant consent at {consent}",
    "7000112": "Somebody has disabled the application: look in the audit log who did, before it is enabled",
    "90002": "There is no such tenant in this cloud: compare `holdfast:tenant` and `holdfast:cloud` of the client file",
    "7000215": "The secret is wrong: its value is asked for, and not its id",
    "7000222": "The secret has ended: make another, or take federation, which has none",
    "700027": "Register this certificate on the application, or take the one that is; and look whether it has ended",
    "53003": "A Conditional Access policy blocks the application from here: look which in its sign-in log",
    "700211": _LETTER_FOR_LETTER,
    "700212": _LETTER_FOR_LETTER,
    "700213": _LETTER_FOR_LETTER,
    "700024": "Have the issuer give a new token, and this machine's clock set by the network",
}
"""By the number behind AADSTS."""
_OF_ANY_OTHER = "Check the credential, and that the application is consented in this tenant"


def advice(told: str, login: str, tenant: str, client_id: str) -> str:
    """Return what to do, without a full stop.

    Args:
        told: what the service, or a library in its name, says.
        login: address of the cloud's sign-in, such as `https://login.microsoftonline.com`.
        tenant: whose.
        client_id: of the application.
    """
    found = _CODE.search(told)
    sentence = _ADVICE.get(found[1], _OF_ANY_OTHER) if found else _OF_ANY_OTHER
    return sentence.format(consent=f"{login}/{tenant}/adminconsent?client_id={client_id}")
