"""Reaching a live tenant: sign-in, Graph, and the Exchange and Purview cmdlet endpoints, as raw JSON."""

from __future__ import annotations

import sys
from importlib.util import find_spec

# None is Python's own mark of a module that cannot be imported, which both libraries provide for.
# httpx imports its own command line, and rich with it, wherever click is installed: a fifth of a cold check.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
# httpcore imports HTTP/2, which nobody here speaks, wherever its codec is installed: a twentieth.
for _name in ("httpcore._async.http2", "httpcore._sync.http2"):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
# httpcore looks for it some twenty times a request, on every folder of the search path, where it is not installed.
if "sniffio" not in sys.modules and find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]
