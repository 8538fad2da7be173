"""Recordings are kept as long as nothing that they depend on changed, and read without Pulumi."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift import dependencies
from holdfast.drift.dependencies import Dependencies, Disk
from holdfast.drift.read import reporting
from holdfast.drift.record_process import record_apart
from holdfast.drift.recording import Recording, kept_recording, load_recording
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.registry import Kinds, kinds
from holdfast.model.errors import HoldfastWarning, RecordingError
from holdfast.model.understood import Understood
from tests.newest import PROJECT, upgrade
from tests.odd_files import make_odd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TODAY = date(2026, 11, 24)
PROGRAM = """
from pathlib import Path
import pulumi_azuread as azuread
with (Path(__file__).parent / "runs.log").open("a") as log:
    log.write("x")
azuread.Group("x", display_name="X", security_enabled=True)
"""
CLIENT = """
config:
  holdfast:tenant: acme.onmicrosoft.com
  holdfast:cloud: embedded
  holdfast:baseline: core@1.0.0
  holdfast:exceptions:
    - unmanaged: NamedLocation/Office
      reason: being moved
      owner: it@acme.example
      expires: "2027-03-31"
"""
BASELINE = """
baseline: core
version: 1.0.0
controls:
  entra.security_defaults_settled:
    enabled: true
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return made(tmp_path / "project")


CLIENTS = ("acme", "acme-eu")


@dataclass
class Recorded:
    """A project whose program was run once for each client: whoever runs it again gets the same, and is counted."""

    project: Path
    facts: dict[str, dict[str, Any]]
    ran: list[str] = field(default_factory=list)
    """For whom."""

    def again(self, _project: Path, client: str, _today: date) -> dict[str, Any]:
        self.ran.append(client)
        return deepcopy(self.facts[client])

    @property
    def kept(self) -> Path:
        """The file of its one kept recording."""
        (kept,) = (self.project / ".holdfast" / "recordings").iterdir()
        return kept


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    project = made(tmp_path_factory.mktemp("recorded") / "project")
    return Recorded(project, {client: record_apart(project, client, TODAY) for client in CLIENTS})


@pytest.fixture
def recorded(first: Recorded, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    """The project with a kept recording of acme; put back afterwards."""
    first.ran.clear()
    monkeypatch.setattr("holdfast.drift.record_process.record_apart", first.again)
    load(first.project)
    first.ran.clear()
    yield first
    shutil.rmtree(first.project / ".holdfast")
    made(first.project)


def made(project: Path) -> Path:
    for name, text in (
        ("__main__.py", PROGRAM),
        ("clients/Pulumi.acme.yaml", CLIENT),
        ("clients/Pulumi.acme-eu.yaml", CLIENT),
        ("baselines/core/1.0.0.yaml", BASELINE),
    ):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


def load(project: Path, client: str = "acme", today: date = TODAY) -> Recording:
    return load_recording(project, client, project / ".holdfast", today)


def runs(project: Path) -> int:
    return len((project / "runs.log").read_text())


def test_second_recording_is_the_kept_one(project: Path) -> None:
    first, second = load(project), load(project)

    assert first == second
    assert runs(project) == 1
    assert [one.inputs["displayName"] for one in first.desired] == ["X"]
    assert (first.plan.client, first.plan.exceptions[0].expires) == ("acme", date(2027, 3, 31))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("__main__.py", PROGRAM + "\n# another line\n"),
        ("clients/Pulumi.acme.yaml", CLIENT + "\n"),
        ("baselines/core/1.0.0.yaml", BASELINE + "\n"),
    ],
)
def test_change_of_anything_that_it_depends_on_records_again(
    recorded: Recorded, name: str, text: str
) -> None:
    (recorded.project / name).write_text(text, encoding="utf-8")

    load(recorded.project)

    assert recorded.ran == ["acme"]
    assert recorded.kept.exists()


