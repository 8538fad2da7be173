"""How `sharepoint.default_links_internal` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    attested={"link": "organization", "permission": "view"},
)
