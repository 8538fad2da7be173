"""A value that Pulumi encrypted is told by the path under which Pulumi takes it back, however deep it stands."""

from __future__ import annotations

import json
import re
import shlex
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import InputErrors
from holdfast.plan.mistakes import Mistakes, Slug
from holdfast.plan.node import Node, Place
from holdfast.plan.secret import encrypted_in, without_secrets
from holdfast.plan.stack_config import stack_config

if TYPE_CHECKING:
    from pathlib import Path

SECRET = {"secure": "v1:abc:def"}
STEPS: tuple[str | int, ...] = (
    "accounts",
    "a-b",
    "secure",
    0,
    1,
    "entra.mfa_required",
    "two words",
    "it's",
    'a "b"',
    "c]",
    "[0]",
    "\\",
    "",
)
"""Names of every sort, and places in lists."""
NESTINGS: list[tuple[str | int, ...]] = [
    (),
    *((one,) for one in STEPS),
    *product(STEPS, STEPS),
    *product(STEPS[:6], STEPS[4:8], STEPS[3:6]),
]
_STEP = re.compile(r'\.?([^.\["\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')


@pytest.mark.parametrize("beside", [{}, {"plain": 1}])
def test_path_that_is_told_is_that_of_the_encrypted_value(beside: dict[str, Any]) -> None:
    for steps in NESTINGS:
        value = _nested(steps, beside)
        mistakes = Mistakes()
        without_secrets(Node({"app:x": _node(value)}, PLACE, PLACE), mistakes)

        with pytest.raises(InputErrors) as told:
            mistakes.raise_if_any()
        (found,) = told.value.mistakes
        assert found.slug == Slug.ENCRYPTED_VALUE
        typed = shlex.split(found.message.partition("pulumi config set ")[2].rpartition("; a list")[0])
        assert typed[0] == "--path"
        assert typed[2:] == ["VALUE", "--plaintext"]
        # A group of nothing but `secure` is itself what Pulumi takes for encrypted.
        whole = steps[: steps.index("secure")] if "secure" in steps and not beside else steps
        assert _read(typed[1]) == ["app:x", *whole], typed
        assert list(encrypted_in(value, ("app:x",))) == [typed[1]]


def test_configuration_names_what_holds_a_secret_and_where(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    values = {f"app:{number}": _nested(steps, {}) for number, steps in enumerate(NESTINGS)}
    text = json.dumps({"config": {**values, "app:open": ["x", {"secure": "y", "z": 1}]}})
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(text)

    found = stack_config(tmp_path, "acme", "holdfast")

    assert found.secret == set(values) == set(found.encrypted)
    assert all(_read(path)[0] == name for name, paths in found.encrypted.items() for path in paths)


PLACE = Place("clients/Pulumi.acme.yaml", 1, "config")


def _nested(steps: tuple[str | int, ...], beside: dict[str, Any]) -> Any:
    value: Any = SECRET
    for step in reversed(steps):
        value = [*["x"] * step, value, "y"] if isinstance(step, int) else {step: value, **beside}
    return value


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({name: _node(one) for name, one in value.items()}, PLACE, PLACE)
    if isinstance(value, list):
        return Node(tuple(map(_node, value)), PLACE, PLACE)
    return Node(value, PLACE, PLACE)


def _read(path: str) -> list[str | int]:
    """Return the steps of a path, read as Pulumi does: names, numbers in brackets, names in brackets and quotes.

    Source: https://www.pulumi.com/docs/iac/concepts/config/#structured-configuration (recalled, 2026-11-29).
    """
    steps: list[str | int] = []
    while path:
        found = _STEP.match(path)
        assert found, path
        name, number, quoted = found.groups()
        steps.append(name or (int(number) if number else json.loads(quoted)))
        path = path[found.end() :]
    return steps
