"""What a pull request and its merge start in `pipelines/`, their steps run by the shell with the real engine.

One sitting: what the engine has made in the first half is what the second half finds.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.jobs import AzureDevOpsJob, GitHubJob, with_pipelines
from tests.e2e.repository_api import PULL_REQUEST, RepositoryApi
from tests.e2e.scratch import PROGRAM, Scratch, need_engine
from tests.unit.notify.loopback import web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.jobs import Ran

pytestmark = pytest.mark.engine

MARK = "<!-- holdfast preview -->"
OF_THE_PULL_REQUEST = {
    "github.event.pull_request.number": str(PULL_REQUEST),
    "github.event.pull_request.head.repo.full_name": "contoso/tickets",
}


class Merge:
    """A repository whose pull request touches contoso's file, and what is started by it and by its merge."""

    def __init__(self, scratch: Scratch, api: RepositoryApi) -> None:
        self.scratch = scratch
        self.api = api
        with_pipelines(scratch)
        self._git("init", "--quiet", "--initial-branch=main")
        self._git("add", *PROGRAM)
        self._git("commit", "--quiet", "--message=base")
        self.merge("clients/Pulumi.contoso.yaml")

    def merge(self, touched: str) -> None:
        """Checks out what a pull request that touches this file would be merged into."""
        self._git("checkout", "--quiet", "-B", "change")
        with (self.scratch.project / touched).open("a", encoding="utf-8") as file:
            file.write("# touched\n")
        self._git("add", touched)
        self._git("commit", "--quiet", "--message=change")
        self._git("checkout", "--quiet", "main")
        self._git("merge", "--quiet", "--no-ff", "--message=merge", "change")
        self.api.newest = self._git("rev-parse", "HEAD")

    def preview_on_github(self, **known: str) -> Ran:
        subject = "repo:contoso/tickets:pull_request"
        job = GitHubJob(self.scratch, "preview.yml", subject, {**OF_THE_PULL_REQUEST, **known})
        return job.run(GITHUB_API_URL=self.api.server.url(""))

    def apply_on_github(self, commit: str = "") -> Ran:
        job = GitHubJob(self.scratch, "apply.yml", "repo:contoso/tickets:environment:holdfast-apply", {})
        return job.run(
            GITHUB_API_URL=self.api.server.url(""),
            GITHUB_REF_NAME="main",
            GITHUB_SHA=commit or self.api.newest,
        )

    def preview_in_azure_devops(self, *, fork: str = "False") -> Ran:
        job = AzureDevOpsJob(self.scratch, "preview.yml", "sc://acme/tenants/holdfast-reader")
        return job.run(
            SYSTEM_COLLECTIONURI=self.api.server.url("/acme/"),
            SYSTEM_TEAMPROJECTID="p1",
            BUILD_REPOSITORY_ID="r1",
            SYSTEM_PULLREQUEST_PULLREQUESTID=str(PULL_REQUEST),
            SYSTEM_PULLREQUEST_ISFORK=fork,
        )

    def apply_in_azure_devops(self, commit: str = "") -> Ran:
        job = AzureDevOpsJob(self.scratch, "apply.yml", "sc://acme/tenants/holdfast-writer")
        return job.run(
            SYSTEM_COLLECTIONURI=self.api.server.url("/acme/"),
            SYSTEM_TEAMPROJECTID="p1",
            BUILD_REPOSITORY_ID="r1",
            BUILD_SOURCEVERSION=commit or self.api.newest,
        )

    def _git(self, *arguments: str) -> str:
        someone = ("-c", "user.name=Somebody", "-c", "user.email=somebody@contoso.example")
        command = ["git", *someone, *arguments]
        done = subprocess.run(command, cwd=self.scratch.project, check=True, capture_output=True, text=True)
        return done.stdout.strip()


@pytest.fixture
def merge(tmp_path: Path) -> Iterator[Merge]:
    """A pull request of a client that was never hardened."""
    need_engine()
    with web() as server, Scratch(tmp_path / "scratch") as scratch:
        yield Merge(scratch, RepositoryApi(server))


def test_pull_request_is_previewed_in_one_comment_and_its_merge_applied_once(merge: Merge) -> None:
    scratch, api = merge.scratch, merge.api
    fork = merge.preview_on_github(**{"github.event.pull_request.head.repo.full_name": "mallory/tenants"})
    assert not fork.ran, "a stranger's program gets no token"
    assert not merge.preview_in_azure_devops(fork="True").ran
    api.say(f"{MARK}\nmine, and I can change it")

    previewed = merge.preview_on_github()

    assert previewed.code == 0, previewed.printed
    person, comment = api.of_pull_request
    assert "mine" in person["body"]
    assert comment["body"].startswith(MARK)
    assert "to be created" in comment["body"]
    assert not scratch.writes(), "a preview reads only"

    for apply in (merge.apply_on_github, merge.apply_in_azure_devops):
        older = apply(commit="0" * 40)
        assert older.code == ExitCode.NO_ANSWER
        assert [one for one in older.orders if "Older commit" in one]
    assert not scratch.writes(), "a commit that another one followed is not applied"

    applied = merge.apply_on_github()

    assert applied.code == 0, applied.printed
    assert applied.summary == "- `contoso`: as declared\n"
    last = scratch.log.last_id()
    assert scratch.writes()
    again = merge.apply_in_azure_devops()
    assert again.code == 0, again.printed
    assert again.summary == "- `contoso`: as declared\n"
    assert not scratch.writes(last), "there was nothing left to do"

    merge.merge("notes.md")
    api.threads.append({"id": 1, "comments": [{"id": 1, "content": f"{MARK} of an earlier push"}]})
    seen = merge.preview_in_azure_devops()
    assert seen.code == 0, seen.printed
    (thread,) = api.threads
    assert "No client: it changes nothing that decides." in thread["comments"][0]["content"]
    assert [method for method, _ in api.sent] == ["POST", "PATCH"]
