"""How `teams.external_access_bounded` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    attested={"organizations": "named ones", "unmanaged": "no contact", "trial_tenants": "blocked"},
)
