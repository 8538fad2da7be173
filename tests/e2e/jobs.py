"""Runs the jobs of `pipelines/` as GitHub Actions and Azure DevOps do, as far as they are used there.

Steps run in order, by the shell and with the variables that the service gives. What is not known here (an expression, a
task, an action) fails the test: nothing is passed over but the installation, which has a test of its own. What a step
prints is searched for orders as the services search it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.emulator import control
from holdfast.emulator.seeds.ids import client_id_of
from holdfast.emulator.signin.pipelines import AZURE_DEVOPS, GITHUB, Job
from holdfast.emulator.workplaces import start_job
from tests.e2e.scratch import CONTOSO, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.e2e.scratch import Scratch

TOKEN = "ghs_t0ken-of-the-run"
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_MACRO = re.compile(r"\$\(([\w.]+)\)")
_NOT_EQUAL = re.compile(r"ne\(variables\['(?P<name>[\w.]+)'\], '(?P<value>\w+)'\)")
_UNLESS_CANCELLED = "${{ !cancelled() }}"
_SECRET = {"TEAMS_WEBHOOK"}
"""Variables of the pipeline that no step has in its environment unless it asks for them."""
_SERVICE_CONNECTION = "00000000-0000-4000-8000-00000000c0de"


@dataclass
class Ran:
    """What a job left."""

    code: int = 0
    """Of the first step that failed."""
    ran: bool = True
    """Whether its condition let it run."""
    printed: str = ""
    summary: str = ""
    orders: list[str] = field(default_factory=list)
    """What the service took for orders in what was printed."""
    artifacts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Files by path, by name of the artifact."""
    test_results: list[str] = field(default_factory=list)
    """Files that the service shows as tests."""


def trust(scratch: Scratch, issuer: str, subject: str) -> dict[str, str]:
    """Registers a job's subject on contoso's application, and returns the variables of a job that is it."""
    connection = _SERVICE_CONNECTION if issuer == AZURE_DEVOPS else ""
    job = Job(issuer, subject, connection)
    registered = {
        "name": subject,
        "issuer": job.issuer_name,
        "subject": subject,
        "audiences": ["api://AzureADTokenExchange"],
    }
    control.add_federated_credential(scratch.tenants, CONTOSO, registered)
    return start_job(scratch.tenants, job)


class _Job:
    """What both services have in common."""

    def __init__(self, scratch: Scratch, file: str) -> None:
        self.scratch = scratch
        self.ran = Ran()
        self.text = (scratch.project / "pipelines" / file).read_text(encoding="utf-8")
        self.document: dict[str, Any] = yaml.safe_load(self.text)
        self.folder = scratch.folder / "job"
        self.folder.mkdir(exist_ok=True)

    def bash(self, script: str, options: tuple[str, ...], environment: Mapping[str, str]) -> str:
        """Runs one step and returns what it printed."""
        assert "${{" not in script, "an expression in a script is put into its text, whoever wrote it"
        path = self.folder / "step.sh"
        path.write_text(script, encoding="utf-8")
        left = self.scratch.run("bash", "--noprofile", "--norc", *options, str(path), **environment)
        self.ran.printed += left.all
        if left.code and not self.ran.code:
            self.ran.code = left.code
        return left.all

    def keep(self, name: str, folder: str, *, hidden: bool = True) -> None:
        """Keeps a folder of the project as an artifact, with the files that begin with a dot where it is asked to."""
        top = self.scratch.project / folder
        self.ran.artifacts[name] = {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in top.rglob("*")
            if path.is_file() and (hidden or not path.name.startswith("."))
        }


