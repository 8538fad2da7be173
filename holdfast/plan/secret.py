"""Refuses encrypted values, which Pulumi writes as a group with the one name `secure`, and says how to undo it.

Source: https://www.pulumi.com/docs/iac/concepts/config/ and secrets/ (2026-11-25); seen with v3.259.0, for every
provider of encryption (`v1:…` of a passphrase, base64 of a cloud's keys and of Pulumi's service).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.plan.mistakes import Slug
from holdfast.plan.node import BROKEN, Node

if TYPE_CHECKING:
    from holdfast.plan.mistakes import Mistakes

_SECURE = "secure"


def without_secrets(node: Node, mistakes: Mistakes) -> Node:
    """Return `node` with `BROKEN` in place of every encrypted value, at any depth, each reported once."""
    if set(node.items()) == {_SECURE}:
        path = _config_path(node.place.path)
        sentence = (
            "is a Pulumi secret, which a client file cannot hold here: it is read without a key, and nothing in it "
            f"is secret. Put the plain value back: pulumi config set --path '{path}' VALUE --plaintext"
        )
        mistakes.add(node.place, Slug.ENCRYPTED_VALUE, sentence)
        return replace(node, value=BROKEN)
    if isinstance(node.value, dict):
        return replace(
            node, value={name: without_secrets(one, mistakes) for name, one in node.items().items()}
        )
    if isinstance(node.value, tuple):
        return replace(node, value=tuple(without_secrets(one, mistakes) for one in node.value))
    return node


def _config_path(path: str) -> str:
    """Return the path of a value as `pulumi config set --path` takes it, without the file's own `config`."""
    return path.removeprefix("config.")
