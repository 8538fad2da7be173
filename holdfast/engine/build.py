"""Builds a toolchain: the engine's command line from its pinned Go module, our language host beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from holdfast.engine.process import CommandFailedError, run_with_progress
from holdfast.engine.toolchain import (
    MODULE,
    Engine,
    Pin,
    Progress,
    built_command_line,
    built_folder,
    language_host_files,
    read_pin,
    read_toolchain,
    record_interpreter,
    source_folder,
    write_marker,
)
from holdfast.model.errors import EngineError

_BUILD_SECONDS = 3600.0
_VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"


def build(say: Progress) -> Engine:
    """Returns the toolchain built from `engine/go.mod`, made whole or not at all.

    Raises:
        EngineError: `engine-windows` on Windows, where only the official language host works;
            `engine-no-go`, `engine-go-too-old`, `engine-module-refused` or `engine-build-failed`.
    """
    pin = read_pin()
    if os.name == "nt":
        message = "On Windows the engine cannot be built here: install Pulumi and put it on PATH."
        raise EngineError("engine-windows", message)
    folder = built_folder(pin)
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".build-", dir=folder.parent))
    try:
        scratch.chmod(0o755)
        (scratch / "bin").mkdir()
        built = built_command_line(pin)
        if built is None:
            _compile(scratch / "bin" / "pulumi", pin, say)
        else:
            os.link(built, scratch / "bin" / "pulumi")
        _add_language_host(scratch / "bin")
        write_marker(scratch, pin.version, "built")
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    engine = read_toolchain(folder)
    if engine is None:
        raise EngineError("engine-build-failed", f"The engine built into {folder} is not whole: delete it.")
    return engine


def _compile(target: Path, pin: Pin, say: Progress) -> None:
    """Builds the command line into `target`, stamped with its version."""
    go = shutil.which("go")
    if go is None:
        raise EngineError("engine-no-go", _cannot(pin, f"Go {pin.go} or newer is not on PATH"))
    counts = {"modules": 0, "packages": 0}

    def on_line(line: str) -> None:
        counts["modules" if line.startswith("go: downloading ") else "packages"] += 1

    def detail() -> str:
        if counts["packages"]:
            return f"once, {counts['packages']} packages compiled"
        return f"once, {counts['modules']} modules fetched"

    command = [go, "build", "-v", "-mod=readonly", "-gcflags", "all=-l"]
    command += ["-ldflags", f"-s -w -X {_VERSION_VARIABLE}=v{pin.version}"]
    command += ["-o", str(target), f"{MODULE}/cmd/pulumi"]
    try:
        run_with_progress(
            command,
            title=f"building the Pulumi engine {pin.version}",
            say=say,
            on_line=on_line,
            detail=detail,
            cwd=source_folder(),
            env={**os.environ, "CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": ""},
            timeout_seconds=_BUILD_SECONDS,
        )
    except CommandFailedError as failed:
        raise explain_failure(failed.output, pin) from failed
    except subprocess.TimeoutExpired as late:
        message = _cannot(pin, "the build took more than an hour")
        raise EngineError("engine-build-failed", message) from late


def explain_failure(output: str, pin: Pin) -> EngineError:
    """Returns the error that says in one sentence why `go build` failed."""
    old = re.search(r"requires go >= \S+ \(running go (\S+)", output)
    if old or "toolchain not available" in output:
        running = f", here it is {old[1].rstrip(';')}" if old else ""
        return EngineError("engine-go-too-old", _cannot(pin, f"Go {pin.go} or newer is needed{running}"))
    problems = [
        line for line in output.splitlines() if ": " in line and not line.startswith("go: downloading ")
    ]
    last = problems[0].strip() if problems else "go build gave no reason"
    refused = re.search(
        r"\b40[0-9] \w+|\b410 Gone|\b50[0-9] |dial tcp|no such host|proxyconnect|TLS handshake|tls: |"
        r"x509: |timeout|module lookup disabled|checksum mismatch",
        output,
    )
    if refused:
        return EngineError("engine-module-refused", _cannot(pin, f"a Go module could not be fetched: {last}"))
    return EngineError("engine-build-failed", _cannot(pin, last))


def _cannot(pin: Pin, reason: str) -> str:
    """Returns the sentence that every failure to make an engine has in common."""
    return (
        f"No Pulumi engine on PATH, its download site cannot be used from here, and version {pin.version} "
        f"cannot be built: {reason.rstrip('.')}. Install Pulumi, or make that possible."
    )


def _add_language_host(folder: Path) -> None:
    """Puts the language host and its launcher beside the command line."""
    launcher = folder / "pulumi-language-python"
    shutil.copyfile(source_folder() / "pulumi-language-python", launcher)
    launcher.chmod(0o755)
    program = folder.parent / "lib"
    program.mkdir()
    for file in language_host_files():
        shutil.copyfile(file, program / file.name)
    record_interpreter(folder.parent)
