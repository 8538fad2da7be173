"""The real engine with our language host, on a small project of its own: by hand and by the Automation API.

The project has a provider whose whole world is one JSON file, so that drift, repair and import can be seen.
What it does not prove: anything about Holdfast's own provider, controls or embedded tenant.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from holdfast.engine import DEMO_SALT, Engine, ensure_stack, environment, find_engine
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi.automation import Stack

pytestmark = pytest.mark.engine

REPOSITORY = Path(__file__).resolve().parents[2]
CLIENT = f"""\
# what a person wrote stays as it is
config:
  holdfast:greeting:   "hi"

encryptionsalt: {DEMO_SALT}
"""
PROGRAM = """\
import pulumi
from parts import Folder

Folder("one", "keep")
print("hello from the program")
pulumi.export("greeting", pulumi.Config().get("greeting"))
pulumi.export("hidden", pulumi.Output.secret("hush"))
"""
PARTS = """\
import pulumi


class Note(pulumi.CustomResource):
    def __init__(self, name, text, opts=None):
        super().__init__("notes:index:Note", name, {"text": text}, opts)


class Folder(pulumi.ComponentResource):
    def __init__(self, name, text, opts=None):
        super().__init__("test:index:Folder", name, None, opts)
        Note(f"{name}-note", text, pulumi.ResourceOptions(parent=self))
        self.register_outputs({})
"""
PROVIDER = """\
#!{python}
import json, os, pathlib, sys
from pulumi.provider.experimental import provider as p, server
from pulumi.provider.experimental.property_value import PropertyValue

WORLD = pathlib.Path({world!r})
TEXT = {{"text": {{"type": "string"}}}}
NOTE = {{"inputProperties": TEXT, "requiredInputs": ["text"], "properties": TEXT, "required": ["text"]}}
SCHEMA = {{"name": "notes", "version": "1.0.0", "resources": {{"notes:index:Note": NOTE}}}}


def load():
    return json.loads(WORLD.read_text())


def put(key, properties):
    WORLD.write_text(json.dumps({{**load(), key: properties["text"].value}}))


class Notes(p.Provider):
    async def get_schema(self, request):
        return p.GetSchemaResponse(schema=json.dumps(SCHEMA))

    async def check_config(self, request):
        return p.CheckResponse(inputs=request.new_inputs)

    async def configure(self, request):
        return p.ConfigureResponse(supports_preview=True)

    async def check(self, request):
        return p.CheckResponse(inputs=request.new_inputs)

    async def diff(self, request):
        return p.DiffResponse(changes=request.old_state["text"].value != request.new_inputs["text"].value)

    async def create(self, request):
        key = f"n{{len(load()) + 1}}"
        if not request.preview:
            put(key, request.properties)
        return p.CreateResponse(resource_id=key, properties=request.properties)

    async def read(self, request):
        text = load().get(request.resource_id)
        if text is None:
            return p.ReadResponse(resource_id="")
        now = {{"text": PropertyValue(text)}}
        return p.ReadResponse(resource_id=request.resource_id, properties=now, inputs=now)

    async def update(self, request):
        if not request.preview:
            put(request.resource_id, request.news)
        return p.UpdateResponse(properties=request.news)

    async def delete(self, request):
        WORLD.write_text(json.dumps({{k: v for k, v in load().items() if k != request.resource_id}}))


server.main(sys.argv[1:], "1.0.0", Notes())
"""


@dataclass(frozen=True, slots=True)
class Project:
    """A Pulumi project in a folder of its own, with its stack made."""

    folder: Path
    engine: Engine
    variables: dict[str, str]
    world: Path

    def pulumi(self, *arguments: str, code: int = 0) -> str:
        """Runs the command line as a person would and returns all it prints; the exit code must be `code`."""
        done = subprocess.run(
            ["pulumi", *arguments],
            cwd=self.folder,
            env={**os.environ, **self.variables},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        printed = done.stdout + done.stderr
        assert done.returncode == code, printed
        return printed

    def notes(self) -> dict[str, str]:
        """Returns the provider's world: text by id."""
        loaded: dict[str, str] = json.loads(self.world.read_text())
        return loaded

    def write_program(self, text: str) -> None:
        """Replaces the program."""
        (self.folder / "__main__.py").write_text(text)

    def client_file(self) -> str:
        """Returns the client's file as it is now."""
        return (self.folder / "clients" / "Pulumi.contoso.yaml").read_text()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine of this machine; without one these tests are skipped, and say so."""
    try:
        return find_engine(make=False)
    except EngineError as error:
        pytest.skip(str(error))


@pytest.fixture
def project(tmp_path: Path, engine: Engine) -> Project:
    """The small project, with the repository's own settings but for the plugin."""
    world = tmp_path / "world.json"
    world.write_text("{}")
    settings = yaml.safe_load((REPOSITORY / "Pulumi.yaml").read_text())
    settings["plugins"]["providers"] = [{"name": "notes", "path": "plugin"}]
    folder = tmp_path / "a project"
    for name, text in {
        "Pulumi.yaml": yaml.safe_dump(settings),
        "__main__.py": PROGRAM,
        "parts.py": PARTS,
        "clients/Pulumi.contoso.yaml": CLIENT,
        "plugin/pulumi-resource-notes": PROVIDER.format(python=sys.executable, world=str(world)),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "plugin" / "pulumi-resource-notes").chmod(0o755)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    variables = {
        **environment(engine, folder, embedded=True, stack="contoso"),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_OPTION_COLOR": "never",
    }
    ensure_stack(engine, folder, "contoso", variables, folder)
    return Project(folder=folder, engine=engine, variables=variables, world=world)


