"""Builds and installs programs of others, once: `python -m tests.contract.clients.prepare`.

Two are clients of the embedded tenant; actionlint reads the workflows of `pipelines/github/`, hadolint the container's
recipe, shellcheck the steps and what `holdfast permissions --format az` writes;
Microsoft's SARIF Multitool and compliance-trestle read what the formats of a check write.

`make test` runs it before the tests, because the first time takes minutes and a test has a few; a test that runs alone
does the same. What is made lies below `.venv`, so that `make clean` takes it away.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent
MADE = Path(__file__).parents[3] / ".venv" / "clients"


def go_client() -> Path | None:
    """The program on azidentity and azcore; None where there is no Go."""
    return _built("go", ".")


def actionlint() -> Path | None:
    """What reads workflows of GitHub Actions; None where there is no Go."""
    return _built("actionlint", "github.com/rhysd/actionlint/cmd/actionlint")


def _built(folder: str, package: str) -> Path | None:
    """Builds a Go package in the versions that stand in the folder's `go.mod`."""
    go = shutil.which("go")
    if go is None:
        return None
    program = MADE / folder / "program"
    if not program.exists() or _is_new(program.parent, SOURCES / folder):
        _run([go, "build", "-o", str(program), package], SOURCES / folder)
        _remember(program.parent, SOURCES / folder)
    return program


def node_client() -> list[str] | None:
    """The command of the program on @azure/identity and the Graph client; None where there is no Node."""
    node, folder = shutil.which("node"), _installed("node")
    return [node, str(folder / "main.mjs")] if node and folder else None


def sarif_multitool() -> Path | None:
    """Microsoft's reader of SARIF, a program for Linux; None elsewhere, or where there is no npm."""
    folder = _installed("sarif") if sys.platform == "linux" else None
    if folder is None:
        return None
    program = folder / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    program.chmod(0o755)  # its own script does that, and no script of a package is run here
    return program


def checkers() -> Path:
    """The folder of programs of an environment of its own: hadolint, shellcheck, a Python with compliance-trestle."""
    folder, sources = MADE / "checkers", SOURCES / "checkers"
    if _is_new(folder, sources):
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)], sources)
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        _run([*pip, "-r", "requirements.txt"], sources)
        _remember(folder, sources)
    return folder / "bin"


def _installed(name: str) -> Path | None:
    """Installs what a `package-lock.json` names, and runs no script of it."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    folder = MADE / name
    if _is_new(folder, SOURCES / name):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SOURCES / name, folder, ignore=shutil.ignore_patterns("node_modules"))
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        _remember(folder, SOURCES / name)
    return folder


def _is_new(folder: Path, sources: Path) -> bool:
    stamp = folder / ".made-of"
    return not stamp.exists() or stamp.read_text() != _digest(sources)


def _remember(folder: Path, sources: Path) -> None:
    (folder / ".made-of").write_text(_digest(sources))


def _digest(sources: Path) -> str:
    files = sorted(path for path in sources.iterdir() if path.is_file())
    return hashlib.sha256(b"\0".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def _run(command: list[str], folder: Path) -> None:
    MADE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed in {folder}: {done.stderr[-2000:]}")


def main() -> int:
    """Make what can be made; a machine without Go or Node skips that client's tests, which say so.

    Those of other languages than Go, which has both processors to itself, are downloads: they wait beside each other.
    """
    with ThreadPoolExecutor() as beside:
        downloads: list[tuple[str, Future[Any]]] = [
            ("Node", beside.submit(node_client)),
            ("npm for Linux", beside.submit(sarif_multitool)),
            ("Python", beside.submit(checkers)),
        ]
        made = [("Go", go_client()), ("Go", actionlint())]
        made += [(name, one.result()) for name, one in downloads]
    for name, one in made:
        if one is None:
            sys.stdout.write(f"setup: no {name} on this machine: the tests with its programs are skipped\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