@pytest.mark.parametrize("name", ["tests/test_x.py", ".venv/x.py", "docs/conf.py", "notes.txt"])
def test_change_of_anything_else_does_not(recorded: Recorded, name: str) -> None:
    (recorded.project / name).parent.mkdir(parents=True, exist_ok=True)
    (recorded.project / name).write_text("NEW = 1\n", encoding="utf-8")

    load(recorded.project)

    assert recorded.ran == []


def test_exception_that_has_expired_since_stays_in_the_plan(recorded: Recorded) -> None:
    kept = load(recorded.project)

    assert load(recorded.project, today=date(2027, 4, 1)) == kept
    assert recorded.ran == []
    assert [one.expires for one in kept.plan.exceptions] == [date(2027, 3, 31)]


def test_place_of_an_exception_is_the_same_whether_the_recording_is_fresh_or_kept(recorded: Recorded) -> None:
    recorded.kept.unlink()
    fresh, kept = load(recorded.project), load(recorded.project)

    assert recorded.ran == ["acme"]
    lines = (recorded.project / "clients/Pulumi.acme.yaml").read_text().splitlines()
    for one in (fresh, kept):
        (exception,) = one.plan.exceptions
        file, _, line = exception.place.partition(":")
        assert file == "clients/Pulumi.acme.yaml"
        assert lines[int(line) - 1].lstrip().startswith("- ")


DEEP = "[" * 100_000


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", json.dumps({"plan": {}, "desired": []}), DEEP])
def test_damaged_recording_is_made_again(recorded: Recorded, damage: str) -> None:
    whole = load(recorded.project)
    recorded.kept.write_text(damage)

    assert load(recorded.project) == whole
    assert recorded.ran == ["acme"]


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_recording_without_an_end_is_made_again(recorded: Recorded, kind: str) -> None:
    whole = load(recorded.project)
    kept = recorded.kept
    kept.unlink()
    make_odd(kept, kind)

    with pytest.warns(HoldfastWarning, match="no ordinary file"):
        assert load(recorded.project) == whole
    assert recorded.ran == ["acme"]


