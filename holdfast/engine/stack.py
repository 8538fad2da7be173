"""Prepares the engine for one client: environment variables and the stack in the embedded backend.

Where the embedded tenant is the target, everything the engine keeps (state, logs, its own settings) stays
below `.holdfast` in the project folder, and secrets in the state are encrypted under a public phrase.

The engine writes a stack's encryption salt into the client's file unless one is there. The files of the
embedded clients therefore carry `DEMO_SALT`, which belongs to the public phrase and protects nothing, and
no run changes a tracked file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.engine.mark import RUNS, marked_engine
from holdfast.model.backend import backend_folder
from holdfast.model.embedded import DEMO_PASSPHRASE
from holdfast.model.errors import EngineError
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.engine.toolchain import Engine

DEMO_SALT = "v1:UzE5L3j8Yh8=:v1:2m8Ds2kQwYMZrwPG:bE2hIzPK6IOg0bwClBhuZNJLcQaeaQ=="
"""The `encryptionsalt` that files of embedded clients carry: made for `DEMO_PASSPHRASE`, not a secret."""

_ONE_FILE = "metadata=skip"
"""Without it a file backend writes beside each file, in place, a second one about it: a run that is killed meanwhile
leaves half of that, and the state cannot be loaded (`failed to load checkpoint: EOF`).

Source: https://pkg.go.dev/gocloud.dev/blob/fileblob (2026-11-24).
"""
_PROJECT = "holdfast"
_INIT_SECONDS = 120.0


_FLAGS = ("PULUMI_OPTION_", "PULUMI_RUN_PROGRAM")
"""Begin the names of variables by which the engine takes flags that nobody typed."""
_OF_THE_SYSTEM = "dirname"
"""A command that every system has, and that `engine/pulumi-language-python` calls."""


def unflagged(variables: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment of an engine that Holdfast starts: `variables`, and of this process all but flags.

    What such a run does is what was looked at, asked about and told: a `--replace` from the shell would make anew what
    nobody agreed to, providers first. The system's own commands are always on its search path, behind all else: what
    starts programs and plugins there is a script of the shell.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith(_FLAGS)}
    given = {**ours, **variables}
    path = given.get("PATH", "")
    if shutil.which(_OF_THE_SYSTEM, path=path) is None:
        given["PATH"] = os.pathsep.join(filter(None, [path, os.defpath]))
    return given


def environment(
    engine: Engine, project: Path, *, embedded: bool, stack: str | None = None, folder: Path | None = None
) -> dict[str, str]:
    """Returns the variables that the engine needs beside those of the process, sorted by name.

    Args:
        engine: the engine to run.
        project: folder of Pulumi.yaml.
        embedded: whether the client lives on the embedded tenant; then state and settings stay in the
            project folder.
        stack: client to select for commands that name none.
        folder: where the state and settings of embedded clients go; `.holdfast` in the project by default.
    """
    project = project.resolve()
    variables = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PULUMI_OPTION_PRESERVE_CONFIG": "true",  # `pulumi stack rm` would delete the client's file
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    path = os.environ.get("PATH", "")
    if engine.origin != "path" and str(engine.bin) not in path.split(os.pathsep):
        variables["PATH"] = os.pathsep.join([str(engine.bin), path])
    if stack is not None:
        variables["PULUMI_STACK"] = stack
    if embedded:
        folder = (folder or project / ".holdfast").resolve()
        variables["PULUMI_BACKEND_URL"] = f"{(folder / 'state').as_uri()}?{_ONE_FILE}"
        variables["PULUMI_CONFIG_PASSPHRASE"] = DEMO_PASSPHRASE
        variables["PULUMI_HOME"] = str(folder / "pulumi")
    return dict(sorted(variables.items()))


def ensure_stack(engine: Engine, project: Path, stack: str, env: Mapping[str, str], folder: Path) -> None:
    """Makes sure that the stack exists; without starting the engine when a file backend already has it.

    Args:
        engine: the engine to run.
        project: folder of Pulumi.yaml.
        stack: client name.
        env: what `environment` returned, and whatever else the caller needs.
        folder: where Holdfast keeps its state: the engine that runs is marked there.

    Raises:
        EngineError: `engine-stack-init` when the engine refuses to make the stack, with the variables to set where
            some that it may need are not.
    """
    if has_stack(env, stack):
        return
    if backend := file_backend(env):
        make_private(backend)
    command = [str(engine.pulumi), "stack", "init", "--non-interactive", "--no-select", "--", stack]
    options: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    with (
        subprocess.Popen(command, cwd=project, env=unflagged(env), text=True, **options) as process,
        marked_engine(folder / RUNS, process),  # to make a stack takes its lock as well
    ):
        try:
            _, err = process.communicate(timeout=_INIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    if process.returncode and "already exists" not in err:
        reason = " ".join(err.split()).removeprefix("error: ") or f"exit code {process.returncode}"
        told = f"The stack {stack} could not be made: {reason}{_to_set({**os.environ, **env})}"
        raise EngineError("engine-stack-init", told)


def has_stack(env: Mapping[str, str], stack: str) -> bool:
    """Returns whether a file backend has the stack; False for any other backend, which only the engine can ask."""
    backend = file_backend(env)
    return backend is not None and (backend / ".pulumi" / "stacks" / _PROJECT / f"{stack}.json").exists()


_CHOICES = (
    (("PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"), "where the state is kept"),
    (
        ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"),
        "the phrase that its secrets are kept under",
    ),
)
"""Variables of which the engine takes the one or the other, and what they say.

Source: https://www.pulumi.com/docs/iac/cli/environment-variables (2026-11-26).
"""


def _to_set(env: Mapping[str, str]) -> str:
    """Returns the rest of a sentence: which variables may be missing; nothing where each choice is made."""
    missing = [
        f"{' or '.join(names)} ({what})" for names, what in _CHOICES if not any(name in env for name in names)
    ]
    return f"; not set in this shell, and perhaps needed: {', and '.join(missing)}" if missing else ""


def file_backend(env: Mapping[str, str]) -> Path | None:
    """Returns the folder of a file backend, or None for any other, and where it is relative: only the engine knows."""
    folder = backend_folder(env.get("PULUMI_BACKEND_URL", ""))
    return folder if folder is not None and folder.is_absolute() else None


def share_plugins(home: Path) -> None:
    """Lets an engine home of ours use the provider plugins that the user has installed.

    Without it a plugin in the user's own `~/.pulumi/plugins` would be downloaded again.
    """
    theirs = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi") / "plugins"
    ours = home / "plugins"
    if not theirs.is_dir() or ours.is_symlink() or theirs == ours:
        return
    if ours.is_dir() and not any(ours.iterdir()):
        ours.rmdir()
    if not ours.exists():
        make_private(home)
        ours.symlink_to(theirs, target_is_directory=True)
