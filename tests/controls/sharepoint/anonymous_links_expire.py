"""How `sharepoint.anonymous_links_expire` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    attested={"end": "within 30 days", "files": "view", "folders": "view"},
)
