"""How `Fido2AuthenticationMethodConfiguration` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(neither_way={"selfServiceRegistrationAllowed": "strong methods are spread by it"})
