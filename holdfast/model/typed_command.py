"""Writes a command of ours that people are told to type, so that it can be pasted as it stands.

A client's name is the name of a file: it may hold anything, and begin as an option does.
"""

from __future__ import annotations

from shlex import quote


def typed_command(name: str, client: str, *options: str) -> str:
    """Return `holdfast NAME CLIENT OPTIONS` as a shell takes it; nothing of `client` is an option of ours."""
    words = ("--", client) if client.startswith("-") else (client,)
    said = (*options, *words) if client.startswith("-") else (*words, *options)
    return " ".join(["holdfast", name, *map(quote, said)])
