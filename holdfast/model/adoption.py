"""The map of what is in the tenant already, which the program is given as data: its variable and its keys."""

from __future__ import annotations

ADOPTION = "HOLDFAST_ADOPT"
"""Names a file `{<key>: "<Pulumi id>"}`; absent in ordinary runs."""


def adoption_key(token: str, name: str) -> str:
    """Return what stands for a resource in that file, by its type token and logical name."""
    return f"{token}|{name}"
