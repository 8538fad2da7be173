"""The steps of `pipelines/steps/`, run by the shell with a stand-in of `holdfast` that says what it was asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

PIPELINES = Path(__file__).resolve().parents[3] / "pipelines"
STAND_IN = """#!/usr/bin/env bash
# Ends as the file of the client says that it is to end.
printf '%s\\n' "$*" >>asked
client=${@: -1}
case $1 in notify) client=$(basename "$3" .json) ;; esac
printf '%s\\n' "said of $client" "$SAYS"
exit "$(cat "ends/$client" 2>/dev/null || echo 0)"
"""


class Folder:
    """A project with clients, without Holdfast."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copytree(PIPELINES, path / "pipelines")
        for name in ("clients", "ends", ".venv/bin", "tools"):
            (path / name).mkdir(parents=True)
        self.program(".venv/bin/holdfast", STAND_IN)

    def program(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")
        (self.path / name).chmod(0o755)

    def client(self, name: str, ends: int = 0) -> Path:
        """Adds a client, for whom `holdfast` ends with this code."""
        path = self.path / "clients" / f"Pulumi.{name}.yaml"
        path.write_text("config: {}\n", encoding="utf-8")
        (self.path / "ends" / name).write_text(str(ends), encoding="utf-8")
        return path

    def run(self, step: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.shell(f'bash pipelines/steps/{step}.sh "$@"', *arguments, **variables)

    def shell(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.path / "tools"), os.environ["PATH"]])
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script, "step", *arguments],
            cwd=self.path,
            env={"PATH": path, "SAYS": "", **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self) -> list[str]:
        """What was asked of `holdfast`, or of another stand-in."""
        path = self.path / "asked"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def git(self, *arguments: str) -> None:
        someone = ("-c", "user.name=S", "-c", "user.email=s@contoso.example")
        subprocess.run(["git", *someone, *arguments], cwd=self.path, check=True, capture_output=True)

    def merged(self) -> None:
        """What is there now is what a pull request would merge into what was there at `git init`."""
        self.git("checkout", "-q", "-b", "change")
        self.git("add", "--all", "--force")
        self.git("commit", "-q", "-m", "change")
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-ff", "-m", "merge", "change")

    def begin(self) -> None:
        """The project as it is before the pull request."""
        self.git("init", "-q", "-b", "main")
        self.git("add", "--all", "--force")
        self.git("commit", "-q", "-m", "base")


@pytest.fixture(params=["plain", "a b's $(id) [c] *"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """A project in a folder of a plain name, and of one that a shell could take for more."""
    return Folder(tmp_path / request.param)


@pytest.mark.parametrize(
    "said",
    [
        "::error::x",
        "  \u00a0::add-mask::x",
        "a\r::set-output name=code::0",
        "a ##vso[task.setvariable variable=CODE]0",
        "##[error]x",
        "##\r##vso[task.complete result=Succeeded;]",
        "###vso[task.setvariable variable=CODE]0",
        "a #####[error]x",
    ],
)
def test_what_is_printed_gives_no_order(folder: Folder, said: str) -> None:
    folder.client("contoso", ends=1)

    left = folder.run("apply", SAYS=said)

    assert left.returncode == 1
    assert "x" in left.stdout or "CODE" in left.stdout or "code" in left.stdout or "complete" in left.stdout
    assert not [one for one in left.stdout.replace("\r", "\n").split("\n") if one.strip().startswith("::")]
    assert "##" not in left.stdout


def test_apply_goes_on_after_one_that_failed_and_ends_with_the_worst(folder: Folder) -> None:
    for name, ends in ((".z", 0), ("a", 1), ("b", 2), ("c c", 0), ("d", 137), ("e", 1)):
        folder.client(name, ends)

    left = folder.run("apply")

    assert left.returncode == 2
    assert folder.asked() == ["up -- .z", "up -- a", "up -- b", "up -- c c", "up -- d", "up -- e"]
    told = (folder.path / "applied.md").read_text(encoding="utf-8").splitlines()
    assert [line.partition(": ")[2].split(" ")[0].strip(",") for line in told] == [
        "as",
        "applied",
        "failed",
        "as",
        "failed",
        "applied",
    ]


@pytest.mark.parametrize(
    ("ends", "code"), [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 3), 2), ((124, 0), 2)]
)
def test_apply_tells_drift_and_failure_apart(folder: Folder, ends: tuple[int, int], code: int) -> None:
    for name, end in zip("ab", ends, strict=True):
        folder.client(name, end)
    assert folder.run("apply").returncode == code


