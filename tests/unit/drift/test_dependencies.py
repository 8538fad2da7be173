"""A recording is used again only while everything is as it was that the program read, found or looked for."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.dependencies import (
    ABSENT,
    FILE,
    FOLDER,
    OTHER,
    Dependencies,
    Disk,
    digest_of_file,
    digest_of_names,
    facts_at,
    kind_at,
    names_in,
    seen_variables,
    signature_of,
)
from holdfast.drift.moments import asks_the_moment
from holdfast.drift.record_process import record_apart
from holdfast.model.errors import HoldfastError, RecordingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROJECT = Path(__file__).parents[3]
TODAY = date(2026, 11, 25)
PROGRAM = """
import csv, glob, json, os, sqlite3, sys
from pathlib import Path
import pulumi_azuread as azuread
import own_package.inner
import linked_package
import tests.of_the_program
from docs import settings
sys.path.insert(0, str(Path(__file__).parent / "libraries"))
import from_libraries

here = Path(__file__).parent
names = [json.loads((here / "data/names.json").read_text())["name"]]
names += open("data/relative.txt").read().split()
names += [row[0] for row in csv.reader(open(here / "linked.csv"))]
names += [Path(one).stem for one in glob.glob("listed/*.txt")]
names += [entry.name for entry in os.scandir(here / "scanned")]
names += ["optional" for path in ["data/optional.json"] if Path(path).exists()]
try:
    names.append((here / "data/may-be-missing.txt").read_text())
except FileNotFoundError:
    names.append("missing")
names.append(os.environ.get("HOLDFAST_PROGRAM_REGION", "no region"))
names.append("link " + os.readlink(here / "pointer").rpartition("/")[2])
names.append(f"size {os.stat('data/sized').st_size} {os.path.getsize(here / 'data/measured')}")
names.append("entries " + str(sum(entry.stat().st_size for entry in os.scandir("weighed"))))
names.append("walked " + str(sorted(folder for folder, _, _ in os.walk("walked"))))
(here / "written.txt").write_text("what the program writes is not what it depends on")
for name in names:
    azuread.Group(name, display_name=name, security_enabled=True)
"""
CLIENT = """
config:
  holdfast:tenant: acme.onmicrosoft.com
  holdfast:cloud: embedded
  holdfast:baseline: core@1.0.0
"""
BASELINE = """
baseline: core
version: 1.0.0
controls:
  entra.security_defaults_settled:
    enabled: true
"""
FILES = {
    "project/__main__.py": PROGRAM,
    "project/clients/Pulumi.acme.yaml": CLIENT,
    "project/baselines/core/1.0.0.yaml": BASELINE,
    "project/own_package/__init__.py": "",
    "project/own_package/inner.py": "",
    "project/tests/__init__.py": "",
    "project/tests/of_the_program.py": "",
    "project/docs/settings.py": "",
    "project/libraries/from_libraries.py": "",
    "project/data/names.json": '{"name": "json"}',
    "project/data/relative.txt": "relative",
    "project/listed/one.txt": "",
    "project/scanned/two": "",
    "project/data/sized": "12",
    "project/data/measured": "123",
    "project/weighed/one": "1",
    "project/walked/inner": "",
    "elsewhere/linked_package/__init__.py": "",
    "elsewhere/first.csv": "linked",
    "elsewhere/second.csv": "linked",
}


@dataclass(frozen=True)
class Recorded:
    folder: Path
    dependencies: Dependencies

    def unchanged(self, **variables: str) -> bool:
        return self.dependencies.unchanged({**os.environ, **variables}, Disk())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A project whose program depends on everything that a program can depend on, recorded."""
    folder = tmp_path_factory.mktemp("recorded")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "project/linked_package").symlink_to(folder / "elsewhere/linked_package")
    (folder / "project/linked.csv").symlink_to(folder / "elsewhere/first.csv")
    (folder / "project/pointer").symlink_to(folder / "elsewhere/first.csv")
    facts = record_apart(folder / "project", "acme", TODAY)
    assert sorted(one["name"] for one in facts["desired"]) == sorted(
        [
            "json",
            "relative",
            "linked",
            "one",
            "two",
            "missing",
            "no region",
            "link first.csv",
            "size 2 3",
            "entries 1",
            "walked ['walked']",
        ]
    )
    return Recorded(folder, Dependencies(**facts["dependencies"]))