def test_recording_of_which_any_byte_changed_is_none(recorded: Recorded) -> None:
    def found() -> Recording | None:
        return kept_recording(recorded.project, "acme", recorded.project / ".holdfast", Disk())

    kept = recorded.kept
    whole = kept.read_bytes()
    assert found() is not None

    for place in (*range(70), *range(70, len(whole), len(whole) // 60), len(whole) - 1):
        for damaged in (
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
            whole[:place],
            whole[:place] + whole[place + 1 :],
        ):
            kept.write_bytes(damaged)
            assert found() is None, (place, damaged)


def test_clients_keep_their_recordings_beside_each_other(recorded: Recorded) -> None:
    for client in (*reversed(CLIENTS), *CLIENTS):
        load(recorded.project, client)

    assert recorded.ran == ["acme-eu"]


def test_clients_of_one_run_look_at_what_they_share_once(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = recorded.project
    kept = [load(project, client) for client in CLIENTS]
    asked: Counter[tuple[str, str]] = Counter()
    for name in ("signature_of", "kind_at", "facts_at", "digest_of_names", "digest_of_modules"):
        true = getattr(dependencies, name)
        monkeypatch.setattr(
            dependencies,
            name,
            lambda path, *more, n=name, t=true: (asked.update([(n, path)]), t(path, *more))[1],
        )
    load_recording(project, "acme", project / ".holdfast", TODAY, Disk())
    alone = asked.copy()
    asked.clear()
    disk = Disk()

    found = [load_recording(project, client, project / ".holdfast", TODAY, disk) for client in CLIENTS]

    assert found == kept
    assert recorded.ran == ["acme-eu"]
    assert len(asked) > 50
    assert asked["signature_of", str(project / "__main__.py")] == 1
    assert {one: asked[one] for one in alone} == alone, "what one asks for, the next one does not ask again"


def test_what_clients_depend_on_alike_is_read_once_and_each_one_s_own_file_for_each(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = recorded.project
    kept = [load(project, client) for client in CLIENTS]
    common = {path.read_bytes().split(b"\n")[1] for path in (project / ".holdfast" / "recordings").iterdir()}
    assert len(common) == 1
    judged: list[int] = []
    true = Dependencies.unchanged

    def counted(self: Dependencies, variables: Mapping[str, str], disk: Disk) -> bool:
        """As ever, and how many files it was about is kept."""
        judged.append(len(self.files))
        return true(self, variables, disk)

    monkeypatch.setattr(Dependencies, "unchanged", counted)
    disk = Disk()

    assert [load_recording(project, one, project / ".holdfast", TODAY, disk) for one in CLIENTS] == kept
    assert sorted(judged)[:2] == [1, 1]
    assert len(judged) == len(CLIENTS) + 1

    recorded.ran.clear()
    (project / "clients/Pulumi.acme-eu.yaml").write_text(f"{CLIENT}# another line\n", encoding="utf-8")
    disk = Disk()
    for client in CLIENTS:
        load_recording(project, client, project / ".holdfast", TODAY, disk)
    assert recorded.ran == ["acme-eu"], "whose own file changed is recorded anew, and nobody else"


def test_a_kind_that_came_since_records_again(recorded: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be one whose objects are told when nobody declares them, which a recording keeps the names of."""
    assert load(recorded.project).reported == reporting(kinds())
    files = [*kinds().files, "holdfast.kinds.entra.new"]
    monkeypatch.setattr(Kinds, "files", property(lambda _: files))

    load(recorded.project)

    assert recorded.ran == ["acme"]


def test_kept_recording_is_read_without_pulumi(recorded: Recorded) -> None:
    program = textwrap.dedent(f"""
        import sys
        from datetime import date
        from pathlib import Path
        from holdfast.drift.recording import load_recording
        project = Path({str(recorded.project)!r})
        load_recording(project, "acme", project / ".holdfast", date(2026, 11, 24))
        print(sorted(set(sys.modules) & {{"pulumi", "grpc", "deepdiff", "rich", "jinja2", "pydantic"}}))
    """)

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_recording_that_fails_keeps_nothing(project: Path) -> None:
    (project / "__main__.py").write_text("raise RuntimeError('acme')")

    with pytest.raises(RecordingError, match="RuntimeError: acme"):
        load(project)
    assert not list((project / ".holdfast").rglob("*.json"))


def test_program_that_ends_its_process_is_an_error(project: Path) -> None:
    (project / "__main__.py").write_text("import os; os._exit(7)")

    with pytest.raises(RecordingError, match=r"ended its whole process \(7\) for client acme"):
        load(project)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("KeyboardInterrupt", r"ended its whole process \(130\)"),
        ("SystemExit(0)", r"ended its whole process \(0\)"),
        ("SystemExit('acme')", r"ended its whole process \(1\)"),
        ("GeneratorExit", "failed for client acme: GeneratorExit"),
        ("type('Own', (BaseException,), {})('acme')", "failed for client acme: Own: acme"),
        # A process that may not write another byte, so that not even why can be told.
        (
            "__import__('resource').setrlimit(1, (0, 0)) or ValueError('acme')",
            r"ended its whole process \(0\)",
        ),
    ],
)
def test_whatever_a_program_raises_is_an_error_without_a_traceback(
    project: Path, raised: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "__main__.py").write_text(f"raise {raised}")

    with pytest.raises(RecordingError, match=told):
        load(project)
    assert "Traceback" not in capfd.readouterr().err


def test_program_of_which_nobody_can_say_what_it_depends_on_is_recorded_each_time(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which these are is in test_dependencies."""
    recorded.kept.unlink()
    monkeypatch.setitem(recorded.facts, "acme", {**recorded.facts["acme"], "dependencies": None})

    assert load(recorded.project) == load(recorded.project)
    assert recorded.ran == ["acme", "acme"]


def test_recording_that_cannot_be_kept_is_used_all_the_same(recorded: Recorded) -> None:
    folder = recorded.project / "file"
    folder.write_text("a file where the folder would be")

    for _ in range(2):
        with pytest.warns(HoldfastWarning, match="cannot be kept"):
            assert load_recording(recorded.project, "acme", folder, TODAY).desired


def test_client_file_that_the_program_changes_is_no_ground_for_a_recording(project: Path) -> None:
    file = project / "clients/Pulumi.acme.yaml"
    program = project / "__main__.py"
    program.write_text(f"{PROGRAM}\nopen({str(file)!r}, 'w').write('config: [')\n")

    with pytest.raises(RecordingError, match="changed while its program was recorded") as found:
        load(project)

    assert found.value.slug == "recording-failed"


def poison(kept: Path, **facts: object) -> None:
    """Write into the kept recording what the client's file does not say, and seal it as it was sealed."""
    seal, _, content = kept.read_bytes().partition(b"\n")
    assert seal.endswith(hashlib.sha256(content).hexdigest().encode())
    common, rest = content.split(b"\n")
    found = json.loads(rest)
    found["plan"] |= facts
    content = common + b"\n" + json.dumps(found).encode()
    kept.write_bytes(seal[:-64] + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def test_whom_it_is_about_and_what_is_accepted_is_never_taken_from_the_recording(recorded: Recorded) -> None:
    first = load(recorded.project)
    everything = {"control": "entra.mfa_required", "reason": "x", "owner": "x", "expires": "2099-01-01"}
    poison(
        recorded.kept,
        tenant="other.onmicrosoft.com",
        cloud="global",
        baseline="none@1.0.0",
        delete_protected_data=True,
        exceptions=[everything],
    )

    assert load(recorded.project) == first
    assert recorded.ran == []


NAMES = ("Business record", "Keep? All*", "a\\*b", "Anna's", "[a]")


def test_what_is_understood_is_the_same_whether_the_recording_is_fresh_or_kept(project: Path) -> None:
    agreed = [Loosened(f"RetentionLabel/{name}", "retentionDurationDays", "", value=1) for name in NAMES]
    labels = "".join(
        f"RetentionLabel({name!r}, name={name!r}, retention_duration_days=1, **KEEPS)\n" for name in NAMES
    )
    kept_as = '{"retention_action": "Keep", "retention_type": "CreationAgeInDays"}'
    imported = "from holdfast.provider.resources import RetentionLabel"
    (project / "__main__.py").write_text(
        f"{PROGRAM}\n{imported}\nKEEPS = {kept_as}\n{labels}", encoding="utf-8"
    )
    file = project / "clients/Pulumi.acme.yaml"
    entries = "\n".join(one.entry for one in agreed)
    file.write_text(f"{CLIENT.rstrip()}\n  holdfast:i_understand:\n{entries}\n", encoding="utf-8")

    fresh, kept = load(project), load(project)

    assert runs(project) == 1
    expected = tuple(
        Understood(one.object, one.path, 1, f"with {one.path} 1 {name} protects less")
        for one, name in zip(agreed, NAMES, strict=True)
    )
    assert (fresh.plan.understood, kept.plan.understood) == (expected, expected)


def test_program_that_is_a_link_goes_by_the_project_that_the_link_is_in(tmp_path: Path) -> None:
    for name in ("Pulumi.yaml", "__main__.py", "components", "baselines"):
        (tmp_path / name).symlink_to(PROJECT / name)
    shutil.copytree(PROJECT / "clients", tmp_path / "clients")
    upgrade(tmp_path, "contoso")

    linked, ours = (
        {one["control"] for one in record_apart(project, "contoso", TODAY)["desired"]}
        for project in (tmp_path, PROJECT)
    )

    assert ours < linked, "the newest version of a baseline has all that the first one has, and more"