@pytest.mark.parametrize("step", ["apply", "preview"])
def test_step_that_is_of_everybody_and_finds_nobody_is_no_green_one(folder: Folder, step: str) -> None:
    folder.begin()
    (folder.path / "requirements.txt").write_text("# touched\n")
    folder.merged()

    left = folder.run(step)

    assert (left.returncode, left.stderr) == (2, "clients/ has no file of a client\n")
    assert not folder.asked()


@pytest.mark.parametrize("step", ["apply", "drift", "notify", "preview"])
def test_step_works_in_its_project_wherever_it_is_called(folder: Folder, tmp_path: Path, step: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    for name in ("results", "preview", "told"):
        (elsewhere / name).mkdir(parents=True)
        (elsewhere / name / "of somebody else").write_text("")
    before = sorted(elsewhere.rglob("*"))
    folder.begin()
    folder.client("a")
    folder.merged()
    (folder.path / "results").mkdir()
    (folder.path / "results" / "summary.json").write_text("{}")

    left = folder.shell(f'cd "$1"; bash "$2/pipelines/steps/{step}.sh"', str(elsewhere), str(folder.path))

    assert left.returncode == 0, left.stderr
    assert len(folder.asked()) == 1
    assert sorted(elsewhere.rglob("*")) == before


def test_preview_of_a_project_within_a_repository_goes_by_what_is_in_it(folder: Folder) -> None:
    whole = Folder(folder.path / "infra")
    whole.client("a")
    whole.client("b")
    folder.begin()
    (whole.path / "clients" / "Pulumi.a.yaml").write_text("# touched\n")
    (folder.path / "elsewhere.txt").write_text("")
    folder.merged()

    assert whole.run("preview").returncode == 0
    assert whole.asked() == ["preview -- a"]


@pytest.mark.parametrize("step", ["apply", "preview"])
@pytest.mark.parametrize("ending", ["yml", "YAML", "json"])
def test_client_whose_file_ends_otherwise_is_not_passed_over(folder: Folder, step: str, ending: str) -> None:
    folder.begin()
    for name in ("a", "b", "c"):
        folder.client(name, ends=2 if name == "b" else 0)
    odd = folder.path / "clients" / "Pulumi.b.yaml"
    odd.rename(odd.with_suffix(f".{ending}"))
    for name in (f"Pulumi.a.{ending}", "Pulumi.a.yaml.bak", f"notes.{ending}"):
        (odd.parent / name).write_text("")
    folder.merged()

    assert folder.run(step).returncode == 2
    asked = "up" if step == "apply" else "preview"
    assert folder.asked() == [f"{asked} -- {name}" for name in ("a", "b", "c")]


@pytest.mark.parametrize("step", ["apply", "preview"])
def test_client_whose_file_is_a_link_that_leads_nowhere_is_not_passed_over(folder: Folder, step: str) -> None:
    folder.client("b", ends=2)
    folder.begin()
    folder.client("a")
    odd = folder.path / "clients" / "Pulumi.b.yaml"
    odd.unlink()
    odd.symlink_to("nowhere")
    folder.merged()

    assert folder.run(step).returncode == 2
    asked = "up" if step == "apply" else "preview"
    assert folder.asked() == [f"{asked} -- a", f"{asked} -- b"]


@pytest.mark.parametrize("step", ["apply", "preview"])
@pytest.mark.parametrize("order", ["a\n::add-mask::x", "a ###vso[task.complete result=Succeeded;]"])
def test_name_of_a_client_gives_no_order(folder: Folder, step: str, order: str) -> None:
    folder.begin()
    folder.client(order)
    folder.merged()

    said = folder.run(step).stdout

    assert not [line for line in said.splitlines() if line.startswith("::") or "##" in line], said


@pytest.mark.parametrize("name", ["a`b` @all [x](y)", "a\n# b", "`", "<b>"])
def test_name_of_a_client_is_text_in_the_summary_of_an_apply(folder: Folder, name: str) -> None:
    folder.client(name)
    folder.run("apply")
    tokens = MarkdownIt("commonmark", {"html": True}).parse((folder.path / "applied.md").read_text("utf-8"))
    assert {one.type for one in tokens if one.nesting == 1} == {
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
    }
    (inline,) = [one for one in tokens if one.type == "inline"]
    assert [one.type for one in inline.children or ()] == ["code_inline", "text"]


@pytest.mark.parametrize("signal", ["INT", "TERM"])
def test_apply_that_is_cancelled_ends_whom_it_is_at_and_begins_nobody_else(
    folder: Folder, signal: str
) -> None:
    for name in "abc":
        folder.client(name)
    ending = f'[ "$3" != a ] || kill -{signal} "$(cat running)"'
    folder.program(".venv/bin/holdfast", f"{STAND_IN.replace('exit', f'{ending}; sleep 0.2; exit')}")

    left = folder.shell("echo $$ >running; exec bash pipelines/steps/apply.sh")

    assert left.returncode == 2
    assert folder.asked() == ["up -- a"]
    told = (folder.path / "applied.md").read_text(encoding="utf-8").splitlines()
    ended = "not begun, because the run was ended"
    assert told == ["- `a`: as declared", f"- `b`: {ended}", f"- `c`: {ended}"]


def test_apply_of_who_is_named_is_of_nobody_else(folder: Folder) -> None:
    for name in ("a", "b", "-c"):
        folder.client(name)
    assert folder.run("apply", "-c", "b").returncode == 0
    assert folder.asked() == ["up -- -c", "up -- b"]


def test_check_without_an_answer_has_a_summary_and_nothing_of_the_last_one(folder: Folder) -> None:
    (folder.path / "results" / "clients").mkdir(parents=True)
    (folder.path / "results" / "clients" / "gone.json").write_text("{}")
    folder.program(".venv/bin/holdfast", "#!/bin/sh\nexit 2\n")

    assert folder.run("drift").returncode == 2

    kept = [path.name for path in (folder.path / "results").rglob("*") if path.is_file()]
    assert kept == ["summary.md"]
    assert "no answer (exit code 2)" in (folder.path / "results" / "summary.md").read_text()


def test_check_is_of_everybody_unless_somebody_is_named(folder: Folder) -> None:
    folder.run("drift")
    folder.run("drift", "--group", "gold", "--fail-on", "high")
    every, gold = folder.asked()
    assert every.startswith("drift --all --output json=results/clients/{client}.json --output sarif=")
    assert gold.startswith("drift --group gold --fail-on high --output json=")


def test_everybody_is_told_of_every_client_though_one_could_not_be(folder: Folder) -> None:
    without = folder.run("notify", "--to", "x=env:X")
    assert (without.returncode, "results/summary.json" in without.stderr) == (2, True)
    assert (folder.path / "told").is_dir()
    (folder.path / "results" / "clients").mkdir(parents=True)
    (folder.path / "results" / "summary.json").write_text("[]")
    for name, ends in ((".h", 0), ("a b", 2), ("c", 0)):
        (folder.path / "results" / "clients" / f"{name}.json").write_text("{}")
        (folder.path / "ends" / name).write_text(str(ends))

    assert folder.run("notify", "--to", "x=env:X").returncode == 2

    assert sorted(folder.asked()) == sorted(
        f"notify --from results/{result}.json --memory told/{memory} --to x=env:X"
        for result, memory in (
            *((f"clients/{one}", f"{one}.json") for one in (".h", "a b", "c")),
            ("summary", "not-reached"),
        )
    )


@pytest.mark.parametrize(
    ("touched", "previewed"),
    [
        (["clients/Pulumi.a b.yaml"], ["a b"]),
        (["clients/Pulumi.c.yaml", "docs/x.md", "pipelines/steps/x.sh"], ["c"]),
        (["clients/Pulumi.c.yaml", "components/x.py"], ["a b", "c"]),
        (["requirements.txt"], ["a b", "c"]),
        (["clients/Pulumi.d/e.yaml"], ["a b", "c"]),
        (["README.md", ".github/workflows/x.yml"], []),
        (["clients/Pulumi.new\nline.yaml"], ["new\nline"]),
    ],
)
def test_preview_is_of_whom_the_pull_request_can_change(
    folder: Folder, touched: list[str], previewed: list[str]
) -> None:
    folder.client("a b")
    folder.client("c")
    folder.begin()
    for name in touched:
        path = folder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# touched\n")
    folder.merged()

    left = folder.run("preview")

    assert left.returncode == 0, left.stderr
    assert "\n".join(folder.asked()) == "\n".join(f"preview -- {name}" for name in previewed)
    assert sorted(path.stem for path in (folder.path / "preview").iterdir()) == previewed
    for name in previewed:
        assert (folder.path / "preview" / f"{name}.txt").read_text().startswith(f"said of {name}")


def test_preview_that_fails_is_told_and_the_others_are_shown(folder: Folder) -> None:
    gone = folder.client("gone")
    folder.begin()
    gone.unlink()
    folder.client("a", ends=2)
    folder.client("b")
    folder.merged()

    left = folder.run("preview")

    assert left.returncode == 2
    shown = {path.stem: path.read_text() for path in (folder.path / "preview").iterdir()}
    assert shown["a"].endswith("No full preview (exit code 2).\n")
    assert "No full preview" not in shown["b"]
    assert "holdfast destroy" in shown["gone"]


@pytest.mark.parametrize(
    "beside", ["baselines/core/9.9.9.yaml", "requirements.txt", "clients/Pulumi.x/y.yaml"]
)
def test_client_whose_file_goes_is_told_whatever_else_is_touched(folder: Folder, beside: str) -> None:
    gone, _ = folder.client("gone"), folder.client("stays")
    folder.begin()
    gone.unlink()
    path = folder.path / beside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# touched\n")
    folder.merged()

    assert folder.run("preview").returncode == 0

    shown = {path.stem: path.read_text() for path in (folder.path / "preview").iterdir()}
    assert sorted(shown) == ["gone", "stays"]
    assert "holdfast destroy" in shown["gone"]


def test_preview_of_what_is_no_merge_is_no_green_one(folder: Folder) -> None:
    folder.client("a")
    folder.begin()
    left = folder.run("preview")
    assert left.returncode != 0
    assert not folder.asked()


def test_installation_is_of_the_files_that_the_lock_names(folder: Folder) -> None:
    folder.program("tools/python3", '#!/bin/sh\necho "python3 $*" >>asked\n')
    python = (
        '#!/bin/sh\necho "python $*" >>asked\n'
        'case "$*" in *holdfast.engine) echo "Pulumi engine 3.1 (downloaded): $PWD/tools/pulumi" ;;\n'
        "-c*) echo 6.11.1 ;; esac\n"
    )
    folder.program(".venv/bin/python", python)
    folder.program("tools/pulumi", '#!/bin/sh\necho "pulumi $*" >>asked\n')

    assert folder.run("install").returncode == 0
    made, *pip = folder.asked()[1:]
    assert made == "python3 -m venv .venv"
    packages, checkout = pip
    assert packages.endswith("--require-hashes --only-binary :all: -r requirements.lock")
    assert checkout.endswith("--no-deps --no-build-isolation -e ."), "nothing is fetched without a hash"

    assert folder.run("install", "engine").returncode == 0
    assert folder.asked()[-1] == "pulumi plugin install resource azuread 6.11.1"

    folder.program("tools/python3", "#!/bin/sh\necho Python 3.9.2\ncase $1 in -c) exit 1 ;; esac\n")
    refused = folder.run("install")
    assert refused.returncode == 2
    assert "Python 3.11 or newer is needed, and python3 is Python 3.9.2" in refused.stderr


def test_job_signs_in_to_where_the_state_is_by_federation_and_only_if_asked(folder: Folder) -> None:
    action = yaml.safe_load((PIPELINES / "github" / "action" / "action.yml").read_text(encoding="utf-8"))
    (script,) = [one["run"] for one in action["runs"]["steps"] if one["id"] == "state"]
    folder.program("tools/curl", '#!/bin/sh\necho "curl $*" >>asked\ncat answer\n')
    folder.program("tools/az", '#!/bin/sh\necho "az $*" >>asked\n')
    (folder.path / "answer").write_text('{"count": 1, "value": "eyJ.of.job"}')
    job = {
        "ACTIONS_ID_TOKEN_REQUEST_URL": "https://issuer.example/token?api-version=2.0",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "r3quest",
        "AZURE_CLIENT_ID": "c1",
    }

    assert folder.shell(script, STATE_TENANT="", **job).returncode == 0
    assert not folder.asked()

    left = folder.shell(script, STATE_TENANT="consultant.example", **job)
    assert left.returncode == 0, left.stderr
    asked, signed_in = folder.asked()
    assert asked.endswith("https://issuer.example/token?api-version=2.0&audience=api://AzureADTokenExchange")
    assert "--username c1 --tenant consultant.example --federated-token eyJ.of.job" in signed_in
    assert left.stdout == "::add-mask::eyJ.of.job\n"

    (folder.path / "answer").write_text('{"message": "no"}')
    assert folder.shell(script, STATE_TENANT="consultant.example", **job).returncode != 0
    assert len(folder.asked()) == 3, "without a token nobody signs in"
