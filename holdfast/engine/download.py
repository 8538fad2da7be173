"""Downloads the official engine with the SDK's own installer, where its download site can be reached."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.engine.process import CommandFailedError, run_with_progress
from holdfast.engine.toolchain import (
    Engine,
    Progress,
    engine_in,
    read_toolchain,
    toolchains_folder,
    write_marker,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SITE = "https://get.pulumi.com/install.sh"
_PROBE_SECONDS = 3.0
_DOWNLOAD_SECONDS = 600.0

_INSTALL = """\
import sys
from pulumi.automation import PulumiCommand
print(PulumiCommand.install(root=sys.argv[1]).version)
"""


def download(say: Progress, reachable: Callable[[], bool] | None = None) -> Engine | None:
    """Returns the official engine, made whole or not at all, or None when it cannot be had this way.

    Args:
        say: told about the progress.
        reachable: tells whether the download site answers; asked first, so that a machine without a way
            out loses no more than a few seconds.
    """
    if not (reachable or _site_answers)():
        return None
    parent = toolchains_folder()
    parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".download-", dir=parent))
    try:
        version = _install(scratch, say)
        folder = parent / f"{version}-official"
        engine = engine_in(scratch, version=version, origin="downloaded")
        if not (version and engine.pulumi.exists() and engine.language_host.exists()):
            return None
        write_marker(scratch, version, "downloaded")
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)
    except (OSError, subprocess.SubprocessError, CommandFailedError):
        return None  # building is the next way, and its error is the one that a person can act upon
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return read_toolchain(folder)


def _install(folder: Path, say: Progress) -> str:
    """Runs the SDK's installer in a process of its own and returns the version it installed."""
    lines: list[str] = []
    run_with_progress(
        [sys.executable, "-c", _INSTALL, str(folder)],
        title="downloading the Pulumi engine",
        say=say,
        on_line=lines.append,
        timeout_seconds=_DOWNLOAD_SECONDS,
    )
    return lines[-1].strip() if lines else ""


def _site_answers() -> bool:
    """Tells whether the download site can be reached from here."""
    request = urllib.request.Request(_SITE, method="HEAD")  # a constant https address
    try:
        with urllib.request.urlopen(request, timeout=_PROBE_SECONDS):  # noqa: S310  # as above
            return True
    except (OSError, urllib.error.URLError, ValueError):
        return False
