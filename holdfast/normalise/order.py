"""Lists that the service keeps as sets come back in any order.

Source: group members, included and excluded users, client app types and the like are sets in Graph's
documentation (2026-11-24). The azuread plugin compares the order of a location's `ipRanges` (recorded 2026-11-23): by
hand it writes them again where only that differs.
"""

from __future__ import annotations

import json
from typing import Any


def as_set(items: list[Any]) -> list[Any]:
    """Return `items` sorted by their JSON text, each once."""
    by_text = {json.dumps(item, sort_keys=True, default=str): item for item in items}
    return [by_text[text] for text in sorted(by_text)]
