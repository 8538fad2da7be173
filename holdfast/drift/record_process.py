"""Records a program in a process of its own, which sees a short list of variables and is watched while it runs.

`record` changes the search path, the mocks and the event loops of its process, and the watch cannot be taken off:
neither may touch whoever asks. The program's own output goes to standard error.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.drift.dependencies import seen_variables
from holdfast.model.errors import HoldfastError, RecordingError
from holdfast.model.machine import exhausted, of_the_machine
from holdfast.passing_folder import passing_folder
from holdfast.whole_file import write_whole

_INTERRUPTED = 130
_DEADLINE_SECONDS = 300.0
"""A program that takes longer waits for something that it must not wait for."""
_MODULE = "holdfast.drift.record_process"
_AN_ANSWER = 2**20
"""Bytes; a recording of seven controls is a tenth of it."""


def record_apart(project: Path, client: str, today: date) -> dict[str, Any]:
    """Load the plan of `client` and record the program of `project` for it, in a process of its own.

    Returns:
        `plan`: a `Plan` as a dict, without its exceptions and attestations;
        `desired`: a list of `DesiredResource` as dicts;
        `looked_up`: a list of type token, natural key and place of what the program looks up by its name;
        `controls`: a list of `DescribedControl` as dicts;
        `reported`: type tokens of the kinds whose objects are told when nobody declares them;
        `kind_files`: dotted names of the files of all kinds;
        `dependencies`: a `Dependencies` as a dict, or None when nobody can say what the program depends on, so that
        the recording may be used once and not kept.

    Raises:
        HoldfastError: the program's own, such as InputErrors.
        RecordingError: `recording-failed`, `recording-environment`, or `recording-timeout`.
    """
    program = project / "__main__.py"
    with passing_folder() as folder:
        answer, refusal, hidden = folder / "answer.json", folder / "refusal", folder / "hidden.json"
        hidden.write_text(
            json.dumps(sorted(set(os.environ) - set(seen_variables(os.environ)))), encoding="utf-8"
        )
        arguments = [
            str(project.resolve()),
            client,
            today.isoformat(),
            str(answer),
            str(refusal),
            str(hidden),
        ]
        try:
            ended = subprocess.run(
                [sys.executable, "-P", "-m", _MODULE, *arguments],
                cwd=project,
                env={"PATH": os.defpath, **seen_variables(os.environ)},
                stdin=subprocess.DEVNULL,
                stdout=_standard_error(),
                stderr=_standard_error(),
                timeout=_DEADLINE_SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            told = f"the program {program} did not end within {_DEADLINE_SECONDS:.0f} s for client {client}"
            raise RecordingError("recording-timeout", told) from None
        if refusal.exists():
            error: HoldfastError = pickle.loads(refusal.read_bytes())  # noqa: S301 - our own process wrote it
            raise error
        if not answer.exists():
            _try_to_write(answer)
            told = f"the program {program} ended its whole process ({ended}) for client {client}"
            raise RecordingError("recording-failed", told)
        facts: dict[str, Any] = json.loads(answer.read_bytes())
    return facts


def _try_to_write(answer: Path) -> None:
    """Write as much as an answer is, so that a disk without room is told as that, and not as the program's end.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(answer, b" " * _AN_ANSWER)


def _standard_error() -> int:
    """Return where the program may write: standard error, or nowhere in a process that has none."""
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return subprocess.DEVNULL


def main() -> None:
    """Record, and write what was found to one file, or the error to another, as the arguments say.

    The last file has the names of the variables that the program does not see.
    """
    project, client, today, answer, refusal, hidden = sys.argv[1:]
    sys.unraisablehook = _but_of_half_made_loops
    try:
        names = json.loads(Path(hidden).read_bytes())
        facts = _recorded(Path(project), client, date.fromisoformat(today), names)
        write_whole(Path(answer), json.dumps(facts).encode())
    except HoldfastError as error:
        _refuse(Path(refusal), of_the_machine(error))  # what it came from stays in this process
    except Exception as error:
        lack = exhausted(error)
        if not lack:
            raise
        told = RecordingError(
            "machine-exhausted", f"the program of client {client} could not be recorded: {lack}"
        )
        _refuse(Path(refusal), told)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)  # by Ctrl-C, of which whoever started us tells, or by the program itself


def _refuse(refusal: Path, error: HoldfastError) -> None:
    """Write why there is no answer; of a disk without room even for that tells whoever asked, who tries it too."""
    with suppress(OSError):
        write_whole(refusal, pickle.dumps(error))


def _but_of_half_made_loops(told: sys.UnraisableHookArgs) -> None:
    """Tell what Python tells, but for the end of an event loop that could not be made: that it could not is told."""
    if told.object is not asyncio.BaseEventLoop.__del__:
        sys.__unraisablehook__(told)


def _recorded(project: Path, client: str, today: date, hidden: list[str]) -> dict[str, Any]:
    from holdfast.drift.watch import Watch

    watch = Watch(str(project), os.environ, hidden)
    watch.start()
    from holdfast.drift.elsewhere import failing_with_the_program
    from holdfast.drift.idle import refuse_idle
    from holdfast.drift.owners import refuse_twice
    from holdfast.drift.read import reporting
    from holdfast.drift.record import record
    from holdfast.kinds.registry import kinds
    from holdfast.plan.load import load_plan
    from holdfast.plan.places import places_of_controls

    sys.path.insert(0, str(project))
    from holdfast.controls.catalogue import controls, described

    plan = load_plan(project, client, controls(), today=today)
    declared = described(plan)
    looked_up: dict[tuple[str, str], str] = {}
    sys.path.remove(str(project))
    try:
        with failing_with_the_program(client):
            desired = record(project, client, looked_up)
    finally:
        dependencies = watch.stop()
    refuse_twice(kinds(), desired, places_of_controls(project, plan.baseline, controls()))
    refuse_idle(kinds(), plan, desired)
    return {
        "plan": {**asdict(plan), "exceptions": (), "attestations": ()},
        "desired": [asdict(one) for one in desired],
        "looked_up": sorted([*named, place] for named, place in looked_up.items()),
        "controls": [asdict(one) for one in declared],
        "reported": reporting(kinds()),
        "kind_files": kinds().files,
        "dependencies": asdict(dependencies) if watch.knowable else None,
    }


if __name__ == "__main__":
    main()
