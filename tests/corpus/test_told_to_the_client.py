"""What a client's own values are wrong together is told at one of their lines, once, not in a released baseline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from holdfast.controls.catalogue import controls
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from tests.newest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from holdfast.model.errors import InputMistake

TODAY = date(2026, 11, 24)
CLIENT, OURS = "clients/Pulumi.acme.yaml", "baselines/ours/1.0.0.yaml"
NEEDED = ("break_glass_group: CA-BreakGlass", "break_glass_accounts: [bg1@acme.example, bg2@acme.example]")
FIRST = 5 + len(NEEDED)
"""Line of a further parameter."""
AGAINST_EACH_OTHER = (
    ("directory_sync: account",),
    ("directory_sync_accounts: [sync@acme.example]",),
    ("directory_sync: role", "directory_sync_accounts: [sync@acme.example]"),
    ("retention_action: keep-and-delete", "retention_days: unlimited"),
)
"""Parameters of the newest core that are right alone, or with others, and not as they stand here."""
LAYERS = [
    yaml.safe_load(path.read_text("utf-8")) for path in sorted((PROJECT / "baselines/core").glob("*.yaml"))
]
STAYS = "purview.audit_log_enabled"
"""A control that no parameter fills."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the baselines of this repository, to which a layer can be laid."""
    (tmp_path / "clients").mkdir()
    (tmp_path / "baselines/ours").mkdir(parents=True)
    (tmp_path / "baselines/core").symlink_to(PROJECT / "baselines/core", target_is_directory=True)
    return tmp_path


def told(project: Path, baseline: str, *parameters: str) -> list[InputMistake]:
    """Mistakes of a client with these parameters."""
    head = (
        f"config:\n  holdfast:tenant: acme.example\n  holdfast:baseline: {baseline}\n  holdfast:parameters:\n"
    )
    (project / CLIENT).write_text(head + "".join(f"    {one}\n" for one in (*NEEDED, *parameters)), "utf-8")
    try:
        load_plan(project, "acme", controls(), today=TODAY)
    except InputErrors as error:
        return list(error.mistakes)
    return []


@pytest.mark.parametrize("parameters", AGAINST_EACH_OTHER, ids=" ".join)
def test_values_of_a_client_against_each_other_are_told_once_at_one_of_their_lines(
    parameters: tuple[str, ...], project: Path
) -> None:
    (mistake,) = told(project, "core@1.2.0", *parameters)
    assert (mistake.file, mistake.slug) == (CLIENT, "wrong-value")
    assert mistake.line in range(FIRST, FIRST + len(parameters))
    assert "it fills controls." in str(mistake)


def test_settings_of_a_layer_against_each_other_are_told_in_it(project: Path) -> None:
    filled = [
        name
        for layer in LAYERS
        for name, said in layer["controls"].items()
        if "directory_sync" in (said or {})
    ]
    write_layer(project, "controls:", (f"{name}: {{directory_sync: account}}" for name in filled))
    assert filled
    assert [(one.file, one.line) for one in told(project, "ours@1.0.0")] == [
        (OURS, line) for line in range(5, 5 + len(filled))
    ]


def test_parameter_that_fills_nothing_since_a_layer_is_told_as_such(project: Path) -> None:
    needed = {one.partition(":")[0] for one in NEEDED}
    names = [name for layer in LAYERS for name in layer["parameters"] if name not in needed]
    gone = [name for layer in LAYERS for name in layer["controls"] if name != STAYS]
    write_layer(project, "removed:", (f"{name}: Not here." for name in dict.fromkeys(gone)))
    about = {one.path: one for one in told(project, "ours@1.0.0", *(f"{name}: x" for name in names))}
    for line, name in enumerate(names, FIRST):
        mistake = about[f"config.holdfast:parameters.{name}"]
        assert (mistake.file, mistake.line, mistake.slug) == (CLIENT, line, "unused-parameter")
        assert "declared in baselines/core/" in str(mistake)


def write_layer(project: Path, group: str, lines: Iterable[str]) -> None:
    """Write a layer over the newest core that says so much in one group."""
    head = ["baseline: ours", "version: 1.0.0", "extends: core@1.2.0", group]
    (project / OURS).write_text("\n".join([*head, *(f"  {one}" for one in lines)]) + "\n", "utf-8")
