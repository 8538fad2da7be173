"""Where a file backend of the engine keeps its states. Pure functions."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit


def backend_folder(address: str) -> Path | None:
    """Return the folder that the address of a file backend names; None for any other backend.

    What begins with `~` is below the home folder; a relative one counts from the folder that the engine runs in.
    Source: `massageBlobPath` in pkg/backend/diy/backend.go of pulumi/pulumi v3.259.0.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    path = unquote(f"{parts.netloc}{parts.path}")
    return Path.home() / path[2:] if path.startswith("~") else Path(path)
