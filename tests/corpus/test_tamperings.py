"""Every control has somebody who tampers with it, in one file at the control's own place in the embedded tenant."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from holdfast.controls.attested import AttestedControl
from holdfast.controls.catalogue import controls
from holdfast.emulator import tamperings
from holdfast.emulator.tampering import TAMPERINGS

FOLDER = Path(tamperings.__file__).parent
FILES = {
    f"{path.parent.relative_to(FOLDER).as_posix().replace('/', '.')}.{path.stem}": path
    for path in FOLDER.rglob("*.py")
    if path.parent != FOLDER and path.name != "__init__.py"
}
"""The files of tamperings by the id of the control that they are about."""


ATTESTED = [name for name, one in controls().items() if issubclass(one, AttestedControl)]
"""Controls that rest upon an attestation: there is nothing in a tenant that somebody could undo."""


@pytest.mark.parametrize("control", sorted(set(controls()) - set(ATTESTED)))
def test_a_control_has_a_tampering(control: str) -> None:
    place = FOLDER / f"{control.replace('.', '/')}.py"
    assert control in FILES, f"write {place}: what somebody does to undo what {control} declares"
    found = importlib.import_module(f"{tamperings.__name__}.{control}").TAMPERINGS
    assert found, f"{place} has none"
    unknown = [one.name for one in found if TAMPERINGS.get(one.name) is not one]
    assert not unknown, f"`holdfast tenant tamper` does not know {unknown} of {place}"


@pytest.mark.parametrize("control", FILES)
def test_a_file_of_tamperings_is_about_a_control(control: str) -> None:
    assert control not in ATTESTED, f"{control} declares nothing that a tenant keeps"
    assert control in controls(), f"{FILES[control]} is about no control: name it after one"
