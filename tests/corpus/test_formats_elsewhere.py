"""What the formats write is opened by programs of others, which know rules that no schema says.

Microsoft's SARIF Multitool looks at SARIF as GitHub takes it in; compliance-trestle reads OSCAL into its own models.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from holdfast.report.formats.interface import formats
from tests.contract.clients.prepare import SOURCES, checkers, sarif_multitool
from tests.corpus.test_formats import of_name, written
from tests.golden.report.cases import CASES
from tests.golden.report.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from pathlib import Path

_KNOWN = ("SARIF2005: runs[0].tool.driver: The tool 'Holdfast' does not provide",)
"""Advice that is not followed: Holdfast has no public page, and no version changes what a result means."""


def every(name: str, folder: Path) -> list[Path]:
    """What a format writes of each case and of each hostile name, as files."""
    made = {case: written(name, case) for case in CASES}
    made |= {f"hostile {sort}": of_name(name, text) for sort, text in HOSTILE_NAMES.items()}
    for title, content in made.items():
        (folder / f"{title}{formats()[name].suffix}").write_bytes(content)
    return sorted(folder.iterdir())


def said_of(files: list[Path]) -> list[str]:
    """What the Multitool finds wrong with files of SARIF; it has read each of them."""
    program = sarif_multitool()
    if program is None:
        pytest.skip("SARIF Multitool is for Linux, and comes by npm")
    names = [str(one) for one in files]
    done = subprocess.run(
        [str(program), "validate", *names, "--rule-kind", "Sarif;Ghas"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{len(files)} files scanned" in done.stdout, done.stdout + done.stderr
    found = [
        line for line in done.stdout.splitlines() if any(f" {one} " in line for one in ("error", "warning"))
    ]
    return [line for line in found if not any(one in line for one in _KNOWN)]


def read_by_trestle(files: list[Path]) -> subprocess.CompletedProcess[str]:
    script = SOURCES / "checkers" / "read_oscal.py"
    return subprocess.run(
        [str(checkers() / "python"), str(script), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_multitool_finds_nothing_wrong_with_any_sarif(tmp_path: Path) -> None:
    assert said_of(every("sarif", tmp_path)) == []


def test_multitool_finds_what_is_wrong(tmp_path: Path) -> None:
    document = json.loads(written("sarif", "drift"))
    document["runs"][0]["results"][0]["ruleIndex"] = 9999
    broken = tmp_path / "broken.sarif"
    broken.write_text(json.dumps(document))
    assert any("SARIF1009" in line for line in said_of([broken])), "which no schema says"


def test_trestle_reads_all_of_every_oscal(tmp_path: Path) -> None:
    files = every("oscal", tmp_path)

    done = read_by_trestle(files)

    assert done.returncode == 0, done.stderr[-2000:]
    read = [json.loads(line) for line in done.stdout.splitlines()]
    meant = []
    for one in files:
        (result,) = json.loads(one.read_bytes())["assessment-results"]["results"]
        meant.append([one.name, len(result.get("observations", [])), len(result.get("findings", []))])
    assert read == meant


def test_trestle_refuses_what_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(written("oscal", "drift").replace(b'"methods"', b'"ways"'))
    assert read_by_trestle([broken]).returncode
