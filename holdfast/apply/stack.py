"""One client's stack, driven by the engine's command line on the very folder that people type `pulumi up` in.

Pulumi's own Automation API starts the engine three times more after each `up` (twice for outputs that nobody here
reads, once for the history), and importing it takes longer than a check.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.apply.event import Diagnostic, parse_event
from holdfast.apply.lock import LOCK_REMOVED, stale_locks, take_away
from holdfast.engine import ensure_stack, file_backend, has_stack, unflagged
from holdfast.engine.mark import RUNS, marked_engine
from holdfast.model.errors import EngineError, in_words
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class
from holdfast.passing_folder import passing_folder
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from typing import TextIO

    from holdfast.apply.event import OnEvent
    from holdfast.engine import Engine, Progress


NOT_A_REASON = re.compile(r"(update|preview|destroy|refresh) failed")
"""What the engine adds at the end."""
_LOCKED = ("currently locked by", "Another update is currently in progress")
_LISTEN_SECONDS = 0.05
_CHECKPOINT = ".pulumi/stacks/holdfast"
"""Where a file backend keeps the states of this project."""


NEWEST = 50
"""As many runs as are asked for."""
_SAYS_OPTIONS = "pulumi.version"
"""What an engine notes of each run that notes its options as well (`AddPulumiCLIMetadata` of pulumi/pulumi)."""
_NARROWED = re.compile(r"pulumi\.(flag\.|env\.PULUMI_OPTION_)(target|exclude)", re.IGNORECASE)
"""What it notes where a run was told to leave some resources alone; never which."""


@value_class
class EngineRun:
    """One run of the engine that came to its end."""

    kind: str
    """The engine's own word, such as `update` or `refresh`."""
    succeeded: bool
    started: float
    """Seconds since 1970; the engine cuts them to whole ones."""
    whole: bool
    """Whether it is known that it was told to leave nothing alone; the counts of its changes say nothing of that."""