class GitHubJob(_Job):
    """The one job of a workflow of `pipelines/github/`.

    Args:
        scratch: holds the project, which is what is checked out.
        file: name of the workflow.
        subject: what the job's tokens say that it is.
        known: what expressions may name, by name; the rest is as on any runner.
    """

    def __init__(self, scratch: Scratch, file: str, subject: str, known: Mapping[str, str]) -> None:
        super().__init__(scratch, f"github/{file}")
        (self.job,) = self.document["jobs"].values()
        self.known = {
            "vars.HOLDFAST_READER": client_id_of(CONTOSO, "Holdfast"),
            "vars.HOLDFAST_WRITER": client_id_of(CONTOSO, "Holdfast"),
            "vars.HOLDFAST_STATE_TENANT": "",
            "vars.PULUMI_BACKEND_URL": "",
            "github.repository": "contoso/tickets",
            "github.token": TOKEN,
            "github.run_id": "4711",
            "github.run_attempt": "1",
            **known,
        }
        self.variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": self.known["github.repository"],
            "GITHUB_API_URL": "http://127.0.0.1:9",
            **trust(scratch, GITHUB, subject),
        }

    def run(self, **variables: str) -> Ran:
        """Runs the job with more variables of the runner."""
        assert self.job["permissions"].get("id-token") == "write", "without it there are no tokens to ask for"
        wanted = self.job.get("if")
        if wanted and not self._holds(wanted):
            return Ran(ran=False)
        self.variables |= {**variables, **self._evaluated(self.job.get("env", {}))}
        # What a step that did not run would have said is empty.
        self.known |= {f"steps.{one['id']}.outputs.code": "" for one in self.job["steps"] if "id" in one}
        for step in self.job["steps"]:
            self._step(step, self.known)
        return self.ran

    def _step(self, step: Mapping[str, Any], known: dict[str, str]) -> None:
        assert step.get("if", _UNLESS_CANCELLED) == _UNLESS_CANCELLED, step
        if self.ran.code and "if" not in step:
            return
        if "uses" in step:
            self._use(step["uses"].partition("@")[0], self._evaluated(step.get("with", {})))
            return
        files = {name: self.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        environment = {name: str(path) for name, path in files.items()}
        environment |= {**self.variables, **self._evaluated(step.get("env", {}), known)}
        printed = self.bash(step["run"], ("-eo", "pipefail"), environment)
        self.ran.orders += _orders_to_github(printed)
        self.ran.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step['id']}.outputs.{name}"] = value

    def _use(self, action: str, given: Mapping[str, str]) -> None:
        project = self.scratch.project
        if action == "./pipelines/github/action":
            described = yaml.safe_load((project / action / "action.yml").read_text(encoding="utf-8"))
            inputs = {name: one["default"] for name, one in described["inputs"].items()} | dict(given)
            known = {**self.known, **{f"inputs.{name}": value for name, value in inputs.items()}}
            for step in described["runs"]["steps"]:
                if step["id"] != "install":
                    self._step(step, known)
        elif action == "actions/upload-artifact":
            if (project / given["path"]).exists() or given["if-no-files-found"] == "error":
                self.keep(given["name"], given["path"], hidden=bool(given.get("include-hidden-files")))
                assert self.ran.artifacts[given["name"]] or given["if-no-files-found"] == "ignore"
        elif action == "actions/cache/save":
            assert (project / given["path"]).is_dir()
        else:
            assert action in {"actions/checkout", "actions/cache/restore"}, action

    def _evaluated(self, texts: Mapping[str, Any], known: Mapping[str, str] | None = None) -> dict[str, str]:
        values = self.known if known is None else known
        return {
            name: _EXPRESSION.sub(lambda found: values[found[1]], str(text)) for name, text in texts.items()
        }

    def _holds(self, condition: str) -> bool:
        found = _EXPRESSION.fullmatch(condition)
        assert found, condition
        left, right = found[1].split(" == ")
        return self.known[left] == self.known[right]


def _orders_to_github(printed: str) -> list[str]:
    """Returns what the runner obeys: a line that begins with `::` after blanks, and `##[` wherever it stands."""
    lines = re.split(r"[\r\n]+", printed)
    return [line.strip() for line in lines if line.lstrip().startswith("::") or "##[" in line]


