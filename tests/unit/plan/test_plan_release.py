"""Releasing a version of a baseline: what it records, and when it refuses."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.baseline.release import release
from holdfast.model.errors import HoldfastError, InputErrors, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIRST = "baseline: home\nversion: 1.0.0\ncontrols:\n  house.door_locked: {open_days: '${days}'}\n"
DAYS = "parameters: {days: {type: integer}}\n"
SECOND = "baseline: home\nversion: 1.10.0\nextends: home@1.0.0\ncontrols:\n  house.alarm_set:\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "baselines/home"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(FIRST + DAYS, encoding="utf-8")
    (folder / "1.10.0.yaml").write_text(SECOND, encoding="utf-8")
    (folder / "CHANGELOG.md").write_text("# home\n\n## 1.10.0\n\n## 1.0.0 (2026-11-26)\n", encoding="utf-8")
    return tmp_path


def recorded(project: Path) -> Any:
    path = project / "baselines/home/digests.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def test_a_release_records_the_digest_of_the_files_text_whatever_its_line_ends(
    project: Path, catalogue: Mapping[str, Any]
) -> None:
    path = project / "baselines/home/1.0.0.yaml"
    path.write_bytes((FIRST + DAYS).replace("\n", "\r\n").encode())
    assert release(project, "home", "1.0.0", catalogue) is True
    assert recorded(project) == {"1.0.0": hashlib.sha256((FIRST + DAYS).encode()).hexdigest()}
    path.write_text(FIRST + DAYS, encoding="utf-8", newline="\n")
    assert release(project, "home", "1.0.0", catalogue) is False


def test_versions_are_recorded_oldest_first(project: Path, catalogue: Mapping[str, Any]) -> None:
    release(project, "home", "1.0.0", catalogue)
    release(project, "home", "1.10.0", catalogue)
    (project / "baselines/home/1.9.0.yaml").write_text(SECOND.replace("1.10.0", "1.9.0"), encoding="utf-8")
    (project / "baselines/home/CHANGELOG.md").write_text("## 1.9.0\n", encoding="utf-8")
    release(project, "home", "1.9.0", catalogue)
    assert list(recorded(project)) == ["1.0.0", "1.9.0", "1.10.0"]


def test_a_released_file_that_changed_is_refused_and_stays_recorded(
    project: Path, catalogue: Mapping[str, Any]
) -> None:
    release(project, "home", "1.0.0", catalogue)
    before = recorded(project)
    (project / "baselines/home/1.0.0.yaml").write_text(FIRST + DAYS + "# a word\n", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"`extends: home@1\.0\.0` \[baseline-changed\]"):
        release(project, "home", "1.0.0", catalogue)
    assert recorded(project) == before


def test_what_extends_something_that_may_still_change_is_not_released(
    project: Path, catalogue: Mapping[str, Any]
) -> None:
    with pytest.raises(
        RefusedError, match=r"extends home@1\.0\.0, which is not released .*baseline-unreleased"
    ):
        release(project, "home", "1.10.0", catalogue)
    release(project, "home", "1.0.0", catalogue)
    (project / "baselines/home/1.0.0.yaml").write_text(FIRST + DAYS + "# a word\n", encoding="utf-8")
    with pytest.raises(RefusedError, match="baseline-unreleased"):
        release(project, "home", "1.10.0", catalogue)
    assert list(recorded(project)) == ["1.0.0"]


def test_a_version_without_words_in_the_change_log_is_not_released(
    project: Path, catalogue: Mapping[str, Any]
) -> None:
    (project / "baselines/home/CHANGELOG.md").write_text("## 1.0.01\n", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"no section `## 1\.0\.0`.*baseline-without-words"):
        release(project, "home", "1.0.0", catalogue)
    (project / "baselines/home/CHANGELOG.md").unlink()
    with pytest.raises(RefusedError, match="baseline-without-words"):
        release(project, "home", "1.0.0", catalogue)
    assert recorded(project) is None


@pytest.mark.parametrize(
    ("file", "line", "slug"),
    [
        (FIRST, 4, "undeclared-parameter"),
        (FIRST.replace("open_days", "open_day") + DAYS, 4, "unknown-key"),
        (FIRST.replace("door_locked", "door_open") + DAYS, 4, "unknown-control"),
        (FIRST + DAYS.replace("}}", "}, more: {type: list, default: []}}"), 5, "unused-parameter"),
    ],
)
def test_a_file_with_a_mistake_is_not_released(
    project: Path, catalogue: Mapping[str, Any], file: str, line: int, slug: str
) -> None:
    (project / "baselines/home/1.0.0.yaml").write_text(file, encoding="utf-8")
    with pytest.raises(InputErrors) as caught:
        release(project, "home", "1.0.0", catalogue)
    found = [(one.file, one.line, one.slug) for one in caught.value.mistakes]
    assert found == [("baselines/home/1.0.0.yaml", line, slug)]
    assert recorded(project) is None


@pytest.mark.parametrize(
    ("name", "version", "said"),
    [
        ("home", "2.0.0", "has no version 2.0.0; it has: 1.0.0, 1.10.0"),
        ("hom", "1.0.0", "did you mean `home`?"),
    ],
)
def test_a_version_that_is_not_there_is_told_with_what_is(
    project: Path, catalogue: Mapping[str, Any], name: str, version: str, said: str
) -> None:
    with pytest.raises(InputErrors, match="unknown-baseline") as caught:
        release(project, name, version, catalogue)
    assert said in str(caught.value)


def test_digests_that_somebody_else_wrote_are_not_overwritten(
    project: Path, catalogue: Mapping[str, Any]
) -> None:
    (project / "baselines/home/digests.json").write_text("[]", encoding="utf-8")
    with pytest.raises(HoldfastError, match="unreadable-digests"):
        release(project, "home", "1.0.0", catalogue)
    assert recorded(project) == []
