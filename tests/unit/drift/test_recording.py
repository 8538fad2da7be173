"""Recordings are kept as long as nothing that they depend on changed, and read without Pulumi."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import textwrap
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from holdfast.drift import dependencies
from holdfast.drift.dependencies import Dependencies, Disk
from holdfast.drift.read import reporting
from holdfast.drift.record_process import record_apart
from holdfast.drift.recording import Recording, load_recording
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.registry import Kinds, kinds
from holdfast.model.errors import HoldfastWarning, RecordingError
from holdfast.model.understood import Understood
from tests.odd_files import make_odd

if TYPE_CHECKING:
    from collections.abc import Mapping
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


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a kept recording, which every test that takes it leaves with one."""
    project = made(tmp_path_factory.mktemp("recorded") / "project")
    load(project)
    return project


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
def test_change_of_anything_that_it_depends_on_records_again(project: Path, name: str, text: str) -> None:
    load(project)
    (project / name).write_text(text, encoding="utf-8")

    load(project)

    assert runs(project) == 2
    assert len(list((project / ".holdfast" / "recordings").iterdir())) == 1


@pytest.mark.parametrize("name", ["tests/test_x.py", ".venv/x.py", "docs/conf.py", "notes.txt"])
def test_change_of_anything_else_does_not(recorded: Path, name: str) -> None:
    before = runs(recorded)
    (recorded / name).parent.mkdir(parents=True, exist_ok=True)
    (recorded / name).write_text("NEW = 1\n", encoding="utf-8")

    load(recorded)

    assert runs(recorded) == before


def test_exception_that_has_expired_since_stays_in_the_plan(recorded: Path) -> None:
    first, before = load(recorded), runs(recorded)

    assert load(recorded, today=date(2027, 4, 1)) == first
    assert runs(recorded) == before
    assert [one.expires for one in first.plan.exceptions] == [date(2027, 3, 31)]


def test_place_of_an_exception_is_the_same_whether_the_recording_is_fresh_or_kept(project: Path) -> None:
    fresh, kept = load(project), load(project)

    lines = (project / "clients/Pulumi.acme.yaml").read_text().splitlines()
    for one in (fresh, kept):
        (exception,) = one.plan.exceptions
        file, _, line = exception.place.partition(":")
        assert file == "clients/Pulumi.acme.yaml"
        assert lines[int(line) - 1].lstrip().startswith("- ")


DEEP = "[" * 100_000


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", json.dumps({"plan": {}, "desired": []}), DEEP])
def test_damaged_recording_is_made_again(recorded: Path, damage: str) -> None:
    first, before = load(recorded), runs(recorded)
    (kept,) = (recorded / ".holdfast" / "recordings").iterdir()
    kept.write_text(damage)

    assert load(recorded) == first
    assert runs(recorded) == before + 1


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_recording_without_an_end_is_made_again(recorded: Path, kind: str) -> None:
    first, before = load(recorded), runs(recorded)
    (kept,) = (recorded / ".holdfast" / "recordings").iterdir()
    kept.unlink()
    make_odd(kept, kind)

    with pytest.warns(HoldfastWarning, match="no ordinary file"):
        assert load(recorded) == first
    assert runs(recorded) == before + 1
    kept.unlink()  # nothing takes its place


