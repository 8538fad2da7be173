"""Reaching a live tenant: sign-in, Graph, and the Exchange and Purview cmdlet endpoints, as raw JSON."""

from __future__ import annotations

import sys

# None is Python's own mark of a module that cannot be imported, which httpx provides for: it imports its own command
# line, and rich with it, wherever click is installed, a fifth of a cold check.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
