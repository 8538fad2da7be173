"""Every command: whatever ends it before it has an answer is one sentence and exit code 2, never 0 or 1."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
import pytest
import typer

from holdfast.cli import main as command_line
from holdfast.cli.crash import scrubbed
from holdfast.drift.recording import load_recording
from holdfast.model.errors import HoldfastWarning, ReadError
from holdfast.model.status import ExitCode
from holdfast.report.formats.interface import formats
from tests.corpus.test_bad_files import GOOD, PATHS, TODAY, Today
from tools.docs.cli import every_command

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]
COMMANDS = {path: one for path, one in every_command() if not isinstance(one, click.Group)}
SECRET = "s3cr3t~of~the~application"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl"


def deep() -> NoReturn:
    deep()


def full_disk() -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/home/x/.holdfast/state.json")


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def end() -> NoReturn:
        raise error

    return end


def ended_by(number: signal.Signals) -> Callable[[], None]:
    return lambda: signal.raise_signal(number)


def blaming() -> NoReturn:
    cause = OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    raise ReadError("read-unexpected", "the tenant does not run", "unexpected") from cause


ENDS: dict[str, Callable[[], Any]] = {
    "disk full": full_disk,
    "read-only": raising(PermissionError(errno.EROFS, os.strerror(errno.EROFS), "/home/x/.holdfast")),
    "row without an id": raising(KeyError("id")),
    "recursion": deep,
    "memory": raising(MemoryError()),
    "letters": raising(UnicodeEncodeError("ascii", "ü", 0, 1, "ordinal not in range(128)")),
    "closed output": raising(ValueError("I/O operation on closed file.")),
    "pipe": raising(BrokenPipeError(errno.EPIPE, "Broken pipe")),
    "end of input": raising(EOFError()),
    "a no": raising(click.Abort()),
    "interrupt": raising(KeyboardInterrupt()),
    "signal": ended_by(signal.SIGTERM),
    "terminal gone": ended_by(signal.SIGHUP),
    "cancelled": raising(asyncio.CancelledError()),
    "several": raising(ExceptionGroup("two", [ValueError("a"), TypeError("b")])),
    "text instead of a code": raising(SystemExit("something went wrong")),
    "secrets": raising(RuntimeError(f"client_secret={SECRET} and Bearer {TOKEN}\nsecond line {SECRET}")),
    "usage": raising(click.UsageError("no such thing")),
    "too many files behind an error of ours": blaming,
    "ours": raising(ReadError("read-unexpected", "an answer was odd", "unexpected")),
}
CRASHES = {
    "row without an id", "recursion", "letters", "closed output", "cancelled", "several", "secrets",
}  # fmt: skip
OF_THE_MACHINE = {"disk full", "read-only", "memory", "too many files behind an error of ours"}


@pytest.fixture
def crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder, and where its crash files go."""
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)
    return tmp_path / "home" / "crashes"


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of the command line, in this process."""
    # As at a terminal, whatever these tests are run under.
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.setattr(sys, "argv", ["holdfast", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    for number, handler in before.items():
        signal.signal(number, handler)
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.unmeasured  # nothing of the command line is measured
def anything(argument: click.Argument) -> str:
    """A word that an argument takes."""
    return str(next(iter(argument.type.choices))) if isinstance(argument.type, click.Choice) else "demo"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("path", COMMANDS)
def test_whatever_ends_a_command_is_one_sentence_and_exit_code_2(
    path: str,
    end: str,
    crashes: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [one for one in COMMANDS[path].params if isinstance(one, click.Argument) and one.required]
    options = [one for one in COMMANDS[path].params if isinstance(one, click.Option) and one.required]
    given = [part for one in options for part in (one.opts[0], "2027-03-31")]
    arguments = [*path.split()[1:], *map(anything, asked), *given]

    def invoke(self: click.Command, context: click.Context) -> Any:
        return invoked(self, context) if isinstance(self, click.Group) else ENDS[end]()

    invoked = click.Group.invoke
    monkeypatch.setattr(typer.core.TyperCommand, "invoke", invoke)
    monkeypatch.setattr(command_line, "make_app", lambda _only: whole_app())

    code = run(*arguments, monkeypatch=monkeypatch)

    said = capsys.readouterr()
    assert code == ExitCode.NO_ANSWER, said.err
    assert "Traceback" not in said.out + said.err
    assert SECRET not in said.out + said.err
    assert TOKEN not in said.err
    files = list(crashes.glob("*")) if crashes.exists() else []
    assert len(files) == (end in CRASHES), said.err
    if end in OF_THE_MACHINE:
        assert said.err.count("\n") == 1
        assert said.err.endswith("[machine-exhausted]\n")
    if end in CRASHES:
        assert said.err.count("\n") == 1
        assert said.err.endswith("[not-foreseen]\n")
        assert str(files[0]) in said.err
        kept = files[0].read_text(encoding="utf-8")
        assert "Traceback" in kept
        assert SECRET not in kept
        assert TOKEN not in kept
        assert files[0].stat().st_mode & 0o077 == 0


_MAKE_APP = command_line.make_app


def whole_app() -> typer.Typer:
    return _MAKE_APP()


def test_where_the_state_folder_cannot_be_written_the_crash_file_is_elsewhere(
    crashes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes.parent.write_text("a file where the folder should be", encoding="utf-8")
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(elsewhere))
    from holdfast.cli.crash import crashed

    assert str(elsewhere) in str(crashed(ValueError("x")))
    elsewhere.rename(tmp_path / "gone")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(crashes.parent))
    assert "could not be written to any folder" in str(crashed(ValueError("x")))


@pytest.mark.parametrize(
    "text",
    [
        f"token {TOKEN} end", "Authorization: Bearer abc.def-ghi", f"{{'client_secret': '{SECRET}'}}",
        "https://user:hunter22@proxy.example/", "password=hunter22&x=1", '"access_token": "hunter22"',
        "holdfast notify --to slack=https://hooks.example/hunter22", "--to email=smtps://hunter22",
        "-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----",
    ],
)  # fmt: skip
def test_secrets_are_taken_out_wherever_they_stand(text: str) -> None:
    kept = scrubbed(text, {})
    for secret in (TOKEN, SECRET, "hunter22", "abc.def-ghi"):
        assert secret not in kept
    assert scrubbed("a plain sentence", {"A_TOKEN": "true", "B_KEY": "long enough"}) == "a plain sentence"
    assert scrubbed("it is long enough.", {"B_KEY": "long enough"}) == "it is [taken out]."


# --- in a process of its own, as people and pipelines start it


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", script.replace("HOLDFAST", f"{sys.executable} -m holdfast.cli.main")],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("command", ["--help", "drift --help", "tenant tamper"])
def test_an_answer_that_cannot_be_written_is_none(command: str, buffered: str, tmp_path: Path) -> None:
    done = shell(f"HOLDFAST {command} > /dev/full", tmp_path, PYTHONUNBUFFERED=buffered)
    assert done.returncode == ExitCode.NO_ANSWER
    assert b"No space left on device" in done.stderr
    assert b"[output-lost]" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-", "2>/dev/full"])
def test_closed_streams_change_no_exit_code_but_of_an_answer_that_nobody_got(
    closed: str, tmp_path: Path
) -> None:
    nowhere = closed.startswith(">&-")
    answered = ExitCode.NO_ANSWER if nowhere else ExitCode.IN_SYNC
    assert shell(f"HOLDFAST drift --help {closed}", tmp_path).returncode == answered
    assert shell(f"HOLDFAST drift nobody {closed}", tmp_path).returncode == ExitCode.NO_ANSWER
    assert shell(f"HOLDFAST drift {closed}", tmp_path).returncode == ExitCode.NO_ANSWER


def test_a_terminal_without_our_letters_still_gets_the_sentence(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    plain = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = shell("HOLDFAST drift kündin", tmp_path, **plain)
    assert done.returncode == ExitCode.NO_ANSWER
    assert done.stderr.endswith(b"[unknown-client]\n")


# --- files that have no end, or are none


ODD_FILES: dict[str, Callable[[Path], object]] = {
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "random": lambda path: path.symlink_to("/dev/urandom"),
    "pipe": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "circle": lambda path: path.symlink_to(path),
    "huge": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2**40),
    "deep": lambda path: path.write_text("[" * 100_000, encoding="utf-8"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 10),
}
PLACES = [PATHS["client"], PATHS["core"], "__main__.py", "components/odd.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
@pytest.mark.parametrize("odd", ODD_FILES)
@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_is_none_ends_a_check_with_one_sentence(
    place: str, odd: str, crashes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = crashes.parents[1]
    for name, text in GOOD.items():
        (project / PATHS[name]).parent.mkdir(parents=True, exist_ok=True)
        (project / PATHS[name]).write_text(text, encoding="utf-8")
    shutil.copytree(
        PROJECT / "components", project / "components", ignore=shutil.ignore_patterns("__pycache__")
    )
    (project / "__main__.py").write_text("import components.odd\n", encoding="utf-8")
    (project / place).unlink(missing_ok=True)
    ODD_FILES[odd](project / place)
    monkeypatch.setattr("holdfast.drift.check.datetime", Today)

    code = run("drift", "acme", monkeypatch=monkeypatch)

    said = capsys.readouterr().err
    assert code == ExitCode.NO_ANSWER
    assert re.search(r"\[[a-z0-9-]+\]\n$", said), said
    assert "[not-foreseen]" not in said


def test_a_check_without_a_result_leaves_the_files_of_an_earlier_one(
    crashes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = crashes.parents[1]
    files = {name: project / f"earlier.{name}" for name in formats()}
    for path in files.values():
        path.write_text("of yesterday", encoding="utf-8")
    for name, text in GOOD.items():
        (project / PATHS[name]).parent.mkdir(parents=True, exist_ok=True)
        (project / PATHS[name]).write_text(text, encoding="utf-8")
    (project / "__main__.py").write_text("1 / 0\n", encoding="utf-8")
    asked = [part for name, path in files.items() for part in ("--output", f"{name}={path}")]

    code = run("drift", "acme", *asked, monkeypatch=monkeypatch)

    assert code == ExitCode.NO_ANSWER
    assert {path.read_text(encoding="utf-8") for path in files.values()} == {"of yesterday"}


def test_a_check_that_cannot_keep_its_recording_says_so_and_goes_on(tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / PATHS[name]).parent.mkdir(parents=True, exist_ok=True)
        # The program declares nothing, so that nothing can be accepted of it.
        plain = text.partition("  holdfast:exceptions:")[0]
        (tmp_path / PATHS[name]).write_text(plain, encoding="utf-8")
    (tmp_path / "__main__.py").write_text("import pulumi\n", encoding="utf-8")
    home = tmp_path / "home"
    home.write_text("a file where the folder should be", encoding="utf-8")

    with pytest.warns(HoldfastWarning, match="cannot be kept"):
        recording = load_recording(tmp_path, "acme", home, TODAY)

    assert recording.plan.tenant == "acme.onmicrosoft.com"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
@pytest.mark.parametrize("limit", ["-n 60", "-f 0"])
def test_a_machine_without_room_is_told_as_that_by_the_recording_process(tmp_path: Path, limit: str) -> None:
    for name, text in GOOD.items():
        (tmp_path / PATHS[name]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / PATHS[name]).write_text(text, encoding="utf-8")
    program = "held = [open('/dev/null') for _ in range(100)]\n"
    (tmp_path / "__main__.py").write_text(program, encoding="utf-8")
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    ended = subprocess.run(
        ["sh", "-c", f'ulimit {limit}; exec "$0" -m holdfast.cli.main drift acme', sys.executable],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOLDFAST_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == ExitCode.NO_ANSWER, ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stderr.endswith("[machine-exhausted]\n")


def test_a_warning_of_ours_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    command_line._show_warning("it is so", HoldfastWarning)
    assert capsys.readouterr().err == "holdfast: warning: it is so\n"
