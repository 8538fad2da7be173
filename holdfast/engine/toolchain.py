"""What an engine is, which one is pinned, and where ours is kept.

A toolchain folder looks like an official installation, `bin/pulumi` with `bin/pulumi-language-python`
beside it, and holds `toolchain.json`, written last: a folder that has it has been verified. Reading it
is all that later runs do.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from holdfast.model.errors import EngineError
from holdfast.model.value_class import value_class
from holdfast.whole_file import read_ordinary

Origin = Literal["path", "downloaded", "built"]
"""Where an engine came from: found on PATH, downloaded by the SDK's installer, built from its Go module."""

Progress = Callable[[str], object]
"""Takes one line about what is being done now; each call replaces the line before."""

MODULE = "github.com/pulumi/pulumi/pkg/v3"
"""The Go module that the engine's command line is built from."""

_MARKER = "toolchain.json"
_PINNED = re.compile(rf"^\s*{re.escape(MODULE)} v(\S+)", re.MULTILINE)


@value_class
class Engine:
    """A Pulumi engine that can run Python programs."""

    pulumi: Path
    """The command line."""
    language_host: Path
    """The language host that belongs to it."""
    version: str
    """Version of the command line, without a leading v."""
    origin: Origin
    """Where it came from."""

    @property
    def bin(self) -> Path:
        """The folder to put on PATH."""
        return self.pulumi.parent


@value_class
class Pin:
    """The engine that `engine/go.mod` pins."""

    version: str
    """Version of the Go module, without a leading v."""
    digest: str
    """Hexadecimal digits over what a built toolchain is made of: 6 for go.mod, 6 for the language host."""
    go: str
    """Lowest Go version that can build it."""


def source_folder() -> Path:
    """Returns the folder that holds go.mod and the launcher of the language host."""
    return Path(__file__).resolve().parents[2] / "engine"


def language_host_files() -> tuple[Path, ...]:
    """Returns the files of the language host's program."""
    here = Path(__file__).resolve()
    return (here.with_name("language_host.py"), here.with_name("resource_code.py"))


@cache
def read_pin() -> Pin:
    """Returns the pinned engine.

    Raises:
        EngineError: `engine-pin-missing` when engine/go.mod is not there or pins no engine.
    """
    folder = source_folder()
    made_of = [folder / "go.mod", folder / "pulumi-language-python", *language_host_files()]
    try:
        contents = [path.read_bytes() for path in made_of]
    except OSError as error:
        message = (
            f"{Path(error.filename).name} is missing: an engine can only be built from a clone of Holdfast."
        )
        raise EngineError("engine-pin-missing", message) from error
    text = contents[0].decode()
    version = _PINNED.search(text)
    go = re.search(r"^go (\S+)", text, re.MULTILINE)
    if version is None or go is None:
        message = f"engine/go.mod does not require {MODULE}: restore the file from the repository."
        raise EngineError("engine-pin-missing", message)
    digests = [hashlib.sha256(part).hexdigest()[:6] for part in (contents[0], b"\0".join(contents[1:]))]
    return Pin(version=version[1], digest="".join(digests), go=go[1])


def toolchains_folder() -> Path:
    """Returns the folder of the user's cache that holds our toolchain folders."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "holdfast" / "engine"


def built_folder(pin: Pin) -> Path:
    """Returns where the toolchain built from `pin` is kept."""
    return toolchains_folder() / f"{pin.version}-{pin.digest}"


def built_command_line(pin: Pin) -> Path | None:
    """Returns a command line built from the same go.mod for another language host, where there is one."""
    pattern = f"{pin.version}-{pin.digest[:6]}??????/{_MARKER}"
    markers = sorted(toolchains_folder().glob(pattern))
    return markers[-1].parent / "bin" / "pulumi" if markers else None


def downloaded_folders() -> list[Path]:
    """Returns where the SDK's installer put official engines, the newest first."""
    markers = toolchains_folder().glob(f"*-official/{_MARKER}")
    return [path.parent for path in sorted(markers, key=lambda path: path.stat().st_mtime, reverse=True)]


def read_toolchain(folder: Path) -> Engine | None:
    """Returns the engine of a verified toolchain folder, or None when there is none."""
    try:
        marker = json.loads(read_ordinary(folder / _MARKER))
        engine = engine_in(folder, version=marker["version"], origin=marker["origin"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return engine if engine.pulumi.exists() and engine.language_host.exists() else None


def record_interpreter(folder: Path) -> None:
    """Records this interpreter for programs that have none of their own, where none is or the recorded one is gone."""
    recorded = folder / "lib" / "python-interpreter"
    # Who may not write there has to live with what is recorded.
    with suppress(OSError):
        if not (recorded.exists() and os.access(recorded.read_text(encoding="utf-8").strip(), os.X_OK)):
            recorded.write_text(f"{sys.executable}\n", encoding="utf-8")


def write_marker(folder: Path, version: str, origin: Origin) -> None:
    """Marks a toolchain folder as verified."""
    (folder / _MARKER).write_text(json.dumps({"version": version, "origin": origin}) + "\n")


def engine_in(folder: Path, version: str, origin: Origin) -> Engine:
    """Returns the engine that a folder laid out like an official installation holds."""
    ending = ".exe" if os.name == "nt" else ""
    return Engine(
        pulumi=folder / "bin" / f"pulumi{ending}",
        language_host=folder / "bin" / f"pulumi-language-python{ending}",
        version=version,
        origin=origin,
    )
