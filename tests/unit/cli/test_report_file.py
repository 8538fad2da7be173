"""Files of a check: what cannot be written is told before the check where it can be known, and never half written."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from holdfast.cli.answer import Format
from holdfast.cli.asked import Asked
from holdfast.cli.commands import drift
from holdfast.cli.main import _run
from holdfast.cli.outputs_of_many import wanted_outputs_of_many
from holdfast.cli.report_file import (
    Taken,
    usual_report,
    wanted_outputs,
    wanted_report,
    write_outputs,
    write_report,
)
from holdfast.model.control import FailOn
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import CASES, input_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GIVEN = input_of(*CASES["drift"])


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file may have more than a hundred bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def refused(*written: str) -> HoldfastError:
    with pytest.raises(HoldfastError) as caught:
        wanted_outputs(written, Taken())
    return caught.value


@pytest.mark.parametrize(
    "written", ["pdf=x.pdf", "x.json", "json", "json=", "=x", "", "JSON=x.json", " json=x.json"]
)
def test_unknown_format_is_refused_with_those_that_there_are(written: str) -> None:
    error = refused(written)

    assert error.slug == "report-unknown-format"
    assert ", ".join(formats()) in error.message
    assert "FORMAT=PATH" in error.message


def test_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("there", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")

    for name, why in {
        "folder": "it is there and no file",
        "pipe": "it is there and no file",
        "missing/x.json": f"there is no folder {tmp_path}/missing",
        "file/x.json": f"there is no folder {tmp_path}/file",
        "circle/x.json": f"there is no folder {tmp_path}/circle",
        "n" * 300: "File name too long",
        "a\0b": "no file can have such a name",
    }.items():
        error = refused(f"json={tmp_path / name}")
        assert error.slug == "report-not-written"
        assert why in error.message
    assert refused("json=/dev/null").message.startswith(
        "/dev/null could not be written: it is there and no file"
    )


def test_one_path_for_two_formats_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)

    for other in (tmp_path / "x", tmp_path / "." / "x", tmp_path / "link" / "x"):
        assert "it is asked for twice" in refused(f"json={tmp_path / 'x'}", f"csv={other}").message


def asked(**given: Any) -> Asked:
    usual: dict[str, Any] = dict.fromkeys(("controls", "duties", "severities", "frameworks", "outputs"), ())
    usual |= {
        "files": (None, None),
        "fail_on": FailOn.ANY,
        "format": Format.TABLE,
        "record": None,
        "record_key": None,
    }
    return Asked(**(usual | given))


@pytest.mark.parametrize("what", ["the file of contoso", "--accepted", "--since", "--record-key"])
@pytest.mark.parametrize("form", formats())
def test_what_the_run_reads_is_not_written_over(what: str, form: str, tmp_path: Path) -> None:
    """Else what somebody accepted, a key or a client's file is gone. A result may follow the one before it."""
    read = {
        "the file of contoso": "clients/Pulumi.{client}.yaml",
        "--accepted": "{client}.accepted",
        "--since": "{client}.json",
        "--record-key": "key.pem",
    }
    (tmp_path / "clients").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)
    files = tmp_path / read["--since"], tmp_path / read["--accepted"]
    given = asked(files=files, record_key=tmp_path / read["--record-key"])
    place, clients = read[what], ["contoso", "fabrikam"]
    own = place.replace("{client}", "contoso")
    tries: list[Callable[[], object]] = [
        lambda: wanted_outputs([f"{form}={tmp_path / own}"], given.taken(tmp_path, ["contoso"])),
        lambda: wanted_outputs([f"{form}={tmp_path / 'link' / own}"], given.taken(tmp_path, ["contoso"])),
    ]
    if own != place:
        each = f"{form}={tmp_path / place}"
        tries.append(lambda: wanted_outputs_of_many([each], clients, given.taken(tmp_path, clients)))
    for attempt in tries:
        if (what, form) == ("--since", "json"):
            attempt()
            continue
        with pytest.raises(HoldfastError, match="which this run reads: choose another place") as caught:
            attempt()
        assert caught.value.slug == "report-not-written"
    with pytest.raises(HoldfastError, match="it is asked for twice"):
        wanted_outputs(
            [f"json={files[0]}".replace("{client}", "contoso")] * 2, given.taken(tmp_path, ["contoso"])
        )


