"""How `ServicePrincipalCredentials` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(obeyed={"applications": ["0badcafe-0000-4000-8000-000000000999"]})
