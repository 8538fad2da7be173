"""The catalogue of controls: one file, one control; a file that cannot be imported is told, not skipped."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from components import catalogue
from components.control import HardeningControl

if TYPE_CHECKING:
    from collections.abc import Callable


def module(*names: str) -> ModuleType:
    made = ModuleType("components.entra.example")
    for name in names:
        setattr(made, name, type(name, (HardeningControl,), {"__module__": made.__name__}))
    return made


def test_file_with_one_control_is_taken() -> None:
    made = module("Example")

    assert catalogue._only_control(made) is made.Example


@pytest.mark.parametrize("names", [(), ("Example", "Another")])
def test_file_with_another_number_of_controls_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(TypeError, match=f"exactly one control, it defines {len(names)}"):
        catalogue._only_control(module(*names))


def importer(missing: str) -> Callable[[str], ModuleType]:
    def imported(_name: str) -> ModuleType:
        raise ModuleNotFoundError(name=missing)

    return imported


def test_service_without_a_folder_has_no_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SERVICES", ("teams",))

    assert dict(catalogue.controls.__wrapped__()) == {}


def test_control_that_imports_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SERVICES", ("entra",))
    monkeypatch.setattr("importlib.import_module", importer("pulumi_azuread"))

    with pytest.raises(ModuleNotFoundError):
        catalogue.controls.__wrapped__()
