"""What every pipeline of `pipelines/` keeps to, read as text: rights, pins, scripts, and the container's recipe."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from holdfast.access.formats import az
from holdfast.access.needs import Purpose
from tests.contract.clients.prepare import actionlint, checkers
from tests.unit.access.test_access_formats import access

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[2]
PIPELINES = PROJECT / "pipelines"
GITHUB = sorted((PIPELINES / "github").glob("*.yml"))
AZURE_DEVOPS = sorted((PIPELINES / "azure-devops").glob("*.yml"))
ACTION = PIPELINES / "github" / "action" / "action.yml"
STEPS = sorted((PIPELINES / "steps").glob("*.sh"))
CONTAINER = (PIPELINES / "container" / "Containerfile").read_text(encoding="utf-8")
_PINNED = re.compile(r"uses: (?:\./[\w/]+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$")
_MAY: dict[str, dict[str, str]] = {
    "drift": {"contents": "read", "id-token": "write", "issues": "write"},
    "preview": {"contents": "read", "id-token": "write", "pull-requests": "write"},
    "apply": {"contents": "read", "id-token": "write"},
}
each_workflow = pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.stem)
each_file = pytest.mark.parametrize(
    "path", [*GITHUB, *AZURE_DEVOPS, ACTION], ids=lambda path: path.relative_to(PIPELINES).as_posix()
)


def read(path: Path) -> dict[Any, Any]:
    """The document; the key `on` is true to YAML 1.1."""
    document: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def scripts(value: Any) -> Iterator[str]:
    """Every script in a document."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in {"run", "bash", "inlineScript"} and isinstance(one, str):
                yield one
            else:
                yield from scripts(one)
    elif isinstance(value, list):
        for one in value:
            yield from scripts(one)