def appended(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        with (folder / name).open("a") as file:
            file.write(" ")

    return change


def made(name: str, text: str = "") -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return change


def linked_anew(folder: Path) -> None:
    (folder / "project/linked.csv").unlink()
    (folder / "project/linked.csv").symlink_to(folder / "elsewhere/second.csv")
    (folder / "elsewhere/second.csv").write_text("another")


def same_size(folder: Path) -> None:
    (folder / "project/data/names.json").write_text('{"name": "JSON"}')


def pointed_elsewhere(folder: Path) -> None:
    (folder / "project/pointer").unlink()
    (folder / "project/pointer").symlink_to(folder / "elsewhere/second.csv")


def a_folder_for_a_file(folder: Path) -> None:
    (folder / "project/walked/inner").unlink()
    (folder / "project/walked/inner").mkdir()


NEVER_READ = {"project/walked/inner", "elsewhere/second.csv", "project/listed/one.txt", "project/scanned/two"}
CHANGES: dict[str, Callable[[Path], object]] = {
    **{f"{name} changed": appended(name) for name in FILES if name not in NEVER_READ},
    "the same size": same_size,
    "a link leads elsewhere": linked_anew,
    "a link that is only read leads elsewhere": pointed_elsewhere,
    "a folder where a file was": a_folder_for_a_file,
    "a time": lambda folder: os.utime(folder / "project/data/sized", (1, 1)),
    "a mode": lambda folder: (folder / "project/data/measured").chmod(0o600),
    "what was missing is there": made("project/data/may-be-missing.txt"),
    "what was asked for is there": made("project/data/optional.json"),
    "one more in a listed folder": made("project/listed/more.txt"),
    "one more in a scanned folder": made("project/scanned/more"),
    "one less in a scanned folder": lambda folder: (folder / "project/scanned/two").unlink(),
    "a module that would be found first": made("project/pulumi_azuread.py"),
    "a package that would be found first": made("project/pulumi_azuread/__init__.py"),
    "a module that would be found first below": made("project/libraries/json.py"),
    "a module gone": lambda folder: (folder / "project/own_package/inner.py").unlink(),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "notes": made("project/notes.txt"),
    "a module that nobody imports": made("project/nobody.py"),
    "another client": made("project/clients/Pulumi.other.yaml", CLIENT),
    "what the program wrote": made("project/written.txt", "something else"),
    "the environment of the project": made("project/.venv/x.py"),
    "the same content again": made("project/data/names.json", FILES["project/data/names.json"]),
    "byte code": made("project/own_package/__pycache__/other.cpython-311.pyc"),
}


@pytest.fixture
def recorded(first: Recorded) -> object:
    """The recorded project, put back afterwards with all its times."""
    kept = first.folder.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(first.folder, kept, symlinks=True)
    yield first
    shutil.rmtree(first.folder)
    shutil.copytree(kept, first.folder, symlinks=True)


@pytest.mark.parametrize("change", CHANGES)
def test_change_of_what_the_program_depends_on_is_noticed(recorded: Recorded, change: str) -> None:
    assert recorded.unchanged()

    CHANGES[change](recorded.folder)

    assert not recorded.unchanged()


@pytest.mark.parametrize("change", NO_CHANGES)
def test_change_of_anything_else_is_none(recorded: Recorded, change: str) -> None:
    NO_CHANGES[change](recorded.folder)

    assert recorded.unchanged()


@pytest.mark.parametrize(
    ("variables", "same"),
    [
        ({"HOLDFAST_PROGRAM_REGION": "eu"}, False),
        ({"TZ": "Europe/Oslo"}, False),
        ({"SOMETHING_ELSE": "x"}, True),
        ({"HOLDFAST_ADOPT": "x"}, True),
    ],
)
def test_variables_that_the_program_sees_count(
    first: Recorded, variables: dict[str, str], same: bool
) -> None:
    assert first.unchanged(**variables) is same


def test_part_of_an_output_that_only_the_tenant_knows_is_refused_by_name(tmp_path: Path) -> None:
    location = 'azuread.NamedLocation("a", display_name="a", ip={"ip_ranges": ["192.0.2.0/24"]})'
    written(
        tmp_path,
        f"import pulumi_azuread as azuread\nvalue = {location}.ip.trusted\n"
        "azuread.Group('x', display_name='X', security_enabled=True, description=value)\n",
    )

    with pytest.raises(RecordingError, match="reads trusted of NamedLocationIp") as found:
        record_apart(tmp_path / "project", "acme", TODAY)

    assert found.value.slug == "recording-unsupported-call"


def test_another_python_is_a_change(first: Recorded) -> None:
    assert not replace(first.dependencies, interpreter="3.12").unchanged(os.environ, Disk())


def test_no_value_of_a_variable_is_kept(first: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_PROGRAM_KEY", "hunter2")

    assert "hunter2" not in str(record_apart(first.folder / "project", "acme", TODAY))


def test_what_cannot_be_looked_at_is_as_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")

    for path in (f"{tmp_path}/\0", str(tmp_path / "gone")):
        assert (kind_at(path), facts_at(path), signature_of(path), digest_of_file(path)) == (
            ABSENT,
            [],
            [],
            ABSENT,
        )
        assert names_in(path) == names_in(str(tmp_path / "elsewhere")) != []
    assert kind_at(str(tmp_path / "nowhere")).endswith(ABSENT)
    assert digest_of_names(str(tmp_path / "gone")) != digest_of_names(str(tmp_path))


def test_file_that_breaks_off_while_it_is_read_has_no_content() -> None:
    # A regular file to the file system, and the read of its first byte fails.
    assert digest_of_file(f"/proc/{os.getpid()}/mem") == ABSENT


def test_link_in_a_folder_counts_as_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    before = digest_of_names(str(tmp_path))
    (tmp_path / "link").unlink()
    (tmp_path / "link").mkdir()

    assert digest_of_names(str(tmp_path)) != before


ALL = "all environment variables"
OF_VARIABLES = {
    'os.environ["REGION"]': "REGION",
    'os.environ.get("REGION")': "REGION",
    'os.environ.get("HOLDFAST_REGION")': "HOLDFAST_REGION",
    'os.environ.get("HOLDFAST_HOME")': "HOLDFAST_HOME",
    'os.getenv("REGION", "eu")': "REGION",
    '"REGION" in os.environ': "REGION",
    '"REGION" in os.environ.keys()': "REGION",
    'os.environ.pop("REGION", None)': "REGION",
    'os.environ.setdefault("REGION", "eu")': "REGION",
    'os.environb.get(b"REGION")': "REGION",
    'os.getenvb(b"REGION")': "REGION",
    'os.path.expandvars("$REGION")': "REGION",
    "posix.environ.get(b'REGION')": "REGION",
    'dict(os.environ).get("REGION")': ALL,
    '"REGION" in set(os.environ.keys())': ALL,
    "{**os.environ}": ALL,
    "os.environ.copy()": ALL,
    "list(os.environ.items())": ALL,
    "list(os.environ.values())": ALL,
    "os.environ | {}": ALL,
    "len(os.environ)": ALL,
    "repr(os.environ)": ALL,
    "os.environ == {}": ALL,
    "dict(os.environb)": ALL,
    "dict(posix.environ)": ALL,
    "open('/proc/self/environ', 'rb').read()": ALL,
    "beside.region()": "REGION",
}
"""What a program may ask for that it does not see, and what it is told."""
OF_THE_MACHINE = (
    "import socket; socket.gethostname()",
    "import socket; socket.getfqdn()",
    "import platform; platform.node()",
    "import os; os.uname()",
    "import os; os.getuid()",
    "import os; os.cpu_count()",
    "import pwd; pwd.getpwuid(0)",
    "import os; os.statvfs('/')",
    "import shutil; shutil.disk_usage('/')",
    "import os; file = open('clients/Pulumi.acme.yaml'); os.fstat(file.fileno())",
    "open('/proc/version').read()",
    "import os; os.listdir('/sys')",
    "from pathlib import Path; Path('clients').owner()",
    "import subprocess; subprocess.run(['true'], check=True)",
    "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    "import socket; socket.getservbyname('http')",
    "import socket; socket.getnameinfo(('127.0.0.1', 80), 0)",
    "import pty; pty.spawn(['true'])",
    "import os; os.spawnl(os.P_WAIT, '/bin/true', 'true')",
    "import multiprocessing; multiprocessing.get_context('spawn').Process(target=print).start()",
    "import sqlite3; sqlite3.connect('names.db')",
    "import sqlite3; sqlite3.connect('file:names.db', uri=True)",
    "import os; os.open('Pulumi.acme.yaml', os.O_RDONLY, dir_fd=os.open('clients', os.O_RDONLY))",
    "import os; os.stat('Pulumi.acme.yaml', dir_fd=os.open('clients', os.O_RDONLY))",
    "import os; os.listdir(os.open('clients', os.O_RDONLY))",
    "import os; list(os.scandir(os.open('clients', os.O_RDONLY)))",
    "import os; list(os.fwalk('clients'))",
    "from email.utils import formatdate; formatdate()",
    "exec('import time; time.time()')",
    "exec(open('late.txt').read())",
    "import runpy; runpy.run_path('late.txt')",
    "import sys; sys.path.insert(0, 'late.zip'); import late",
)
"""What differs between machines, users or moments, or cannot be watched."""
FORKING = """
import json, os, sys
from holdfast.drift import frames, idle, import_files, owners, read, record, record_process, watch
from holdfast.kinds.registry import kinds
from holdfast.plan import load, places

kinds()
for arguments in json.load(sys.stdin):
    child = os.fork()
    if not child:
        sys.argv[1:] = arguments
        os.chdir(arguments[0])
        if os.path.isdir("site"):
            sys.path.append(os.path.abspath("site"))
            installed = (*frames.INSTALLED, frames.below(sys.path[-1]))
            frames.INSTALLED = import_files.INSTALLED = watch.INSTALLED = installed
        try:
            record_process.main()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
"""
"""Records many programs, each in a process of its own, of which all have Pulumi and the kinds from the first."""


def program_of(asks: str) -> str:
    """A program that asks for it, and goes on whatever it is told."""
    if asks in OF_THE_MACHINE:
        return asks
    return f"import os, posix, beside\ntry:\n    {asks}\nexcept Exception:\n    pass\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, HoldfastError | dict[str, Any]]:
    """What each program comes to: the facts, or why there are none."""
    folder = tmp_path_factory.mktemp("asking")
    asked = (*OF_VARIABLES, *OF_THE_MACHINE)
    projects = [folder / str(number) for number in range(len(asked))]
    for own, asks in zip(projects, asked, strict=True):
        written(own, program_of(asks))
    return dict(zip(asked, recorded_all(folder, projects), strict=True))


def recorded_all(folder: Path, projects: list[Path]) -> list[HoldfastError | dict[str, Any]]:
    """What recording each of these projects comes to; installed is also what lies in its folder `site`."""
    (folder / "hidden").write_text("[]")
    given = [
        [
            str(own / "project"),
            "acme",
            TODAY.isoformat(),
            str(own / "answer"),
            str(own / "refusal"),
            str(folder / "hidden"),
        ]
        for own in projects
    ]
    subprocess.run(
        [sys.executable, "-P", "-c", FORKING],
        input=json.dumps(given),
        env={"PATH": os.defpath, **seen_variables(os.environ)},
        text=True,
        check=True,
    )
    return [_answer(own / "answer", own / "refusal") for own in projects]


def _answer(answer: Path, refusal: Path) -> HoldfastError | dict[str, Any]:
    if not refusal.exists():
        facts: dict[str, Any] = json.loads(answer.read_bytes())
        return facts
    error: HoldfastError = pickle.loads(refusal.read_bytes())  # noqa: S301 - written above
    return error


@pytest.mark.parametrize("asks", OF_VARIABLES)
def test_variable_that_the_program_does_not_see_is_refused_by_name(
    told: dict[str, HoldfastError | dict[str, Any]], asks: str
) -> None:
    found = told[asks]

    assert isinstance(found, RecordingError), found
    assert found.slug == "recording-environment"
    assert "HOLDFAST_PROGRAM_" in found.message
    assert OF_VARIABLES[asks] in found.message
    assert ("beside.py:2" if "beside" in asks else "__main__.py:3") in found.message


def written(folder: Path, program: str) -> None:
    for name, text in FILES.items():
        if name.endswith(".yaml"):
            made(name, text)(folder)
    made("project/beside.py", "import os\ndef region(): return os.environ.get('REGION')\n")(folder)
    made("project/late.txt", "import time; time.time()")(folder)
    with zipfile.ZipFile(folder / "project/late.zip", "w") as packed:
        packed.writestr("late.py", "import time; time.time()")
    made("project/__main__.py", program)(folder)


def test_variable_that_a_package_reads_for_the_program_is_refused_when_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "import pulumi\nvalue = pulumi.Config('app').get('state')\n")
    facts = record_apart(tmp_path / "project", "acme", TODAY)
    kept = Dependencies(**facts["dependencies"])
    assert kept.unchanged(os.environ, Disk())

    monkeypatch.setenv("PULUMI_CONFIG_APP_STATE", "disabled")

    assert not kept.unchanged(os.environ, Disk())
    with pytest.raises(RecordingError, match="PULUMI_CONFIG_APP_STATE") as found:
        record_apart(tmp_path / "project", "acme", TODAY)
    assert "__main__.py:2" in found.value.message


@pytest.mark.parametrize("asks", OF_THE_MACHINE)
def test_program_that_asks_about_the_machine_is_recorded_each_time(
    told: dict[str, HoldfastError | dict[str, Any]], asks: str
) -> None:
    found = told[asks]

    assert isinstance(found, dict), found
    assert found["dependencies"] is None


@dataclass(frozen=True)
class Later:
    """A program, what there is when it is recorded, by path in its project, and what is there later."""

    program: str
    before: Mapping[str, str]
    after: Mapping[str, str]


MAYBE = "try:\n    {}\nexcept ImportError:\n    pass\n"
PACKAGE = {"pkg/__init__.py": "", "pkg/inner.py": "", "pkg/a.txt": ""}
SPACE = {"space/one.py": ""}
DIST = "site/acme-1.dist-info"
OF_THE_FILES = {
    "a module that was not there": Later(MAYBE.format("import optional"), {}, {"optional.py": ""}),
    "a package that was not there": Later(MAYBE.format("import optional"), {}, {"optional/__init__.py": ""}),
    "a name of a module that was not there": Later(
        MAYBE.format("from optional import x"), {}, {"optional.py": "x = 1"}
    ),
    "a module that was sought": Later(
        "import importlib.util; importlib.util.find_spec('optional')", {}, {"optional.py": ""}
    ),
    "an installed module that was not there": Later(
        MAYBE.format("import optional"), {"site/x.py": ""}, {"site/optional.py": ""}
    ),
    "a module of a path that was taken back": Later(
        "import sys; sys.path.insert(0, 'lib')\n"
        + MAYBE.format("import optional")
        + "sys.path.remove('lib')",
        {"lib/one.py": ""},
        {"lib/optional.py": ""},
    ),
    "a submodule that was not there": Later(
        MAYBE.format("import pkg.optional"), PACKAGE, {"pkg/optional.py": ""}
    ),
    "a submodule by from": Later(MAYBE.format("from pkg import optional"), PACKAGE, {"pkg/optional.py": ""}),
    "a submodule that was sought": Later(
        "import importlib.util; importlib.util.find_spec('pkg.optional')", PACKAGE, {"pkg/optional.py": ""}
    ),
    "a package before a submodule": Later("import pkg.inner", PACKAGE, {"pkg/inner/__init__.py": ""}),
    "a submodule of a folder": Later(MAYBE.format("import space.optional"), SPACE, {"space/optional.py": ""}),
    "a folder that becomes a package": Later("import space.one", SPACE, {"space/__init__.py": ""}),
    "what Python runs first": Later("", {}, {"sitecustomize.py": ""}),
    "what adds to the search path": Later("", {"site/x.py": ""}, {"site/acme.pth": ""}),
    "what else adds to the search path": Later("", {"site/acme.pth": ""}, {"site/acme.pth": "/more"}),
    "an entry point": Later(
        "from importlib.metadata import entry_points; entry_points(group='acme')",
        {"site/x.py": ""},
        {f"{DIST}/entry_points.txt": "[acme]\na = b:c\n"},
    ),
    "a distribution": Later(
        "from importlib.metadata import distributions; list(distributions())",
        {"site/x.py": ""},
        {f"{DIST}/METADATA": "Name: acme\n"},
    ),
    "a version": Later(
        "import importlib.metadata as m\ntry:\n    m.version('acme')\nexcept m.PackageNotFoundError:\n    pass",
        {"site/x.py": ""},
        {f"{DIST}/METADATA": "Name: acme\nVersion: 1\n"},
    ),
    "an installed folder's files": Later(
        "import os; os.listdir('site/acme')", {"site/acme/a.txt": ""}, {"site/acme/b.txt": ""}
    ),
    "an installed file that was not there": Later(
        "import os; os.path.exists('site/b.txt')", {"site/a.txt": ""}, {"site/b.txt": ""}
    ),
    "an installed package's modules": Later(
        "import pkgutil; list(pkgutil.iter_modules(['site/acme']))",
        {"site/acme/a.py": ""},
        {"site/acme/b.py": ""},
    ),
    "resources": Later(
        "import importlib.resources as r; r.files('pkg').joinpath('a.txt').read_text()",
        PACKAGE,
        {"pkg/a.txt": "x"},
    ),
    "a resource that was not there": Later(
        "import importlib.resources as r; r.files('pkg').joinpath('b.txt').is_file()",
        PACKAGE,
        {"pkg/b.txt": ""},
    ),
    "one more resource": Later(
        "import importlib.resources as r; [*r.files('pkg').iterdir()]", PACKAGE, {"pkg/b.txt": ""}
    ),
    "a file beside where a link leads": Later(
        "import os; os.symlink('deep/inner', 'link'); open('link/../a.txt').read()",
        {"a.txt": "", "deep/a.txt": "", "deep/inner/x": ""},
        {"deep/a.txt": "x"},
    ),
    "a file in another folder": Later(
        "import os; os.chdir('pkg'); open('a.txt').read()", PACKAGE, {"pkg/a.txt": "x"}
    ),
    "files by a pattern of nothing": Later("import glob; glob.glob('none/*.txt')", {}, {"none/b.txt": ""}),
}
"""What a program depends on besides what the first project has."""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Dependencies]]:
    """The project of each of these programs, and what it depends on."""
    folder = tmp_path_factory.mktemp("later")
    projects = {name: folder / str(number) for number, name in enumerate(OF_THE_FILES)}
    for name, own in projects.items():
        written(own, OF_THE_FILES[name].program)
        for path, text in OF_THE_FILES[name].before.items():
            made(f"project/{path}", text)(own)
    found = dict(zip(projects, recorded_all(folder, [*projects.values()]), strict=True))
    dependencies = {}
    for name, facts in found.items():
        assert isinstance(facts, dict), (name, facts)
        dependencies[name] = (projects[name], Dependencies(**facts["dependencies"]))
    return dependencies


