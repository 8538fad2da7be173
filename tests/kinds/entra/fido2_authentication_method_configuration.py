"""How `Fido2AuthenticationMethodConfiguration` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

_SPREAD = "strong methods are spread by it"
TRIED = TriedKind(neither_way={"selfServiceRegistrationAllowed": _SPREAD, "state": _SPREAD})
