"""A value that Pulumi encrypted is told by the path under which Pulumi takes it back, however deep it stands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.grace.periods import OF_CONTRACTS
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from holdfast.plan.mistakes import Mistakes, Slug
from holdfast.plan.node import Node, Place
from holdfast.plan.secret import encrypted_in, without_secrets
from holdfast.plan.stack_config import stack_config
from tests.e2e.scratch import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
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


FILE: dict[str, Any] = {
    "holdfast:tenant": "acme.onmicrosoft.com",
    "holdfast:cloud": "global",
    "holdfast:baseline": "core@1.0.0",
    "holdfast:parameters": {
        "break_glass_group": "G",
        "break_glass_accounts": ["a@acme.onmicrosoft.com", "b@acme.onmicrosoft.com"],
    },
    "holdfast:connection": {"application": "0d5c0000-0000-4000-8000-000000000001", "way": "secret"},
    "holdfast:delete_protected_data": False,
    "holdfast:exceptions": [
        {
            "control": "entra.mfa_required",
            "object": "ConditionalAccessPolicy/Holdfast: MFA for all users",
            "property": "state",
            "reason": "r",
            "owner": "me",
            "expires": "2027-11-01",
        }
    ],
    "holdfast:i_understand": [
        {
            "object": "RetentionLabel/Business record",
            "property": "retentionDurationDays",
            "value": 365,
            "consequence": "with retentionDurationDays 365 Business record protects less",
        },
        {
            "object": "ConditionalAccessPolicy/X",
            "property": "conditions.users.excludedUsers",
            "value": ["a", "b"],
            "consequence": "with conditions.users.excludedUsers a, b X protects less",
        },
    ],
    "holdfast:grace_periods": {OF_CONTRACTS[0]: {"days": 40, "contract": "C"}},
}
"""A client file in which everything stands that may."""


def _places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield (*above, step)
        yield from _places(part, (*above, step))


def _put(value: Any, steps: tuple[str | int, ...]) -> Any:
    if not steps:
        return SECRET
    first, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        return {**value, first: _put(value[first], rest)}
    return [_put(one, rest) if index == first else one for index, one in enumerate(value)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(REPOSITORY / "baselines", folder / "baselines")
    shutil.copy(REPOSITORY / "Pulumi.yaml", folder)
    (folder / "clients").mkdir()
    return folder


def _told(project: Path, config: dict[str, Any]) -> list[Any]:
    (project / "clients/Pulumi.acme.yaml").write_text(json.dumps({"config": config}, indent=1))
    try:
        load_plan(project, "acme", controls(), today=date(2026, 12, 1))
    except InputErrors as error:
        return list(error.mistakes)
    return []


@pytest.mark.parametrize("steps", [*_places(FILE)], ids=lambda steps: ".".join(map(str, steps)))
def test_an_encrypted_value_is_told_alone_wherever_it_stands(
    project: Path, steps: tuple[str | int, ...]
) -> None:
    """Nothing else is said of what it might have been, and nothing that only we call so."""
    told = _told(project, _put(FILE, steps))

    assert [one.slug for one in told] == [Slug.ENCRYPTED_VALUE], told
    assert "BROKEN" not in str(told[0])


def test_without_one_the_file_is_right(project: Path) -> None:
    assert _told(project, FILE) == []
