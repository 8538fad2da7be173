"""Conditions that an auditor asks of the wire form of something declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Policy = dict[str, Any]
Condition = tuple[str, "Callable[[Policy], bool]"]


def at(policy: Policy, path: str) -> Any:
    """What stands at a path of a policy; None where nothing does."""
    value: Any = policy
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def has(path: str, *words: str) -> Condition:
    return f"{path} has {', '.join(words)}", lambda policy: set(words) <= set(at(policy, path) or ())


def only(path: str, *words: str) -> Condition:
    told = f"{path} is exactly {', '.join(words) or 'nothing'}"
    return told, lambda policy: sorted(at(policy, path) or ()) == sorted(words)


def equals(path: str, value: Any) -> Condition:
    return f"{path} is {value}", lambda policy: at(policy, path) == value


def meets(policy: Policy, asked: tuple[Condition, ...]) -> bool:
    return all(true(policy) for _, true in asked)
