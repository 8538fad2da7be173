"""A small project on disk, and controls that need no Pulumi."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from holdfast.plan.load import load_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from holdfast.model.plan import Plan


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Door(_Strict):
    """Settings of a made-up control."""

    name: str = "front"
    keys: list[str] = []
    locked: bool = True
    open_days: int = Field(default=1, ge=1, le=7)


class Alarm(_Strict):
    """Settings of another one."""

    loud: bool = False
    quiet: bool = False

    @model_validator(mode="after")
    def _one(self) -> Alarm:
        if self.loud and self.quiet:
            message = "an alarm is loud or quiet, not both"
            raise ValueError(message)
        return self


CATALOGUE: Mapping[str, Any] = {
    "house.alarm_set": SimpleNamespace(Settings=Alarm, metadata=SimpleNamespace(former_ids=())),
    "house.door_locked": SimpleNamespace(
        Settings=Door, metadata=SimpleNamespace(former_ids=("house.door_shut", "hut.door_locked"))
    ),
}


@pytest.fixture(scope="session")
def catalogue() -> Mapping[str, Any]:
    """Return the made-up controls by id."""
    return CATALOGUE


class Load(Protocol):
    """Writes files by path below the project, then loads the plan of `acme`."""

    def __call__(self, files: Mapping[str, str]) -> Plan: ...


CLIENT = """\
config:
  holdfast:tenant: acme.example
  holdfast:baseline: home@1.0.0
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Return the loader of a project in a temporary folder; without a client file it writes the plain one."""

    def write_and_load(files: Mapping[str, str]) -> Plan:
        for file, text in {"clients/Pulumi.acme.yaml": CLIENT, **files}.items():
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(text, "utf-8")
        return load_plan(tmp_path, "acme", CATALOGUE, today=date(2026, 11, 24))

    return write_and_load
