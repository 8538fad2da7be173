"""What `pulumi.Config` answers: the client file's `config:` and the project's, as the engine hands them over.

The engine gives every value as text: a scalar as it is written, anything else as JSON.
Source: pulumi v3.259.0, `sdk/go/common/resource/config/value.go` and `sdk/go/common/workspace/config.go`; seen with the
engine (2026-11-26).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.plan.files import client_file
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.yaml_file import read
from holdfast.plan.yaml_text import text_of

if TYPE_CHECKING:
    from pathlib import Path

_SECURE = "secure"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class StackConfig:
    """The configuration of one stack."""

    values: dict[str, str] = field(default_factory=dict)
    """Text by full name, such as `app:state`."""
    encrypted: frozenset[str] = frozenset()
    """Full names of what holds an encrypted value, whose text nobody knows here."""
    secret: frozenset[str] = frozenset()
    """Full names of what is marked as secret, encrypted ones among them."""


def stack_config(project: Path, client: str, namespace: str) -> StackConfig:
    """Return the configuration of `client`; where its file says nothing, the project's own values and defaults.

    Args:
        project: folder with `Pulumi.yaml` and `clients/`.
        client: stack name.
        namespace: of names without one, which is the project's name.

    Raises:
        InputErrors: a file is no YAML that can be read.
        HoldfastError: `unknown-client`.
    """
    values: dict[str, str] = {}
    encrypted, secret = set[str](), set[str]()
    for name, (typed, text) in _said(project / "Pulumi.yaml").items():
        full = name if ":" in name else f"{namespace}:{name}"
        if isinstance(typed, dict):
            given = next((one for one in ("value", "default") if one in typed), "")
            if not given:
                continue
            if typed.get("secret") is True:
                secret.add(full)
            typed, text = typed[given], text[given]
        values[full] = _text(typed, text)
    for name, (typed, text) in _said(client_file(project, client)).items():
        full = name if ":" in name else f"{namespace}:{name}"
        values[full] = _text(typed, text)
        if _is_encrypted(typed):
            encrypted.add(full)
    return StackConfig(values, frozenset(encrypted), frozenset(secret | encrypted))


def _said(path: Path) -> dict[str, tuple[Any, Any]]:
    """Return each value below `config:` of a file, as it is typed and with all scalars as they are written."""
    if not path.exists():
        return {}
    mistakes = Mistakes()
    root = read(path, path.name, mistakes)
    mistakes.raise_if_any()
    typed = root.plain().get("config") if root else None
    if not isinstance(typed, dict):
        return {}
    # `read` has found it neither deep nor large.
    written = yaml.load(text_of(path, path.name), Loader=_LOADER)["config"]  # noqa: S506 - texts and nothing else
    return {name: (value, written[name]) for name, value in typed.items()}


def _text(typed: Any, written: Any) -> str:
    if typed is None:
        return ""
    return json.dumps(typed, separators=(",", ":")) if isinstance(typed, dict | list) else str(written)


def _is_encrypted(value: Any) -> bool:
    if isinstance(value, dict):
        return set(value) == {_SECURE} or any(_is_encrypted(one) for one in value.values())
    return isinstance(value, list) and any(_is_encrypted(one) for one in value)
