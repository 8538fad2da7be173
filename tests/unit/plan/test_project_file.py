"""`Pulumi.yaml`: what would have the engine run another project than a check records is refused before any step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.errors import InputErrors
from holdfast.plan.stack_config import stack_config

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "name: holdfast\nruntime:\n  name: python\nstackConfigDir: clients\n"


def read(project: Path, text: str) -> None:
    (project / "Pulumi.yaml").write_text(text, encoding="utf-8")
    stack_config(project, "acme", "holdfast")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("name: holdfast", "name: other", 1, "the name should be holdfast"),
        ("name: holdfast", "name: 5", 1, "the name should be holdfast"),
        ("name: python", "name: nodejs", 3, "the runtime.name should be python"),
        ("name: python", "name: [python]", 3, "the runtime.name should be python"),
        ("runtime:\n  name: python", "runtime: go", 2, "the runtime should be python"),
        ("runtime:\n  name: python", "runtime: [null]", 2, "the runtime should be python"),
        ("clients\n", "stacks\n", 4, "the stackConfigDir should be clients"),
        ("clients\n", "[null]\n", 4, "the stackConfigDir should be clients"),
        ("clients\n", "clients\nmain: sub/\n", 5, "the main should be ."),
        ("clients\n", "clients\nmain: sub/__main__.py\n", 5, "take the line out"),
        ("clients\n", "clients\nmain: {a: b}\n", 5, "the main should be ."),
    ],
)
def test_another_project_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, told: str
) -> None:
    read(tmp_path, GOOD)
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, GOOD.replace(old, new))
    (mistake,) = refused.value.mistakes
    assert (mistake.file, mistake.line) == ("Pulumi.yaml", line)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "name: holdfast\n",
        GOOD.replace("clients", "./clients/"),
        GOOD.replace("runtime:\n  name: python", "runtime: python"),
        f"{GOOD}main: ./\n",
        f"{GOOD}main: null\n",
    ],
)
def test_another_spelling_of_the_same_passes(tmp_path: Path, text: str) -> None:
    read(tmp_path, text)