class AzureDevOpsJob(_Job):
    """The one job of a pipeline of `pipelines/azure-devops/`.

    Args:
        scratch: holds the project, which is what is checked out.
        file: name of the pipeline.
        subject: what the tokens of its service connection say.
        before: artifacts of the newest run before this one; None where this is the first.
    """

    def __init__(
        self,
        scratch: Scratch,
        file: str,
        subject: str,
        before: Mapping[str, Mapping[str, bytes]] | None = None,
    ) -> None:
        super().__init__(scratch, f"azure-devops/{file}")
        self.before = before
        self.steps: list[dict[str, Any]] = list(_steps(self.document))
        given = trust(scratch, AZURE_DEVOPS, subject)
        self.values = {"System.AccessToken": given.pop("SYSTEM_ACCESSTOKEN"), "System.JobAttempt": "1"}
        self.connection = {
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": given.pop("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"),
            "AZURESUBSCRIPTION_CLIENT_ID": client_id_of(CONTOSO, "Holdfast"),
        }
        self.variables = {"TF_BUILD": "True", **given, **self.document.get("variables", {})}

    def run(self, **variables: str) -> Ran:
        """Runs the job with more variables of the agent, and secret ones of the pipeline, which are macros only."""
        self.values |= {name: value for name, value in variables.items() if name in _SECRET}
        self.variables |= {name: value for name, value in variables.items() if name not in _SECRET}
        if not self._holds():
            return Ran(ran=False)
        for step in self.steps:
            condition = step.get("condition", "succeeded()")
            assert condition in {"succeeded()", "succeededOrFailed()"}, condition
            if not self.ran.code or condition == "succeededOrFailed()":
                self._step(step)
        return self.ran

    def _holds(self) -> bool:
        """Whether the job's condition lets it run: one that names a variable of the run, which may be unset."""
        (job,) = self.document.get("jobs", [{}])
        if "condition" not in job:
            return True
        found = _NOT_EQUAL.fullmatch(job["condition"])
        assert found, job["condition"]
        value: str = self.variables.get(found["name"].upper().replace(".", "_"), "")
        return value.casefold() != found["value"].casefold()

    def _step(self, step: Mapping[str, Any]) -> None:
        environment = self.variables | {
            name: _MACRO.sub(lambda found: self.values.get(found[1], found[0]), str(text))
            for name, text in step.get("env", {}).items()
        }
        if "checkout" in step:
            for left in ("before", "told"):  # an agent of Microsoft's begins with nothing
                shutil.rmtree(self.scratch.project / left, ignore_errors=True)
            return
        if "install.sh" in step.get("bash", ""):
            return
        if "bash" in step:
            self._obey(self.bash(step["bash"], (), environment))
        elif "publish" in step:
            self.keep(step["artifact"].replace("$(System.JobAttempt)", "1"), step["publish"])
        elif step["task"] == "DownloadPipelineArtifact@2":
            self._download(step)
        elif step["task"] == "AzureCLI@2":
            assert (step["inputs"]["scriptType"], step["inputs"]["scriptLocation"]) == (
                "bash",
                "inlineScript",
            )
            self._obey(self.bash(step["inputs"]["inlineScript"], (), environment | self.connection))
        else:
            assert step["task"] == "PublishTestResults@2", step["task"]
            self.ran.test_results += map(str, self.scratch.project.glob(step["inputs"]["testResultsFiles"]))

    def _download(self, step: Mapping[str, Any]) -> None:
        """Puts what an earlier run kept where the step says, each artifact in a folder of its name."""
        given = step["inputs"]
        assert step["continueOnError"], "the first run has none before it"
        assert (given["source"], given["runVersion"]) == ("specific", "latestFromBranch")
        assert given["allowFailedBuilds"], "a run that found drift has failed"
        top, _, below = given["path"].partition("$(System.DefaultWorkingDirectory)/")
        assert not top, given["path"]
        for name, files in (self.before or {}).items():
            for path, content in files.items():
                if fnmatch(f"{name}/{path}", given["patterns"].replace("**", "*")):
                    target = self.scratch.project / below / name / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)

    def _obey(self, printed: str) -> None:
        """Does what the agent is told by what was printed: `##…[` is looked for in the whole of each line."""
        orders = [line[line.index("##") :] for line in printed.splitlines() if re.search(r"##(vso)?\[", line)]
        self.ran.orders += orders
        for order in orders:
            said, _, value = order.partition("]")
            if said.startswith("##vso[task.setvariable variable="):
                self.values[said.partition("=")[2]] = value
            if said == "##vso[task.uploadsummary":
                self.ran.summary += self._file(value)

    def _file(self, path: str) -> str:
        return (self.scratch.project / path).read_text(encoding="utf-8")


def _steps(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields the steps of the one job, which may be a deployment in a stage."""
    (stage,) = document.get("stages", [document])
    (job,) = stage["jobs"]
    yield from job["strategy"]["runOnce"]["deploy"]["steps"] if "deployment" in job else job["steps"]


def with_pipelines(scratch: Scratch) -> None:
    """Makes contoso the only client of a project that has the pipelines, and federation the only way to sign in."""
    shutil.copytree(REPOSITORY / "pipelines", scratch.project / "pipelines")
    (scratch.project / "clients" / "Pulumi.fabrikam.yaml").unlink()
    scratch.sign_in_by("federation")