def linted(folder: Path) -> str:
    """What actionlint finds in a repository that has the workflows where users copy them."""
    program = actionlint()
    if program is None:
        pytest.skip("there is no Go on this machine")
    done = subprocess.run(
        [str(program), "-no-color"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A user's repository, as docs/pipelines.md asks for."""
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for path in GITHUB:
        shutil.copy(path, workflows)
    shutil.copytree(PIPELINES, tmp_path / "pipelines")
    return tmp_path


def test_actionlint_finds_nothing(repository: Path) -> None:
    assert linted(repository) == ""


def test_actionlint_finds_what_is_wrong(repository: Path) -> None:
    path = repository / ".github" / "workflows" / "drift.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("steps.check.outputs", "steps.chek.outputs"))
    assert 'property "chek" is not defined' in linted(repository)


def test_both_services_have_the_same_three() -> None:
    assert [path.name for path in GITHUB] == [path.name for path in AZURE_DEVOPS]
    assert {path.stem for path in GITHUB} == set(_MAY)


@each_workflow
def test_job_has_the_rights_that_it_needs_a_time_limit_and_no_double(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {}, "what a job does not ask for, it does not have"
    assert document["concurrency"]["cancel-in-progress"] is (path.stem == "preview"), "no apply is cut off"
    (job,) = document["jobs"].values()
    assert job["permissions"] == _MAY[path.stem]
    assert 0 < job["timeout-minutes"] <= 360
    assert job.get("environment") == ("holdfast-apply" if path.stem == "apply" else None)
    assert "pull_request_target" not in document[True], "it would give a fork our rights"
    (checkout,) = [one for one in job["steps"] if one.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", AZURE_DEVOPS, ids=lambda path: path.stem)
def test_pipeline_has_a_time_limit_and_takes_the_identity_it_needs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 0 < int(re.findall(r"timeoutInMinutes: (\d+)", text)[0]) <= 360
    assert "persistCredentials: false" in text
    reads = path.stem != "apply"
    assert re.findall(r"azureSubscription: (\S+)", text) == [
        "holdfast-reader" if reads else "holdfast-writer"
    ]
    assert ("environment: holdfast-apply" in text, "lockBehavior: runLatest" in text) == (
        not reads,
        not reads,
    )


@pytest.mark.parametrize("path", [*GITHUB, *AZURE_DEVOPS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_whatever_a_pull_request_starts_refuses_forks_itself(path: Path) -> None:
    """Not by what a repository is set to: that can be set otherwise, and is another one for GitHub's repositories."""
    jobs = read(path).get("jobs", [])
    for job in jobs.values() if isinstance(jobs, dict) else jobs:
        told = f"{job.get('if', '')}{job.get('condition', '')}"
        against = (
            "head.repo.full_name == github.repository",
            "ne(variables['System.PullRequest.IsFork'], 'True')",
        )
        assert any(one in told for one in against) == (path.stem == "preview")


def _steps(document: dict[Any, Any]) -> list[dict[str, Any]]:
    """The steps of a pipeline that has one job."""
    if "stages" in document:
        (document,) = document["stages"]
    jobs = document["jobs"]
    (job,) = jobs.values() if isinstance(jobs, dict) else jobs
    if "strategy" in job:
        job = job["strategy"]["runOnce"]["deploy"]
    steps: list[dict[str, Any]] = job["steps"]
    return steps


@pytest.mark.parametrize("path", [*GITHUB, *AZURE_DEVOPS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_people_are_told_though_results_could_not_be_kept(path: Path) -> None:
    steps = _steps(read(path))
    keeps = [
        number
        for number, one in enumerate(steps)
        if "publish" in one or one.get("uses", "").startswith("actions/upload-artifact@")
    ]
    after = steps[keeps[0] + 1 :] if keeps else []
    assert bool(after) == (path.stem != "apply")
    regardless = "${{ !cancelled() }}" if path in GITHUB else "succeededOrFailed()"
    assert [one for one in after if (one.get("if") or one.get("condition")) != regardless] == []


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.stem)
def test_result_of_a_client_whose_name_begins_with_a_dot_is_kept(path: Path) -> None:
    """The action leaves such files out unless it is told not to."""
    kept = [one["with"] for one in _steps(read(path)) if "/upload-artifact@" in one.get("uses", "")]
    assert [one["path"] for one in kept if one.get("include-hidden-files") is not True] == []
    assert bool(kept) == (path.stem != "apply")


@each_file
def test_shell_that_goes_through_files_of_clients_takes_those_with_a_dot(path: Path) -> None:
    going = [script for script in scripts(read(path)) if re.search(r"/\*\.\w+", script)]
    assert [script for script in going if "shopt -s nullglob dotglob" not in script] == []
    assert bool(going) == (path.stem == "preview")


@each_file
def test_action_of_others_is_pinned_to_a_commit(path: Path) -> None:
    lines = [line.strip(" -") for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if line.startswith("uses:")]
    assert not [line for line in used if not _PINNED.fullmatch(line)]
    assert used or path not in GITHUB


@each_file
def test_script_holds_no_expression_and_no_secret_is_asked_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(scripts(read(path)))
    assert found
    for script in found:
        assert "${{" not in script, "whoever wrote the value would write the script"
        assert not re.search(r"\$\([A-Z]\w*\.\w+\)", script), "a macro is put into the script's text"
    assert "secrets." not in text
    assert "CLIENT_SECRET" not in text


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.name)
def test_step_stops_at_the_first_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name == "common.sh":
        assert "set -euo pipefail" in text
    else:
        assert text.startswith("#!/usr/bin/env bash\n")
        assert 'source "$(dirname "${BASH_SOURCE[0]}")/common.sh"' in text
    subprocess.run(["bash", "-n", str(path)], check=True)


def shellcheck(script: Path) -> str:
    """What shellcheck finds in a script of a shell, with what it sources."""
    done = subprocess.run(
        [str(checkers() / "shellcheck"), "--external-sources", "--source-path=SCRIPTDIR", str(script)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing_in_a_step(path: Path) -> None:
    assert shellcheck(path) == ""


def test_shellcheck_finds_nothing_in_the_script_that_grants(tmp_path: Path) -> None:
    script = tmp_path / "grant.sh"
    for purpose in Purpose:
        script.write_text(az.FORMAT.render(access(purpose)), encoding="utf-8")
        assert shellcheck(script) == ""


def test_steps_that_are_edited_on_windows_end_their_lines_as_a_shell_expects(tmp_path: Path) -> None:
    shutil.copy(PROJECT / ".gitattributes", tmp_path)
    for path in STEPS:
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    for path in STEPS:
        kept = subprocess.run(
            ["git", "cat-file", "blob", f":{path.name}"], cwd=tmp_path, check=True, capture_output=True
        )
        assert kept.stdout == path.read_bytes()


def test_shellcheck_finds_what_is_wrong(tmp_path: Path) -> None:
    script = tmp_path / "step.sh"
    script.write_text("#!/bin/sh\ncd $1\n", encoding="utf-8")
    assert "SC2086" in shellcheck(script)


def test_container_runs_without_root_and_is_given_nothing_secret() -> None:
    orders = [line.partition(" ")[::2] for line in CONTAINER.splitlines() if re.match("[A-Z]+ ", line)]
    last = dict(orders)
    user, group = map(int, last["USER"].split(":"))
    assert min(user, group) > 0
    assert [name for name, _ in orders].index("USER") > max(
        place for place, (name, _) in enumerate(orders) if name in {"RUN", "COPY"}
    )
    assert "ADD" not in last, "it fetches from anywhere"
    assert re.search(r"^ARG BASE=\S+:3\.\d+-slim-\w+$", CONTAINER, re.MULTILINE)
    assert [rest for name, rest in orders if name == "ARG"] == [last["ARG"]], (
        "an argument stays in the image's history"
    )
    assert last["VOLUME"] == "/state"
    assert "HOLDFAST_HOME=/state" in CONTAINER


def hadolint(recipe: str) -> str:
    """What hadolint finds in a container's recipe."""
    done = subprocess.run(
        [str(checkers() / "hadolint"), "--no-color", "-"],
        input=recipe,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_hadolint_finds_nothing_in_the_recipe() -> None:
    assert hadolint(CONTAINER) == ""


def test_hadolint_finds_what_is_wrong() -> None:
    assert "DL3002" in hadolint(CONTAINER.replace("USER 10001:10001", "USER root"))


def test_container_takes_what_there_is_and_all_that_the_package_is_made_of() -> None:
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINER, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert not [one for one in copied if not (PROJECT / one).exists()]
    assert not copied & {"clients", "tests", ".", ".venv"}
    made_of = re.findall(r'file = \["(.+?)"\]', (PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert made_of
    assert {*made_of, "pyproject.toml", "README.md", "LICENSE", "holdfast", "components"} <= copied


# What a pipeline installs


def pinned(text: str) -> dict[str, str]:
    """The version of each package, by its name as it is compared."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def lacking(lock: Mapping[str, str]) -> set[str]:
    """Whatever our packages bring with them here, in the versions that are installed, and the lock does not name."""
    builds = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"][
        "requires"
    ]
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").split()
    waiting, seen = [Requirement(one) for one in [*lines, *builds]], set[tuple[str, frozenset[str]]]()
    found = set()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if (name, frozenset(asked.extras)) in seen:
            continue
        seen.add((name, frozenset(asked.extras)))
        if name not in lock or not asked.specifier.contains(lock[name], prereleases=True):
            found.add(str(asked))
        for line in requires(name) or []:
            inner = Requirement(line)
            if inner.marker is None or any(
                inner.marker.evaluate({"extra": one}) for one in {"", *asked.extras}
            ):
                waiting.append(inner)
    return found


def test_pipelines_install_nothing_without_a_hash() -> None:
    text = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    entries = [one for one in re.split(r"\n(?=\S)", text.strip()) if not one.startswith("#")]
    lock, constraints = pinned(text), pinned((PROJECT / "constraints.txt").read_text(encoding="utf-8"))

    assert len(entries) == len(lock)
    assert [one for one in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", one)] == []
    assert {
        name: version for name, version in lock.items() if constraints.get(name, version) != version
    } == {}
    assert lacking(lock) == set(), "run `make lock`"
    assert lacking({name: version for name, version in lock.items() if name != "h11"}) != set()


@pytest.mark.parametrize("path", ["steps/install.sh", "container/Containerfile"])
def test_what_installs_asks_for_the_hashes(path: str) -> None:
    lines = [
        one for one in (PIPELINES / path).read_text(encoding="utf-8").splitlines() if "pip install" in one
    ]
    assert len(lines) == 2
    assert "--require-hashes --only-binary :all: -r requirements.lock" in lines[0]
    assert "--no-deps --no-build-isolation -e ." in lines[1]
