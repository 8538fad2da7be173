"""What an id looks like: `Edm.Guid`.

Source: https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html (recalled).
"""

from __future__ import annotations

import re

GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
"""For a part of a pattern."""
_GUID = re.compile(GUID)


def is_guid(text: str) -> bool:
    """Return whether `text` is an id, in any letter case."""
    return _GUID.fullmatch(text) is not None