def test_stack_is_there_and_the_clients_file_as_it_was(project: Project) -> None:
    assert "contoso*" in project.pulumi("stack", "ls")
    assert project.client_file() == CLIENT


def test_by_hand_all_the_way_leaves_the_clients_file_as_it_was(project: Project) -> None:
    printed = project.pulumi("preview")
    assert "+ 3 to create" in printed
    assert "warning" not in printed
    assert project.notes() == {}

    assert "hello from the program" in project.pulumi("up", "--yes")
    assert project.notes() == {"n1": "keep"}
    project.pulumi("up", "--yes", "--expect-no-changes")
    project.pulumi("refresh", "--preview-only", "--expect-no-changes")
    assert "hush" in project.pulumi("stack", "output", "hidden", "--show-secrets")

    project.world.write_text(json.dumps({"n1": "tampered", "n7": "found there"}))
    project.pulumi("refresh", "--preview-only", "--expect-no-changes", code=7)
    assert "~ 1 to update" in project.pulumi("preview")
    project.pulumi("up", "--yes")
    assert project.notes() == {"n1": "keep", "n7": "found there"}

    printed = project.pulumi("import", "notes:index:Note", "found", "n7", "--yes", "--protect=false")
    assert 'found = notes.Note(\n    "found",\n    text="found there",\n)' in printed

    project.pulumi("destroy", "--yes")
    assert project.notes() == {}
    project.pulumi("stack", "rm", "--yes", "contoso")
    assert project.client_file() == CLIENT


def test_about_names_interpreter_and_packages(project: Project) -> None:
    printed = project.pulumi("about")

    assert f"executable='{project.folder / '.venv' / 'bin' / 'python'}'" in printed.replace("\n", "")
    assert "ruff" in printed
    assert "warning" not in printed
    assert '"name": "notes"' in project.pulumi("package", "get-schema", "./plugin/pulumi-resource-notes")


@pytest.fixture
def stack(project: Project, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """The same stack through the Automation API."""
    from pulumi.automation import LocalWorkspaceOptions, PulumiCommand, select_stack

    for name, value in project.variables.items():
        monkeypatch.setenv(name, value)
    options = LocalWorkspaceOptions(pulumi_command=PulumiCommand(root=str(project.engine.bin.parent)))
    return select_stack("contoso", work_dir=str(project.folder), opts=options)


def test_both_doors_lead_to_one_state(project: Project, stack: Stack) -> None:
    assert stack.preview().change_summary == {"create": 3}
    done = stack.up()
    assert done.outputs["greeting"].value == "hi"
    assert done.outputs["hidden"].secret
    assert "warning" not in done.stdout + done.stderr

    project.pulumi("up", "--yes", "--expect-no-changes")
    project.world.write_text('{"n1": "tampered"}')
    assert stack.preview().change_summary == {"same": 2, "update": 1}
    stack.refresh()
    project.pulumi("up", "--yes")
    assert project.notes() == {"n1": "keep"}
    stack.up(expect_no_changes=True)
    stack.destroy()

    assert project.notes() == {}
    assert project.client_file() == CLIENT


@pytest.mark.parametrize(
    ("program", "shown", "hidden"),
    [
        (
            "import pulumi\nraise pulumi.RunError('The tenant is missing.')\n",
            "error: The tenant is missing.\n",
            "Traceback",
        ),
        (
            "class OwnError(Exception):\n    slug = 'x'\nraise OwnError('Name the tenant. [x]')\n",
            "error: Name the tenant. [x]\n",
            "Traceback",
        ),
        ("import parts\nparts.Folder()\n", '__main__.py", line 2, in <module>', "language_host.py"),
        ("x = (\n", "SyntaxError", "language_host.py"),
        ("import sys\nsys.exit(3)\n", "Program exited with non-zero exit code: 3", "Traceback"),
        (
            "import pulumi\npulumi.Output.from_input(1).apply(lambda x: x / 0)\n",
            "ZeroDivisionError: division by zero",
            "python inline source",
        ),
    ],
)
def test_error_of_the_program_is_shown_once(project: Project, program: str, shown: str, hidden: str) -> None:
    project.write_program(program)

    printed = project.pulumi("preview", code=1)

    diagnostics = printed[printed.index("Diagnostics:") :]
    assert diagnostics.count(shown) == 1
    assert hidden not in diagnostics


def test_update_runs_the_program_afresh_after_the_preview(project: Project) -> None:
    project.write_program(
        "import parts, pulumi\n"
        "parts.count = getattr(parts, 'count', 0) + 1\n"
        "pulumi.export('count', parts.count)\n"
        "pulumi.export('previewing', pulumi.runtime.is_dry_run())\n"
    )

    project.pulumi("up", "--yes")

    assert json.loads(project.pulumi("stack", "output", "--json")) == {"count": 1, "previewing": False}


@pytest.fixture
def sleeping(project: Project) -> Callable[[], subprocess.Popen[str]]:
    """Starts `pulumi up` on a program that sleeps, and returns once it does."""
    project.write_program("import os, time\nprint('process', os.getpid(), flush=True)\ntime.sleep(60)\n")

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["pulumi", "up", "--yes", "--skip-preview"],
            cwd=project.folder,
            env={**os.environ, **project.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_language_host_ends_quietly_with_its_engine(
    sleeping: Callable[[], subprocess.Popen[str]], number: signal.Signals
) -> None:
    with sleeping() as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "process" in line)
        host = int(line.split()[-1])

        process.send_signal(number)
        printed = process.stdout.read()

    assert "Traceback" not in printed
    assert wait_until_gone(host, seconds=900)


def wait_until_gone(process: int, seconds: float) -> bool:
    """Tells whether a process ends within this time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
