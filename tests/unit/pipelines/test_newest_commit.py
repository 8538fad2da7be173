"""Only the newest commit of the branch is applied, whoever starts a run of another: run by the shell, as jobs do it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.unit.pipelines.test_steps import PIPELINES, Folder

if TYPE_CHECKING:
    from pathlib import Path

NEWEST, OLDER = "a" * 40, "b" * 40
GITHUB = {
    "GITHUB_API_URL": "https://api.example",
    "GITHUB_REPOSITORY": "contoso/tenants",
    "GITHUB_REF_NAME": "main",
    "GITHUB_TOKEN": "t0ken",
}
AZURE_DEVOPS = {
    "SYSTEM_COLLECTIONURI": "https://dev.example/acme/",
    "SYSTEM_TEAMPROJECTID": "p1",
    "BUILD_REPOSITORY_ID": "r1",
    "SYSTEM_ACCESSTOKEN": "t0ken",
}
TOLD = {
    "github": {"object": {"sha": NEWEST}},
    "azure-devops": {
        "value": [
            {"name": "refs/heads/main-2", "objectId": OLDER},
            {"name": "refs/heads/main", "objectId": NEWEST},
        ]
    },
}
SERVICES = pytest.mark.parametrize("service", TOLD)


def first_step(service: str) -> str:
    """The first step of the apply, which says nothing of tenants and installs nothing."""
    document = yaml.safe_load((PIPELINES / service / "apply.yml").read_text(encoding="utf-8"))
    if service == "github":
        return str(document["jobs"]["apply"]["steps"][0]["run"])
    (job,) = document["stages"][0]["jobs"]
    return str(job["strategy"]["runOnce"]["deploy"]["steps"][0]["bash"])


def run(path: Path, service: str, commit: str, answer: str, *, ends: int = 0) -> tuple[int, str, list[str]]:
    """The exit code of the step, all that it printed, and what it asked."""
    folder = Folder(path)
    (path / "answer").write_text(answer, encoding="utf-8")
    curl = f"#!/usr/bin/env bash\nprintf '%s\\n' \"$@\" >>asked\ncat answer\nexit {ends}\n"
    folder.program("tools/curl", curl)
    if service == "github":
        done = folder.shell(first_step(service), **GITHUB, GITHUB_SHA=commit)
    else:
        # Azure DevOps runs a script without the options by which it would stop at what fails.
        (path / "step.sh").write_text(first_step(service), encoding="utf-8")
        done = folder.shell(
            "exec bash --noprofile --norc step.sh", **AZURE_DEVOPS, BUILD_SOURCEVERSION=commit
        )
    return done.returncode, done.stdout + done.stderr, folder.asked()


@SERVICES
def test_newest_commit_goes_on(service: str, tmp_path: Path) -> None:
    code, printed, asked = run(tmp_path, service, NEWEST, json.dumps(TOLD[service]))

    assert (code, printed) == (0, "")
    assert "Authorization: Bearer t0ken" in asked
    assert asked[-1].startswith("https://")


@SERVICES
def test_any_other_is_refused_and_the_newest_named(service: str, tmp_path: Path) -> None:
    code, printed, _ = run(tmp_path, service, OLDER, json.dumps(TOLD[service]))

    assert code == 2
    assert "Older commit" in printed
    assert NEWEST in printed
    assert "t0ken" not in printed


@SERVICES
@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "<html>", '{"value": []}', '{"object": {"sha": null}}']
)
def test_what_nobody_says_is_not_the_newest(service: str, answer: str, tmp_path: Path) -> None:
    code, _, _ = run(tmp_path, service, NEWEST, answer)

    assert code != 0


@SERVICES
def test_api_that_refuses_lets_nothing_through(service: str, tmp_path: Path) -> None:
    code, _, _ = run(tmp_path, service, NEWEST, json.dumps(TOLD[service]), ends=22)

    assert code != 0