@pytest.mark.parametrize("name", OF_THE_FILES)
def test_whatever_a_program_looked_for_is_noticed_later(
    later: dict[str, tuple[Path, Dependencies]], name: str
) -> None:
    folder, dependencies = later[name]
    assert dependencies.unchanged(os.environ, Disk())

    for path, text in OF_THE_FILES[name].after.items():
        made(f"project/{path}", text)(folder)

    assert not dependencies.unchanged(os.environ, Disk())


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("from datetime import date as day; state = day.today()", True),
        ("import datetime\ndef state(): return datetime.datetime.now(datetime.UTC)", True),
        ("import datetime\nclass State: when = staticmethod(datetime.datetime.utcnow)", True),
        ("import time; time.gmtime()", True),
        ("from time import monotonic as clock", True),
        ("moment = lambda: [__import__('x').clock.time_ns() for _ in 'x']", True),
        ("import random; random.Random(7)", True),
        ("from random import choice; choice('ab')", True),
        ("import secrets; secrets.token_hex()", True),
        ("import uuid; uuid.uuid4()", True),
        ("import os; os.urandom(1)", True),
        ("import datetime; datetime.date(2026, 11, 27).isoformat()", False),
        ("import uuid; uuid.uuid5(uuid.NAMESPACE_DNS, 'acme')", False),
        ("# now, today, time.time() and random\nstate = 'now and today'", False),
    ],
)
def test_code_that_names_the_clock_or_chance_is_known(code: str, *, asks: bool) -> None:
    assert asks_the_moment(compile(code, "program.py", "exec")) is asks


def test_program_that_names_the_clock_is_recorded_each_time(tmp_path: Path) -> None:
    """Nothing watches it: what is declared today may be something else tomorrow."""
    written(tmp_path, "import beside")
    made("project/beside.py", "import time\ndef late(): return time.time() > 2e9\n")(tmp_path)

    assert record_apart(tmp_path / "project", "acme", TODAY)["dependencies"] is None


def test_our_own_program_asks_for_no_moment() -> None:
    files = [PROJECT / "__main__.py", *(PROJECT / "components").rglob("*.py")]

    assert len(files) > 1
    assert not any(asks_the_moment(compile(file.read_bytes(), file, "exec")) for file in files)


def test_what_is_at_a_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert [
        kind_at(str(path)) for path in (tmp_path / "file", tmp_path, tmp_path / "nothing", "/dev/null")
    ] == [
        FILE,
        FOLDER,
        ABSENT,
        OTHER,
    ]
    assert digest_of_file("/dev/zero") == ABSENT