OURS = "it is a file of the project, which a run reads"
DECIDES = (
    "Pulumi.yaml",
    "__main__.py",
    "baselines/core/1.0.0.yaml",
    "baselines/digests.json",
    "clients/Pulumi.other.yaml",
    "components/entra/mfa_required.py",
    ".git/HEAD",
    ".holdfast/tenant/server.json",
    ".venv/bin/python",
)
READ_ONCE_THERE = ("baselines/", "clients/", "components/")


@pytest.mark.parametrize("linked", ["a file", "a link", "through a link"])
@pytest.mark.parametrize("own", DECIDES)
def test_what_a_project_is_made_of_is_not_written_over(own: str, linked: str, tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    elsewhere.touch()
    (project / own).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "way").symlink_to(project)
    if linked == "a link":
        (project / own).symlink_to(elsewhere)
    else:
        (project / own).touch()
    place = (tmp_path / "way" if linked == "through a link" else project) / own
    taken = asked().taken(project, ["contoso"])
    for form in formats():
        with pytest.raises(HoldfastError, match=OURS):
            wanted_outputs([f"{form}={place}"], taken)
    if any(own.endswith(form.suffix) for form in formats().values()):
        with pytest.raises(HoldfastError, match=OURS):
            wanted_report(place, project)


@pytest.mark.parametrize("own", DECIDES)
def test_new_file_is_refused_where_the_next_run_would_read_it(own: str, tmp_path: Path) -> None:
    (tmp_path / own).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "results.json").touch()
    taken = asked().taken(tmp_path, ["contoso"])
    wanted_outputs([f"json={tmp_path / 'results.json'}"], taken)
    if own.startswith(READ_ONCE_THERE):
        with pytest.raises(HoldfastError, match=OURS):
            wanted_outputs([f"json={tmp_path / own}"], taken)
    else:
        wanted_outputs([f"json={tmp_path / own}"], taken)


@pytest.mark.parametrize("form", formats())
def test_the_sign_for_standard_output_is_no_file_s_name(form: str) -> None:
    assert "what is printed is chosen by --format" in refused(f"{form}=-").message


def test_path_may_contain_the_sign(tmp_path: Path) -> None:
    (one,) = wanted_outputs([f"json={tmp_path}/a=b.json"], Taken())

    assert one.path == tmp_path / "a=b.json"


def test_every_format_is_written_as_it_renders(tmp_path: Path) -> None:
    wanted = wanted_outputs([f"{name}={tmp_path / name}" for name in formats()], Taken())

    assert write_outputs(GIVEN, wanted) == ()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        name: form.render(GIVEN) for name, form in formats().items()
    }


def test_full_disk_is_told_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("old", encoding="utf-8")
    wanted = wanted_outputs([f"json={tmp_path / 'x.json'}"], Taken())

    with full_disk():
        (error,) = write_outputs(GIVEN, wanted)

    assert error.slug == "report-not-written"
    assert "x.json could not be written: File too large" in error.message
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("x.json", "old")
    ]


