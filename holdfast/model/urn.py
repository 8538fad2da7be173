"""Pulumi's URNs, `urn:pulumi:<stack>::<project>::<type chain>::<logical name>`; a name may contain anything.

Source: https://www.pulumi.com/docs/iac/concepts/resources/names/ (2026-11-26).
"""

from __future__ import annotations

_SEPARATOR = "::"
_TYPES, _NAME = 2, 3
_STACK = "pulumi:pulumi:Stack"


def name_of(urn: str) -> str:
    """Return the logical name in the program."""
    return urn.split(_SEPARATOR, _NAME)[-1]


def token_of(urn: str) -> str:
    """Return the type token: the last of the chain that begins with the types of the parents."""
    return urn.split(_SEPARATOR, _NAME)[_TYPES].rpartition("$")[2]


def renamed(urn: str, name: str) -> str:
    """Return the URN of another resource of the same stack, type and parents."""
    return _SEPARATOR.join((*urn.split(_SEPARATOR, _NAME)[:_NAME], name))


def is_stack(urn: str) -> bool:
    """Return whether it is the stack's own."""
    return bool(urn) and token_of(urn) == _STACK


def of_provider(reference: str) -> str:
    """Return the URN in how a registration names its provider, `<urn>::<id>`; empty where it names none."""
    return reference.rpartition(_SEPARATOR)[0]
