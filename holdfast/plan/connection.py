"""Reads `connection` of a client file: which application signs in and how, and never what proves it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.model.connection import Connection, SignInWay
from holdfast.model.plan import Cloud
from holdfast.plan.mistakes import Slug
from holdfast.plan.node import BROKEN
from holdfast.plan.secret import is_ciphertext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.plan.mistakes import Mistakes
    from holdfast.plan.node import Node

NAME = "holdfast:connection"
_KNOWN = frozenset({"application", "way", "service_connection"})
_PROOF = re.compile(
    r"secret|passw|pwd|token|key|assertion|credential|certificate|pfx|pem|secure", re.IGNORECASE
)
"""Names of what proves who we are, a path to it included: it is this machine's, and the file is everybody's."""
_OPEN = re.compile(
    r"(secret|password|passwd|pwd|passphrase|token|assertion|connectionstring|(api|access|account|private|sas|shared)key)$"
)
"""How names of secrets end, in lower case and without signs: a name of a vault, or a lifetime of a token, is none."""
_SIGNS = re.compile(r"[^a-z0-9]")
_PLUGINS = ("azuread:", "m365:")
"""Namespaces of the plugins that a program of ours uses."""
_HOST = "azuread:metadataHost"


def without_proof(config: Mapping[str, Node], mistakes: Mistakes) -> dict[str, Node]:
    """Return a client file's `config:` with its connection broken where it holds a secret, which is reported.

    It comes before anything else looks at the values, so that no message repeats one. What is encrypted and may stand
    here in plain is told as that, by whoever looks for it.
    """
    written = config.get(NAME)
    if written is None or is_ciphertext(written):
        return dict(config)
    kept: dict[str, Node] = {}
    for name, node in written.items().items():
        strange = name not in _KNOWN
        plain = strange or isinstance(node.value, str | None) or is_ciphertext(node)
        if (strange and _PROOF.search(name)) or not plain:
            mistakes.add(node.key, Slug.SECRET_IN_FILE, _SENTENCE)
        else:
            kept[name] = node
    if not isinstance(written.value, dict | None):
        mistakes.add(
            written.place, Slug.WRONG_TYPE, "expected a group of names and values, such as `application`"
        )
        return {**config, NAME: replace(written, value=BROKEN)}
    return {**config, NAME: written if written.value is None else replace(written, value=kept)}


def refuse_plugin_settings(config: Mapping[str, Node], mistakes: Mistakes) -> None:
    """Report what a client file's `config:` says to a plugin itself: who signs in, where, and to which tenant.

    Our program tells its providers that. What the file says would count for the engine's default providers, which a
    resource without `provider` is given: it would be made in another tenant, or as somebody else. And by
    `azuread:metadataHost` a plugin is told by any host where to send what proves who we are; a client on the embedded
    tenant may name it, which stands in for Microsoft's.
    Source: https://www.pulumi.com/registry/packages/azuread/installation-configuration/ (recalled, 2026-11-26).
    """
    cloud = config.get("holdfast:cloud")
    allowed = {_HOST} if cloud is not None and cloud.value == Cloud.EMBEDDED else set()
    for name, node in config.items():
        if name.casefold().startswith(_PLUGINS) and name not in allowed:
            is_proof = _PROOF.search(name.partition(":")[2])
            slug, told = (
                (Slug.SECRET_IN_FILE, _SENTENCE) if is_proof else (Slug.PLUGIN_SETTING, _OF_THE_PROGRAM)
            )
            mistakes.add(node.key, slug, told)


def refuse_open_secrets(config: Mapping[str, Node], mistakes: Mistakes) -> None:
    """Report every text that stands open in the configuration of others under the name of a secret, at any depth.

    Holdfast reads none of it, but the file is kept and shared. What is encrypted is the engine's, and stays.

    Args:
        config: what is neither ours nor a plugin's of ours.
        mistakes: takes what is wrong.
    """
    for name, node in config.items():
        if not name.casefold().startswith(_PLUGINS):
            _refuse_open(name.rpartition(":")[2], node, mistakes)


def _refuse_open(name: str, node: Node, mistakes: Mistakes) -> None:
    for below, part in node.items().items():
        _refuse_open(below, part, mistakes)
    for part in node.elements():
        _refuse_open(name, part, mistakes)
    told = isinstance(node.value, str | int) and not isinstance(node.value, bool) and str(node.value).strip()
    if told and _OPEN.search(_SIGNS.sub("", name.casefold())):
        mistakes.add(node.key, Slug.SECRET_IN_FILE, _OPEN_SENTENCE)


def as_said(written: Mapping[str, Any]) -> Connection:
    """Return the connection of a group that was found right: `{application, way, service_connection}`."""
    way = written.get("way")
    return Connection(
        application=str(written.get("application") or ""),
        way=SignInWay(way) if way else None,
        service_connection=str(written.get("service_connection") or ""),
    )


_SENTENCE = (
    "a credential has no place in a client file, which is kept and shared: take it out, make it invalid if it was "
    "real, and give it by environment; `application`, `way` and `service_connection` are all that stands here"
)
_OPEN_SENTENCE = (
    "is called as a secret is, and stands open in a client file, which is kept and shared: take it out, make it "
    "invalid if it was real, and set it encrypted (pulumi config set --secret), or under a name that says "
    "what it is instead"
)
_OF_THE_PROGRAM = (
    "says to a plugin itself who signs in or where, which the program does, from `holdfast:tenant`, `holdfast:cloud` "
    "and `holdfast:connection`: take it out"
)