@value_class
class Stack:
    """A stack in its folder, with the environment that reaches its tenant."""

    pulumi: Path
    """The engine's command line."""
    project: Path
    name: str
    """Client name."""
    variables: Mapping[str, str]
    folder: Path
    """Where Holdfast keeps its state: the engine that runs is marked there."""

    def using(self, **variables: str) -> Stack:
        """Return the stack with some variables more or other."""
        return replace(self, variables={**self.variables, **variables})

    def export(self) -> dict[str, Any]:
        """Return the deployment that the backend keeps; reads only.

        Raises:
            EngineError: when the engine cannot read it.
        """
        kept = _checkpoint(self)
        if kept is not None:
            return kept
        exported: dict[str, Any] = json.loads(self.run("stack", "export"))
        return dict(exported.get("deployment") or {})

    def restore(self, deployment: Mapping[str, Any]) -> None:
        """Make `deployment` the stack's state.

        Raises:
            EngineError: when the engine refuses it, or another run holds the stack.
        """
        with passing_folder() as folder:
            path = folder / "state.json"
            path.write_text(json.dumps({"version": 3, "deployment": deployment}), encoding="utf-8")
            self.run("stack", "import", "--file", str(path))

    def runs(self) -> list[EngineRun]:
        """Return the engine's `NEWEST` runs on this stack, by whomever, the newest first; a killed one is not there.

        Raises:
            EngineError: when the engine cannot say.
        """
        said = json.loads(self.run("stack", "history", "--json", "--page-size", str(NEWEST)) or "[]")
        try:
            return [_run(one) for one in said]
        except (KeyError, TypeError, ValueError) as error:
            told = f"pulumi stack history of {self.name} is not understood ({in_words(error)})"
            raise EngineError("engine-failed", told) from error

    def refresh(self, urns: Sequence[str]) -> None:
        """Read the resources `urns` from the tenant into the state, and no others.

        Raises:
            EngineError: when one could not be read.
        """
        self.run("refresh", "--yes", "--skip-preview", "--color", "never", *_targets(urns))

    def update(
        self,
        on_event: OnEvent,
        drifted: Sequence[str] = (),
        *,
        without: Collection[str] = (),
        going_on: bool = False,
    ) -> None:
        """Apply the program; with `drifted`, read these from the tenant first, in the same run, and touch no others.

        What is in `without` is neither made nor changed. `going_on` goes on after what could not be applied with what
        does not depend on it: for a run that deletes nothing.

        Raises:
            EngineError: when something could not be applied; what was done is in the state.
        """
        # The engine takes one of the two: what is not among the targets is left out anyway.
        only = ("--refresh=true", *_targets(drifted)) if drifted else _excluded(without)
        options = ("--continue-on-error", *only) if going_on else only
        self.run("up", "--yes", "--skip-preview", "--color", "never", *options, on_event=on_event)

    def preview(self, on_event: OnEvent, *, refresh: bool = False, without: Collection[str] = ()) -> None:
        """Tell `on_event` what `update` would do; sends reads only, and leaves the state as it is.

        Raises:
            EngineError: when the engine cannot say.
        """
        read = f"--refresh={str(refresh).lower()}"
        options = (read, "--show-replacement-steps", *_excluded(without))
        self.run("preview", "--color", "never", *options, on_event=on_event)

    def destroy(self, on_event: OnEvent) -> None:
        """Delete what may be deleted.

        Raises:
            EngineError: when something could not be deleted.
        """
        self.run("destroy", "--yes", "--skip-preview", "--color", "never", on_event=on_event)

    def run(self, *arguments: str, on_event: OnEvent | None = None) -> str:
        """Run one command of the engine to its end and return its standard output.

        Args:
            arguments: the command and its options; the stack is added.
            on_event: told of every event, as it comes; errors shown so are not told again.

        Raises:
            EngineError: `stack-locked`, `engine-failed`.
        """
        with passing_folder() as folder:
            listener = _Listener(folder / "events", on_event) if on_event else None
            command = [str(self.pulumi), "--non-interactive", *arguments, "--stack", self.name]
            if listener:
                command += ["--event-log", str(listener.path)]
            code = self._run(command, folder, listener)
            out, err = ((folder / one).read_text("utf-8", "replace") for one in ("out", "err"))
        if code:
            raise failure(self.name, arguments[0], err + "\n" + out, listener.errors if listener else ())
        return out

    def _run(self, command: Sequence[str], folder: Path, listener: _Listener | None) -> int:
        variables = unflagged({"PULUMI_DEBUG_COMMANDS": "true", **self.variables})
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err}
            with (
                subprocess.Popen(command, cwd=self.project, env=variables, **options) as process,
                marked_engine(self.folder / RUNS, process),
            ):
                while True:
                    try:
                        code = process.wait(_LISTEN_SECONDS if listener else None)
                    except subprocess.TimeoutExpired:
                        if listener:
                            listener.listen()
                    else:
                        break
        if listener:
            listener.listen()
        return code


class _Listener:
    """Follows the engine's event log while the engine writes it."""

    def __init__(self, path: Path, on_event: OnEvent) -> None:
        self.path = path
        self.errors: list[str] = []
        self._on_event = on_event
        self._file: TextIO | None = None
        self._rest = ""

    def listen(self) -> None:
        """Hand on every event that is there as a whole line."""
        for line in self._lines():
            event = parse_event(json.loads(line))
            if isinstance(event, Diagnostic) and event.severity == "error":
                self.errors.append(event.message)
            if event is not None:
                self._on_event(event)

    def _lines(self) -> Iterator[str]:
        if self._file is None:
            if not self.path.exists():
                return
            self._file = self.path.open(encoding="utf-8")
        *whole, self._rest = (self._rest + self._file.read()).split("\n")
        yield from (line for line in whole if line.strip())


def open_stack(
    engine: Engine, project: Path, client: str, variables: Mapping[str, str], folder: Path
) -> Stack:
    """Return the client's stack in the folder `project`, whether it is there or not."""
    return Stack(engine.pulumi, project, client, dict(variables), folder)


def made_stack(
    engine: Engine, project: Path, client: str, variables: Mapping[str, str], folder: Path, *, say: Progress
) -> Stack:
    """Return the client's stack in the folder `project`, which is made where there is none.

    A run that was killed while it made the stack leaves a lock on a stack that is not there, under which nobody could
    make it: it goes first, where its process is certainly gone.

    Raises:
        EngineError: `stack-locked` or `lock-undecided` where another run makes it, or may;
            `engine-stack-init` where the engine refuses.
    """
    if not has_stack({**os.environ, **variables}, client) and (
        locks := stale_locks(client, variables, folder / RUNS)
    ):
        take_away(locks)
        say(LOCK_REMOVED)
    ensure_stack(engine, project, client, variables, folder)
    return open_stack(engine, project, client, variables, folder)


