"""What `pulumi.Config` answers: the client file's `config:` and the project's, as the engine hands them over.

The engine gives every value as text: lists and groups as JSON, and a number or a date without quotes as it reads it
(`010` as 8, `1.50` as 1.5, a date as a point in time). What another reader could take for something else is not
guessed.
Seen with the engine, v3.259.0 (2026-11-26).
"""

from __future__ import annotations

import json
import re
from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.model.value_class import value_class
from holdfast.plan.files import CLIENTS, client_path
from holdfast.plan.mistakes import Mistakes, Slug
from holdfast.plan.secret import encrypted_in
from holdfast.plan.yaml_file import read
from holdfast.plan.yaml_text import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,5}[1-9])?")
"""Numbers that every reader writes as they are written here."""
_MAYBE_NUMBER = re.compile(
    r"[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0[xXoObB][0-9a-fA-F_]+|\.(inf|nan))"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?",
    re.IGNORECASE,
)


@value_class
class StackConfig:
    """The configuration of one stack."""

    values: dict[str, str] = field(default_factory=dict)
    """Text by full name, such as `app:state`."""
    encrypted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where encrypted values stand in it, whose text nobody knows here, by the full name of what holds any."""
    unclear: frozenset[str] = frozenset()
    """Full names of what holds a number or a date without quotes that the engine may write otherwise."""
    secret: frozenset[str] = frozenset()
    """Full names of what is marked as secret, encrypted ones among them."""
    own: frozenset[str] | None = None
    """Full names of what the client's file gives, where its environments (Pulumi ESC) may give whatever else is asked
    for; None where it has none. A value of the file itself wins over theirs, and theirs over the project's. Source:
    https://www.pulumi.com/docs/esc/integrations/infrastructure/pulumi-iac/ (recalled, 2026-11-30)."""


def stack_config(project: Path, client: str, namespace: str) -> StackConfig:
    """Return the configuration of `client`; where its file says nothing, the project's own values and defaults.

    Args:
        project: folder with `Pulumi.yaml` and `clients/`.
        client: stack name.
        namespace: of names without one, which is the project's name.

    Raises:
        InputErrors: a file is no YAML that can be read, or the engine would run another project. A file that is not
            there says nothing.
    """
    _require_project(project / "Pulumi.yaml", namespace)
    values: dict[str, str] = {}
    unclear, secret = set[str](), set[str]()
    encrypted: dict[str, tuple[str, ...]] = {}
    for name, (typed, node) in _of_project(project / "Pulumi.yaml", secret).items():
        values[_full(name, namespace)] = _text(typed, node)
        unclear.update([_full(name, namespace)] if _is_unclear(node) else [])
    secret = {_full(name, namespace) for name in secret}
    path = client_path(project, client)
    top = _top(path)
    of_client = _said(path, top)
    for name, (typed, node) in of_client.items():
        full = _full(name, namespace)
        values[full] = _text(typed, node)
        (unclear.add if _is_unclear(node) else unclear.discard)(full)
        if places := tuple(encrypted_in(typed, (full,))):
            encrypted[full] = places
    own = frozenset(_full(name, namespace) for name in of_client) if top.get("environment") else None
    return StackConfig(values, encrypted, frozenset(unclear), frozenset({*secret, *encrypted}), own)


def _full(name: str, namespace: str) -> str:
    return name if ":" in name else f"{namespace}:{name}"


def _require_project(path: Path, name: str) -> None:
    """Do nothing unless the engine would run another program, read other files, or keep other states than a check."""
    mistakes = Mistakes()
    root = read(path, path.name, mistakes) if path.exists() else None
    mistakes.raise_if_any()
    if root is None:
        return
    runtime = root.get("runtime")
    for said, wanted, why in (
        (root.get("name"), name, "every state of a client was made under and is looked for"),
        (root.get("main"), ".", "is where a check finds the program: take the line out"),
        (root.get("stackConfigDir"), CLIENTS, "is where the files of clients are"),
        (
            runtime.get("name") if runtime and runtime.items() else runtime,
            "python",
            "the program is written in",
        ),
    ):
        if said is not None and not (
            isinstance(said.value, str) and PurePath(said.value) == PurePath(wanted)
        ):
            told = f"the {said.place.path} should be {wanted}, which {why}, and is {said.plain()!r}"
            mistakes.add(said.place, Slug.WRONG_VALUE, told)
    mistakes.raise_if_any()


def _of_project(path: Path, secret: set[str]) -> dict[str, tuple[Any, yaml.Node]]:
    """Return what the project's file gives where a client's says nothing; add to `secret` what it marks so."""
    found: dict[str, tuple[Any, yaml.Node]] = {}
    for name, (typed, node) in _said(path, _top(path)).items():
        if not isinstance(typed, dict):
            found[name] = typed, node
        elif given := next((one for one in ("value", "default") if one in typed), ""):
            found[name] = typed[given], _members(node)[given]
        if isinstance(typed, dict) and typed.get("secret") is True:
            secret.add(name)
    return found


def _said(path: Path, top: Mapping[str, Any]) -> dict[str, tuple[Any, yaml.Node]]:
    """Return each value below `config:` of a file that says `top`, as it is read and as it is written."""
    typed = top.get("config")
    if not isinstance(typed, dict):
        return {}
    # `read` has found it neither deep nor large.
    written = _members(_members(yaml.compose(text_of(path, path.name), Loader=_LOADER))["config"])
    return {name: (value, written[name]) for name, value in typed.items()}


def _top(path: Path) -> dict[str, Any]:
    """Return what a file says; nothing where there is none."""
    mistakes = Mistakes()
    root = read(path, path.name, mistakes) if path.exists() else None
    mistakes.raise_if_any()
    return root.plain() if root else {}


def _members(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if node else {}


def _text(typed: Any, node: yaml.Node) -> str:
    if typed is None:
        return ""
    if isinstance(typed, dict | list):
        return json.dumps(typed, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    text = str(node.value)
    return text.lower() if _is_plain(node) and text.lower() in {"true", "false"} else text


def _is_plain(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style


def _is_unclear(node: yaml.Node) -> bool:
    if isinstance(node, yaml.MappingNode):
        return any(_is_unclear(value) for _, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return any(map(_is_unclear, node.value))
    text = str(node.value)
    return _is_plain(node) and bool(_MAYBE_NUMBER.fullmatch(text)) and not _PLAIN_NUMBER.fullmatch(text)