def test_what_can_be_written_is_although_another_cannot(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    wanted = wanted_outputs([f"csv={tmp_path}/gone/x", f"json={tmp_path}/x.json"], Taken())
    (tmp_path / "gone").rmdir()
    (tmp_path / "gone").write_text("in the way", encoding="utf-8")

    (error,) = write_outputs(GIVEN, wanted)

    assert "gone/x" in error.message
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["client"] == "contoso"


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError(), RecursionError(), MemoryError(), UnicodeError()], ids=repr
)
@pytest.mark.parametrize("name", formats())
def test_fault_of_ours_in_one_format_keeps_no_other_from_being_written(
    name: str, fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        """Be a fault of ours."""
        raise fault

    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(type(formats()[name]), "render", broken)
    (tmp_path / "out").mkdir()
    wanted = wanted_outputs([f"{one}={tmp_path}/out/{one}" for one in formats()], Taken())

    (error,) = write_outputs(GIVEN, wanted)

    assert error.slug == "report-not-written"
    assert error.message.startswith(f"{tmp_path}/out/{name} could not be written: no answer")
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(formats()) - {name}


@pytest.mark.parametrize("name", formats())
def test_ending_names_the_format(name: str, tmp_path: Path) -> None:
    path = write_report(GIVEN, wanted_report(tmp_path / f"contoso{formats()[name].suffix}", tmp_path))

    assert path.read_bytes() == formats()[name].render(GIVEN)


def test_ending_that_no_format_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HoldfastError, match=r"no report ends with '\.pdf'"):
        wanted_report(tmp_path / "contoso.pdf", tmp_path)


def test_no_folder_is_made_but_our_own(tmp_path: Path) -> None:
    """One that was mistyped would hold a report that nobody looks for."""
    asked: tuple[Callable[[Path], object], ...] = (
        lambda path: wanted_report(path, tmp_path),
        lambda path: wanted_outputs([f"html={path}"], Taken()),
        lambda path: wanted_outputs_of_many([f"html={path}"], ["contoso"], Taken()),
    )
    for ask in asked:
        with pytest.raises(
            HoldfastError, match=r"x\.html could not be written: there is no folder .*nowhere: choose"
        ):
            ask(tmp_path / "nowhere" / "x.html")
    assert not [*tmp_path.iterdir()]

    assert (
        wanted_report(usual_report(tmp_path, "contoso"), tmp_path).path
        == tmp_path / "reports" / "contoso.html"
    )


# --- the command


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was checked: a client whose check finds drift."""
    result, controls = CASES["drift"]
    done: list[str] = []

    def check(_: object, client: str, __: object, *, wanted: object) -> SimpleNamespace:
        assert wanted is None
        done.append(client)
        return SimpleNamespace(result=result, controls=controls)

    monkeypatch.setattr(drift, "find_client", lambda _: tmp_path)
    monkeypatch.setattr("holdfast.cli.one.home", lambda _: tmp_path)
    monkeypatch.setattr("holdfast.cli.one.check", check)
    return done


def test_files_are_written_beside_what_people_read(
    checks: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [f"--output=sarif={tmp_path}/a.sarif", f"--output=junit={tmp_path}/a.xml"]

    assert _run(["drift", "contoso", *files]) == ExitCode.DRIFT
    assert checks == ["contoso"]
    assert "Drift:" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sarif", "a.xml"]


@pytest.mark.usefixtures("checks")
def test_standard_output_is_the_same_with_and_without_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(["drift", "contoso", "--format", "json"])
    alone = capsys.readouterr().out
    _run(["drift", "contoso", "--format", "json", f"--output=csv={tmp_path}/a.csv"])

    assert capsys.readouterr().out == alone


@pytest.mark.parametrize("output", ["pdf=x.pdf", "json=/no/such/folder/x.json", "nothing"])
def test_mistake_is_one_sentence_before_anything_is_checked(
    output: str, checks: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["drift", "contoso", "--output", output]) == ExitCode.NO_ANSWER

    printed = capsys.readouterr()
    assert checks == []
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_file_that_was_not_written_after_all_is_told_behind_the_answer(
    checks: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_more: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("holdfast.cli.report_file.write_whole", full)

    code = _run(["drift", "contoso", f"--output=csv={tmp_path}/a", f"--output=json={tmp_path}/b"])

    printed = capsys.readouterr()
    assert (code, checks) == (ExitCode.NO_ANSWER, ["contoso"])
    assert "Drift:" in printed.out
    assert printed.err.count("No space left on device") == 2
    assert printed.err.endswith("[report-not-written]\n")
