"""A program that fails beside its main line has failed: one sentence, and nothing of it is taken for declared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from holdfast.drift.record_process import record_apart
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 29)
CLIENT = """
config:
  holdfast:tenant: acme.onmicrosoft.com
  holdfast:cloud: embedded
  holdfast:baseline: core@1.0.0
"""
BASELINE = """
baseline: core
version: 1.0.0
controls:
  entra.security_defaults_settled:
    enabled: true
"""
HEAD = """
import atexit, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
import pulumi_azuread as azuread

class Odd(BaseException):
    pass

def fail():
    time.sleep(0.05)
    raise ValueError("boom")

azuread.Group("x", display_name="X", security_enabled=True)
"""
FAILING = {
    "threading.Thread(target=fail).start()": "a thread of the program failed for client acme: ValueError: boom",
    "def odd():\n    raise Odd('boom')\nthreading.Thread(target=odd).start()": "Odd: boom",
    "atexit.register(fail)": "(atexit) of the program failed for client acme: ValueError: boom",
    "atexit.register(sys.exit, 3)": "SystemExit: 3",
    "atexit.register(lambda: (thread := threading.Thread(target=fail), thread.start(), thread.join()))": "boom",
}
HARMLESS = """
pool = ThreadPoolExecutor(2)
pool.submit(time.sleep, 0.01)
threading.Thread(target=time.sleep, args=(9999,), daemon=True).start()
threading.Thread(target=sys.exit, args=(3,)).start()
atexit.register(print, "bye")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"clients/Pulumi.acme.yaml": CLIENT, "baselines/core/1.0.0.yaml": BASELINE}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("code", FAILING)
def test_what_fails_beside_the_main_line_is_one_sentence(
    project: Path, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "__main__.py").write_text(f"{HEAD}{code}\n")

    with pytest.raises(RecordingError) as found:
        record_apart(project, "acme", TODAY)

    assert found.value.slug == "recording-failed"
    assert FAILING[code] in str(found.value)
    assert "Traceback" not in capfd.readouterr().err


def test_what_ends_well_or_never_is_waited_for_as_the_interpreter_does(project: Path) -> None:
    (project / "__main__.py").write_text(f"{HEAD}{HARMLESS}\n")

    assert [one["name"] for one in record_apart(project, "acme", TODAY)["desired"]] == ["x"]
