"""Refuses encrypted values, which Pulumi writes as a group with the one name `secure`, and says how to undo it.

Source: https://www.pulumi.com/docs/iac/concepts/config/ and secrets/ (2026-11-25); seen with v3.259.0, for every
provider of encryption (`v1:…` of a passphrase, base64 of a cloud's keys and of Pulumi's service).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.plan.mistakes import Slug
from holdfast.plan.node import BROKEN, Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.plan.mistakes import Mistakes

_SECURE = "secure"
_CIPHERTEXT = re.compile(r"v\d+:.+|[A-Za-z0-9+/]{24,}={0,2}")
"""How an encrypted value looks: with a version, or as base64."""
_PLAIN_STEP = re.compile(r"[\w:-]+", re.ASCII)
"""Names that a path has as they are; all others stand in brackets and quotes."""
_QUOTE = "'\"'\"'"
"""How a quote is typed between quotes in a shell."""


def without_secrets(config: Node, mistakes: Mistakes) -> Node:
    """Return `config` with `BROKEN` in place of every encrypted value, at any depth, each reported once.

    Args:
        config: a client file's `config:`, of which a name may be `secure` as any other.
        mistakes: takes what is wrong.
    """
    return replace(
        config,
        value={name: _without(node, (name,), mistakes) for name, node in config.items().items()},
    )


def is_ciphertext(node: Node) -> bool:
    """Return whether a value is one that Pulumi encrypted, and not a secret that somebody wrote in its place."""
    inner = node.items().get(_SECURE)
    return len(node.items()) == 1 and inner is not None and bool(_CIPHERTEXT.fullmatch(str(inner.value)))


def _without(node: Node, steps: tuple[str | int, ...], mistakes: Mistakes) -> Node:
    if set(node.items()) == {_SECURE}:
        path = "'" + config_path(steps).replace("'", _QUOTE) + "'"
        sentence = (
            "is a Pulumi secret, which a client file cannot hold here: it is read without a key, and nothing in it "
            f"is secret. Put the plain value back: pulumi config set --path {path} VALUE --plaintext; a list or a "
            "group is written into the file in its place"
        )
        mistakes.add(node.place, Slug.ENCRYPTED_VALUE, sentence)
        return replace(node, value=BROKEN)
    if isinstance(node.value, dict):
        below = {name: _without(one, (*steps, name), mistakes) for name, one in node.items().items()}
        return replace(node, value=below)
    if isinstance(node.value, tuple):
        items = (_without(one, (*steps, index), mistakes) for index, one in enumerate(node.value))
        return replace(node, value=tuple(items))
    return node


def encrypted_in(value: Any, steps: tuple[str | int, ...]) -> Iterator[str]:
    """Yield the path of every encrypted value in a plain one that stands at `steps`, as Pulumi writes it."""
    if isinstance(value, dict) and set(value) == {_SECURE}:
        yield config_path(steps)
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from encrypted_in(part, (*steps, step))


def config_path(steps: Sequence[str | int]) -> str:
    """Return the path of a value below `config:` as `pulumi config set --path` takes it."""
    first, *rest = map(_written, steps)
    return first.removeprefix(".") + "".join(rest)


def _written(step: str | int) -> str:
    if isinstance(step, str) and _PLAIN_STEP.fullmatch(step):
        return f".{step}"
    return f"[{json.dumps(step, ensure_ascii=False)}]"
