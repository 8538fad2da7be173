"""A message with lines to write gives them as lines, wherever a person sees it, and hostile names stay harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from holdfast.apply import client as apply_client
from holdfast.apply.client import Previewed
from holdfast.apply.event import Diagnostic
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.gates.unprotected import require_protection
from holdfast.apply.plan import ApplyPlan
from holdfast.apply.protection import Protection
from holdfast.cli import main as command_line
from holdfast.cli.commands import preview as command
from holdfast.cli.progress import Progress
from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.kinds.loosened import Loosened
from holdfast.model.errors import HoldfastError, InputErrors, InputMistake
from holdfast.model.plan import Cloud

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holdfast.apply.event import OnEvent

HOSTILE = "Evil \x1b[2J\u202e policy"
LOOSENED = [
    Loosened(
        f"ConditionalAccessPolicy/{name}",
        "state",
        "enabled becomes disabled",
        f"urn:a::b::{POLICY}::x",
        "off",
    )
    for name in ("Plain", "Two: {words}", HOSTILE)
]
SWITCH = Loosened(
    "SecurityDefaults/on", "enabled", "True becomes False", f"urn:a::b::{DEFAULTS}::x", value=False
)


def refused(gate: Callable[[], object]) -> HoldfastError:
    with pytest.raises(HoldfastError) as raised:
        gate()
    return raised.value


MESSAGES = {
    "not-understood": (refused(lambda: require_understood(LOOSENED, ())), LOOSENED),
    "less-protection": (
        refused(lambda: require_protection(Protection((), (), (), (*LOOSENED, SWITCH)), Consent())),
        [*LOOSENED, SWITCH],
    ),
}
EVERY_MESSAGE = pytest.mark.parametrize("slug", MESSAGES)


def expect_lines(printed: str, slug: str) -> None:
    """Every line to write stands alone, and is the entry in YAML; nothing steers the terminal."""
    error, loosened = MESSAGES[slug]
    assert slug in str(error)
    lines = printed.splitlines()
    entries = [line for line in lines if line.startswith("    - {object: ")]
    written = [entry for line in entries for entry in yaml.safe_load(line)]
    assert [one["object"].replace("\\", "") for one in written] == [one.object for one in loosened]
    assert [one["property"] for one in written] == [one.path for one in loosened]
    assert "U+000A" not in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert lines[lines.index(entries[-1]) + 1].startswith("Nothing was changed")


@EVERY_MESSAGE
def test_a_refused_command(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    command_line._tell(MESSAGES[slug][0])

    expect_lines(capsys.readouterr().err, slug)


@EVERY_MESSAGE
def test_a_preview(
    slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Run:
        """Would stop for one reason."""

        cloud = Cloud.GLOBAL

        def __init__(self, *_: Any) -> None:
            pass

        def kept(self) -> frozenset[str]:
            return frozenset()

        def preview(self, _on_event: OnEvent) -> Previewed:
            plan = ApplyPlan(
                client="a",
                tenant="a.example",
                steps=(),
                loosened=(),
                moved=(),
                protection=Protection((), (), ()),
                undone={},
            )
            return Previewed(plan, (str(MESSAGES[slug][0]),), whole=True)

    monkeypatch.setattr(command, "find_client", lambda _: tmp_path)
    monkeypatch.setattr(apply_client, "ClientRun", Run)

    command.preview("a")

    printed = capsys.readouterr().out
    assert "up would stop: " in printed
    expect_lines(printed, slug)


@EVERY_MESSAGE
def test_what_the_engine_says_of_a_program_or_a_provider(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress() as progress:
        progress.on_event(Diagnostic("error", str(MESSAGES[slug][0]), ""))

    expect_lines("".join(capsys.readouterr()), slug)


def test_mistakes_of_files_stand_each_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    mistakes = [InputMistake("a.yaml", 3, "", f"{one} is none", "bad-date") for one in (HOSTILE, "One")]

    command_line._tell(InputErrors(mistakes))

    lines = capsys.readouterr().err.splitlines()
    assert [("One is none" in one, "Evil" in one) for one in lines[:2]] == [(False, True), (True, False)]
    assert "\x1b" not in "".join(lines)
