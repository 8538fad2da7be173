"""What everybody may know of the embedded tenant: public by design, so that what it left behind is recognised."""

from __future__ import annotations

DEMO_PASSPHRASE = "holdfast embedded tenant"  # noqa: S105  # public by design: it protects a demo
"""Encrypts the state of the embedded clients; public, like everything in the embedded tenant."""

AUTHORITY = "Holdfast embedded tenant"
"""Organization in the subject of every certificate authority that an embedded tenant makes for itself."""

FOLDER = ".holdfast"
"""Folder of a project that holds the embedded tenants and the state of their clients."""
