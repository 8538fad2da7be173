"""Takes the first engine that works: on PATH, ours from before, downloaded, built.

The order is that of design decision 1. Must be fast when the engine is there: files are read, no process
is started.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.engine.stack import unflagged
from holdfast.engine.toolchain import (
    Engine,
    Progress,
    built_folder,
    downloaded_folders,
    read_pin,
    read_toolchain,
    record_interpreter,
    toolchains_folder,
)
from holdfast.model.errors import EngineError
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDEST = (3, 200, 0)
"""Oldest engine taken from PATH (assumed to be new enough: 3.259.0 is the oldest that was tried)."""

_START_SECONDS = 30.0


def find_engine(progress: Progress | None = None, *, make: bool = True) -> Engine:
    """Returns a working engine, downloading or building it once when the machine has none.

    Args:
        progress: told what is being done while an engine is downloaded or built, and why an engine on
            PATH was passed over.
        make: whether to download or build; without it only what is there is taken.

    Raises:
        EngineError: `engine-not-found` when there is none and none may be made, or one of the reasons of
            `holdfast.engine.build.build` when none can be made.
    """
    say = progress or _silent
    engine = _on_path(say) or _kept()
    if engine is not None:
        return engine
    if not make:
        message = "No Pulumi engine was found: run `make setup`, or install Pulumi and put it on PATH."
        raise EngineError("engine-not-found", message)
    return _make(say)


def _make(say: Progress) -> Engine:
    """Downloads the engine, else builds it; one process at a time.

    Raises:
        EngineError: `engine-cache-unusable`, and those of `holdfast.engine.build.build`.
    """
    from holdfast.engine.build import build  # rarely needed, and slow to import
    from holdfast.engine.download import download
    from holdfast.process_lock import locked

    waiting = "waiting for another process that prepares the Pulumi engine"
    folder = toolchains_folder()
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder / ".lock", say, waiting))
        except OSError as error:
            message = (
                f"The Pulumi engine cannot be kept in {folder} ({error.strerror}): correct HOME or XDG_CACHE_HOME, "
                "or install Pulumi and put it on PATH."
            )
            raise EngineError("engine-cache-unusable", message) from None
        return _kept() or download(say) or build(say)


def _kept() -> Engine | None:
    """Returns the engine that an earlier run left in the user's cache."""
    for folder in _kept_folders():
        engine = read_toolchain(folder)
        if engine is not None:
            if engine.origin == "built":
                record_interpreter(folder)
            return engine
    return None


def _kept_folders() -> Iterator[Path]:
    """Yields the folders where an earlier run may have left an engine, the official one first."""
    yield from downloaded_folders()
    try:
        yield built_folder(read_pin())
    except EngineError:
        return


def _on_path(say: Progress) -> Engine | None:
    """Returns the engine on PATH when its language host belongs to it; says why when it does not."""
    found = shutil.which("pulumi")
    if found is None:
        return None
    pulumi = Path(found)
    host = _host_of(pulumi)
    if host is None:
        say(f"passing over {pulumi}: it has no language host, pulumi-language-python, beside it or on PATH.")
        return None
    ours = read_toolchain(pulumi.resolve().parent.parent)
    if ours is not None and host.resolve().parent == ours.bin:
        return ours
    version, why = _verified_version(pulumi, host)
    if why:
        say(f"passing over {pulumi}: {why}")
        return None
    return Engine(pulumi=pulumi, language_host=host, version=version, origin="path")


def _host_of(pulumi: Path) -> Path | None:
    """Returns the language host that this command line would start: PATH comes before its own folder."""
    on_path = shutil.which("pulumi-language-python")
    beside = shutil.which("pulumi-language-python", path=str(pulumi.resolve().parent))
    found = on_path or beside
    return Path(found) if found else None


def _verified_version(pulumi: Path, host: Path) -> tuple[str, str]:
    """Returns the pair's version and why it cannot be used, asking the two only when they have changed."""
    memory = toolchains_folder() / "path.json"
    key = [_identity(pulumi), _identity(host)]
    try:
        remembered = json.loads(read_ordinary(memory))
        if remembered["key"] == key:
            return str(remembered["version"]), ""
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    version, why = _check_pair(pulumi, host)
    if not why:
        with suppress(OSError):  # it is asked again then
            write_whole(memory, json.dumps({"key": key, "version": version}).encode())
    return version, why


def _identity(path: Path) -> str:
    """Returns what changes when a file is replaced: its place, size and time of change."""
    real = path.resolve()
    stat = real.stat()
    return f"{real}:{stat.st_size}:{stat.st_mtime_ns}"


def _check_pair(pulumi: Path, host: Path) -> tuple[str, str]:
    """Returns the command line's version, and why the pair cannot be used or an empty string."""
    try:
        version = _answer([str(pulumi), "version"]).removeprefix("v")
    except (OSError, subprocess.SubprocessError) as error:
        return "", f"`pulumi version` failed ({error})."
    numbers = tuple(int(part) for part in version.split("-")[0].split(".")[:3] if part.isdigit())
    if numbers < _OLDEST:
        return version, f"version {version} is older than {'.'.join(map(str, _OLDEST))}."
    if host.resolve().parent == pulumi.resolve().parent:
        return version, ""
    try:
        host_version = _answer([str(host), "-version"]).removeprefix("v")
    except (OSError, subprocess.SubprocessError):
        host_version = "unknown"
    if host_version != version:
        return version, f"its language host {host} is of version {host_version}, not {version}."
    return version, ""


def _answer(command: list[str]) -> str:
    """Returns what a command prints, without surrounding space."""
    environment = unflagged({"PULUMI_SKIP_UPDATE_CHECK": "true"})
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=_START_SECONDS,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout.strip()


def _silent(line: str) -> None:
    """Drops a progress line."""
