"""Pulumi's URNs, `urn:pulumi:<stack>::<project>::<type chain>::<logical name>`; a name may contain anything.

Source: https://www.pulumi.com/docs/iac/concepts/resources/names/ (2026-11-26).
"""

from __future__ import annotations

_SEPARATOR = "::"
_TYPES, _NAME = 2, 3


def name_of(urn: str) -> str:
    """Return the logical name in the program."""
    return urn.split(_SEPARATOR, _NAME)[_NAME]


def token_of(urn: str) -> str:
    """Return the type token: the last of the chain that begins with the types of the parents."""
    return urn.split(_SEPARATOR, _NAME)[_TYPES].rpartition("$")[2]
