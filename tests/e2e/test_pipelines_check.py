"""The nightly check of `pipelines/`, its steps run by the shell against the embedded tenant, by federation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml

from holdfast.emulator import control
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.jobs import AzureDevOpsJob, GitHubJob, with_pipelines
from tests.e2e.repository_api import RepositoryApi
from tests.e2e.scratch import CONTOSO, Scratch
from tests.unit.notify.loopback import Answer, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.jobs import Ran
    from tests.unit.notify.loopback import Web

    Night = Callable[..., Ran]

SUBJECTS = {
    "github": "repo:contoso/tickets:ref:refs/heads/main",
    "azure-devops": "sc://acme/tenants/holdfast-reader",
}
OWN_ID = "0a000000-0000-4000-8000-00000000000a"
HOSTILE = "::add-mask::policy ##vso[task.setvariable variable=CODE]0"
KINDS = {"json", "sarif", "md", "xml"}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A project whose one client is as declared."""
    with Scratch(tmp_path_factory.mktemp("nights") / "scratch") as scratch:
        with_pipelines(scratch)
        scratch.apply()
        yield scratch


@pytest.fixture
def api() -> Iterator[RepositoryApi]:
    """The repository that tickets are written to."""
    with web() as server:
        yield RepositoryApi(server)


@pytest.fixture
def channel() -> Iterator[Web]:
    """The channel in Teams that a pipeline of Azure DevOps tells."""
    with web() as server:
        server.otherwise = lambda _: Answer(202, "")
        yield server


@pytest.fixture(params=["github", "azure-devops"])
def host(request: pytest.FixtureRequest) -> str:
    """Who runs the pipeline."""
    name: str = request.param
    return name


@pytest.fixture
def night(host: str, scratch: Scratch, api: RepositoryApi, channel: Web) -> Iterator[Night]:
    """Runs the check of one night; afterwards the tenant is as declared again."""
    before = scratch.rows("conditionalAccessPolicies")
    artifacts: dict[str, dict[str, bytes]] = {}

    def run(*, registered: bool = True) -> Ran:
        """Run the job whole; it finds what the one before it kept."""
        nonlocal artifacts
        subject = SUBJECTS[host]
        job = (
            GitHubJob(scratch, "drift.yml", subject, {})
            if host == "github"
            else AzureDevOpsJob(scratch, "drift.yml", subject, artifacts)
        )
        if not registered:
            control.forget_credentials(scratch.tenants, CONTOSO)
        ran = job.run(GITHUB_API_URL=api.server.url(""), TEAMS_WEBHOOK=channel.url())
        artifacts = ran.artifacts
        return ran

    yield run
    scratch.fault()
    put_policies(scratch, before)


def put_policies(scratch: Scratch, rows: list[dict[str, object]]) -> None:
    """Makes these the policies of the tenant."""
    tenants = TenantFolder(scratch.tenants)
    store = tenants.open(CONTOSO)
    for one in store.all("conditionalAccessPolicies"):
        store.delete("conditionalAccessPolicies", one["id"])
    for row in rows:
        store.put("conditionalAccessPolicies", str(row["id"]), row)
    tenants.close()


def results_of(ran: Ran) -> dict[str, bytes]:
    """The files of the one artifact that holds results."""
    (kept,) = [files for name, files in ran.artifacts.items() if name.startswith("drift-")]
    return kept


def test_client_as_declared_is_green(
    scratch: Scratch, host: str, night: Night, api: RepositoryApi, channel: Web
) -> None:
    before, since = set(scratch.project.rglob("*")), scratch.log.last_id()

    ran = night()

    assert ran.code == 0, ran.printed
    assert "1 client: 1 in sync" in ran.summary
    kept = results_of(ran)
    assert set(kept) == {f"clients/contoso.{kind}" for kind in KINDS} | {
        "summary.md",
        "summary.html",
        "summary.json",
    }
    assert bool(ran.test_results) == (host == "azure-devops")
    assert not [order for order in ran.orders if "error" in order]
    assert not (*api.issues, *channel.heard), "nothing happened that anybody has to be told"
    assert not scratch.writes(since)
    new = {path.relative_to(scratch.project).parts[0] for path in set(scratch.project.rglob("*")) - before}
    assert new <= {"results", "told", "before"}, "a container may have the project read-only"


def test_drift_is_red_with_results_and_summary_and_is_told_once(
    scratch: Scratch, host: str, night: Night, api: RepositoryApi, channel: Web
) -> None:
    rows = scratch.rows("conditionalAccessPolicies")
    put_policies(
        scratch,
        [*({**one, "state": "disabled"} for one in rows), {**rows[0], "id": OWN_ID, "displayName": HOSTILE}],
    )

    ran = night()

    assert ran.code == ExitCode.DRIFT, ran.printed
    assert "1 client: 1 with drift" in ran.summary
    kept = results_of(ran)
    assert json.loads(kept["clients/contoso.json"])["exitCode"] == ExitCode.DRIFT
    assert json.loads(kept["clients/contoso.sarif"])["version"] == "2.1.0"
    assert b"add-mask" in kept["clients/contoso.md"]
    assert JUnitXml.fromstring(kept["clients/contoso.xml"]).failures
    (told,) = [order for order in ran.orders if "error" in order]
    assert "t least one client is not as declared" in told
    if host == "github":
        assert "::add-mask::policy" in api.issues[0]["body"]
    else:
        (card,) = channel.heard
        assert "add-mask" in card.body.decode()
        assert "contoso.json" in ran.artifacts["told-1"]
    night()
    assert (len(api.issues), len(channel.heard)) == ((1, 0) if host == "github" else (0, 1)), "told once"
    assert not api.comments, "nobody is told the same twice"


def test_what_could_not_be_read_is_red_and_told_apart(scratch: Scratch, night: Night) -> None:
    scratch.fault({"route": "GET /identity/conditionalAccess/policies", "fault": "403"})

    ran = night()

    assert ran.code == ExitCode.NO_ANSWER, ran.printed
    assert [order for order in ran.orders if "o full answer" in order]
    kept = results_of(ran)
    assert json.loads(kept["clients/contoso.json"])["exitCode"] == ExitCode.NO_ANSWER
    assert JUnitXml.fromstring(kept["clients/contoso.xml"]).errors


def test_client_without_a_result_is_red_and_is_told_once(
    scratch: Scratch, night: Night, host: str, api: RepositoryApi, channel: Web
) -> None:
    broken = scratch.project / "clients" / "Pulumi.broken.yaml"
    broken.write_text("config: [\n")
    try:
        ran, again = night(), night()
    finally:
        broken.unlink()

    assert (ran.code, again.code) == (ExitCode.NO_ANSWER, ExitCode.NO_ANSWER), ran.printed
    assert "clients/broken.json" not in results_of(ran)
    assert (len(api.issues), len(channel.heard)) == ((1, 0) if host == "github" else (0, 1)), "told once"
    told = api.issues[0]["body"] if host == "github" else channel.heard[0].body.decode()
    assert "Client/broken" in told


def test_job_that_is_not_registered_is_red_with_a_summary(night: Night) -> None:
    ran = night(registered=False)

    assert ran.code == ExitCode.NO_ANSWER
    assert "AADSTS70021" in ran.printed, "it signed in by federation and by nothing else"
    assert "1 client: 1 not reached" in ran.summary
    kept = results_of(ran)
    assert json.loads(kept["clients/contoso.json"])["exitCode"] == ExitCode.NO_ANSWER