def _targets(urns: Sequence[str]) -> list[str]:
    return [part for urn in urns for part in ("--target", urn)]


def _excluded(urns: Collection[str]) -> list[str]:
    return [part for urn in sorted(urns) for part in ("--exclude", urn)]


def _run(row: Mapping[str, Any]) -> EngineRun:
    started = datetime.fromisoformat(row["startTime"]).timestamp()
    noted = row.get("environment") or {}
    whole = _SAYS_OPTIONS in noted and not any(map(_NARROWED.match, noted))
    return EngineRun(str(row["kind"]), row.get("result") == "succeeded", started, whole)


def _checkpoint(stack: Stack) -> dict[str, Any] | None:
    """Return the state as a file backend keeps it, without starting the engine; None where it must be asked."""
    backend = file_backend({**os.environ, **stack.variables})
    if backend is None:
        return None
    try:
        kept = json.loads(read_ordinary(backend / _CHECKPOINT / f"{stack.name}.json"))
        return dict(kept["checkpoint"]["latest"] or {}) if kept["version"] == _CHECKPOINT_VERSION else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


_CHECKPOINT_VERSION = 3
_DAMAGED = ("failed to load checkpoint", "snapshot integrity", "state file contains errors")
"""How it says so of one that is cut off, of one whose parts do not fit, and of one that is put back."""
_UNFIT = re.compile(r"^(?:Read|Write) Error: +(.+)$", re.MULTILINE)
"""What does not fit; the rest is how to turn off that it is looked for."""
_WHY = re.compile(r"(?:error|panic|fatal error): *(.+)", re.IGNORECASE)
"""A line that says why; the second and third are the engine's own faults, with a stack trace below."""
_ONE_OF_SEVERAL = re.compile(r"(?:\*|\d+\)) ")
_SEVERAL = "errors occurred:"
_UNASKED = re.compile(r'hook "[^"]*" was not registered')
"""How it says that a deletion is held by what the program was to register, before it takes any step."""
STATE_DAMAGED = "state-damaged"
"""Slug of the error about a state that is there and not whole."""


def failure(client: str, command: str, said: str, shown: Sequence[str]) -> EngineError:
    """Return the error that a failed run of the engine is, from what it said and what was shown of that before."""
    if any(words in said for words in _LOCKED):
        do = f"when it is really gone: pulumi cancel --stack {shlex.quote(client)}"
        told = f"another run holds the stack {client}; {do} ({_last_line(said)})"
        return EngineError("stack-locked", told)
    if any(words in said for words in _DAMAGED):
        why = (_UNFIT.findall(said) or [_reasons(said, shown)])[-1]
        told = (
            f"the state of {client} cannot be loaded ({why}): it is not whole, as after a disk "
            "without room or a hand that wrote in it. Put a copy of it in its place: where it is kept in files, the "
            "engine leaves the one before its last step beside it (.json.bak), and older ones below .pulumi/backups"
        )
        return EngineError(STATE_DAMAGED, told)
    if any(_UNASKED.search(one) for one in (said, *shown)):
        told = (
            "the program does not come to `declare(plan)`, so that nobody is asked about what would be deleted. Put "
            f"`export(declare(plan), plan)` back into __main__.py, or have what was made taken away: "
            f"{typed_command('destroy', client)}"
        )
        return EngineError(
            "engine-failed", f"pulumi {command} of {client} failed, and nothing was changed: {told}"
        )
    return EngineError("engine-failed", f"pulumi {command} of {client} failed: {_reasons(said, shown)}")


def _reasons(said: str, shown: Sequence[str]) -> str:
    """Return the engine's own error lines, each once, but for those shown before."""
    before = " ".join(" ".join(shown).split())
    lines = [" ".join(line.split()) for line in said.splitlines()]
    found: list[str] = []
    for line in lines:
        if why := _WHY.fullmatch(line):
            found.append(why[1])
        elif found and _SEVERAL in found[-1] and _ONE_OF_SEVERAL.match(line):
            found[-1] = f"{found[-1]} {line}"
    reasons = [line for line in dict.fromkeys(found) if line and not NOT_A_REASON.fullmatch(line)]
    if reasons and all(line in before for line in reasons):
        return (
            "the reasons stand above; what was done before them is kept, and the next run goes on from there"
        )
    return "; ".join(line for line in reasons if line not in before) or _last_line(said)


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