def test_recording_of_which_any_byte_changed_is_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = record_apart(project, "acme", TODAY)
    record = Mock(return_value=facts)
    monkeypatch.setattr("holdfast.drift.record_process.record_apart", record)
    first = load(project)
    (kept,) = (project / ".holdfast" / "recordings").iterdir()
    whole = kept.read_bytes()
    record.reset_mock()
    assert load(project) == first
    record.assert_not_called()

    for place in (*range(70), *range(70, len(whole), len(whole) // 60), len(whole) - 1):
        for damaged in (
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
            whole[:place],
            whole[:place] + whole[place + 1 :],
        ):
            record.reset_mock()
            kept.write_bytes(damaged)
            assert load(project) == first, (place, damaged)
            record.assert_called_once()


def test_clients_keep_their_recordings_beside_each_other(project: Path) -> None:
    load(project, "acme-eu")
    load(project, "acme")
    load(project, "acme-eu")

    assert runs(project) == 2


def test_clients_of_one_run_look_at_what_they_share_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = ("acme", "acme-eu")
    kept = [load(project, client) for client in clients]
    asked: Counter[tuple[str, str]] = Counter()
    for name in ("signature_of", "kind_at", "facts_at", "digest_of_names", "digest_of_modules"):
        true = getattr(dependencies, name)
        monkeypatch.setattr(
            dependencies,
            name,
            lambda path, *more, n=name, t=true: (asked.update([(n, path)]), t(path, *more))[1],
        )
    disk = Disk()

    found = [load_recording(project, client, project / ".holdfast", TODAY, disk) for client in clients]

    assert found == kept
    assert runs(project) == 2
    assert len(asked) > 50
    assert asked["signature_of", str(project / "__main__.py")] == 1
    again = {one for one, times in asked.items() if times > 1}
    assert len(again) < 5, (
        f"but for files whose content was looked at as well, each is asked once: {sorted(again)}"
    )


def test_what_clients_depend_on_alike_is_read_once_and_each_one_s_own_file_for_each(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = ("acme", "acme-eu")
    kept = [load(project, client) for client in clients]
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

    assert [load_recording(project, one, project / ".holdfast", TODAY, disk) for one in clients] == kept
    assert sorted(judged)[:2] == [1, 1]
    assert len(judged) == len(clients) + 1

    (project / "clients/Pulumi.acme-eu.yaml").write_text(f"{CLIENT}# another line\n", encoding="utf-8")
    disk = Disk()
    for client in clients:
        load_recording(project, client, project / ".holdfast", TODAY, disk)
    assert runs(project) == len(clients) + 1, "whose own file changed is recorded anew, and nobody else"


def test_next_run_sees_what_changed_meanwhile(project: Path) -> None:
    load(project)
    load_recording(project, "acme", project / ".holdfast", TODAY, Disk())
    assert runs(project) == 1
    (project / "__main__.py").write_text(PROGRAM + "\n# another line\n")

    load_recording(project, "acme", project / ".holdfast", TODAY, Disk())

    assert runs(project) == 2


def test_a_kind_that_came_since_records_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be one whose objects are told when nobody declares them, which a recording keeps the names of."""
    first = load(project)
    assert first.reported == reporting(kinds())
    files = [*kinds().files, "holdfast.kinds.entra.new"]
    monkeypatch.setattr(Kinds, "files", property(lambda _: files))

    load(project)

    assert runs(project) == 2


def test_kept_recording_is_read_without_pulumi(recorded: Path) -> None:
    load(recorded)
    program = textwrap.dedent(f"""
        import sys
        from datetime import date
        from pathlib import Path
        from holdfast.drift.recording import load_recording
        project = Path({str(recorded)!r})
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
    ],
)
def test_whatever_a_program_raises_is_an_error_without_a_traceback(
    project: Path, raised: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "__main__.py").write_text(f"raise {raised}")

    with pytest.raises(RecordingError, match=told):
        load(project)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "asks",
    [
        "import subprocess; subprocess.run(['true'], check=True)",
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    ],
)
def test_program_that_asks_what_nobody_can_watch_is_recorded_each_time(project: Path, asks: str) -> None:
    (project / "__main__.py").write_text(f"{PROGRAM}\n{asks}\n")

    assert load(project) == load(project)
    assert runs(project) == 2


def test_recording_that_cannot_be_kept_is_used_all_the_same(project: Path) -> None:
    (project / ".holdfast").write_text("a file where the folder would be")

    for _ in range(2):
        with pytest.warns(HoldfastWarning, match="cannot be kept"):
            assert load(project).desired


def test_client_file_that_the_program_changes_is_no_ground_for_a_recording(project: Path) -> None:
    file = project / "clients/Pulumi.acme.yaml"
    program = project / "__main__.py"
    program.write_text(f"{PROGRAM}\nopen({str(file)!r}, 'w').write('config: [')\n")

    with pytest.raises(RecordingError, match="changed while its program was recorded") as found:
        load(project)

    assert found.value.slug == "recording-failed"


def poison(project: Path, **facts: object) -> None:
    """Write into the kept recording what the client's file does not say, and seal it as it was sealed."""
    (kept,) = (project / ".holdfast" / "recordings").iterdir()
    seal, _, content = kept.read_bytes().partition(b"\n")
    assert seal.endswith(hashlib.sha256(content).hexdigest().encode())
    common, rest = content.split(b"\n")
    found = json.loads(rest)
    found["plan"] |= facts
    content = common + b"\n" + json.dumps(found).encode()
    kept.write_bytes(seal[:-64] + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def test_whom_it_is_about_and_what_is_accepted_is_never_taken_from_the_recording(project: Path) -> None:
    first = load(project)
    everything = {"control": "entra.mfa_required", "reason": "x", "owner": "x", "expires": "2099-01-01"}
    poison(
        project,
        tenant="other.onmicrosoft.com",
        cloud="global",
        baseline="none@1.0.0",
        delete_protected_data=True,
        exceptions=[everything],
    )

    assert load(project) == first
    assert runs(project) == 1


@pytest.mark.parametrize("name", ["Business record", "Keep? All*", "a\\*b", "Anna's", "[a]"])
def test_what_is_understood_is_the_same_whether_the_recording_is_fresh_or_kept(
    project: Path, name: str
) -> None:
    one = Loosened(f"RetentionLabel/{name}", "retentionDurationDays", "", value=1)
    entry = one.entry
    label = f'RetentionLabel("l", name={name!r}, retention_duration_days=1, **KEEPS)'
    kept_as = '{"retention_action": "Keep", "retention_type": "CreationAgeInDays"}'
    imported = "from holdfast.provider.resources import RetentionLabel"
    (project / "__main__.py").write_text(
        f"{PROGRAM}\n{imported}\nKEEPS = {kept_as}\n{label}\n", encoding="utf-8"
    )
    file = project / "clients/Pulumi.acme.yaml"
    file.write_text(f"{CLIENT.rstrip()}\n  holdfast:i_understand:\n{entry}\n", encoding="utf-8")

    fresh, kept = load(project), load(project)

    assert runs(project) == 1
    expected = (Understood(one.object, one.path, 1, f"with {one.path} 1 {name} protects less"),)
    assert (fresh.plan.understood, kept.plan.understood) == (expected, expected)
