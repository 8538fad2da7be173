"""One command of a client: what it must print, and the line that tells whether it did."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_SECONDS = 300
_LONGEST_SHOWN = 160


@dataclass(frozen=True)
class Step:
    """One command of a client, and what it must print."""

    client: str
    name: str
    command: tuple[str, ...]
    good: Callable[[Any], bool]
    """Judges the JSON that it printed, or its text where that is none; of a refused command its complaint."""
    refused: bool = False
    """Whether the command must fail, because the real service refuses it."""


def told(step: Step, environment: Mapping[str, str]) -> bool:
    """Run a step, print its line, and return whether it came out as it should."""
    started = time.perf_counter()
    done = subprocess.run(
        step.command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    printed = done.stderr if step.refused else done.stdout
    good = (done.returncode != 0) == step.refused and _is_good(step, printed)
    seconds = time.perf_counter() - started
    say(f"{'ok  ' if good else 'FAIL'} {step.client:<22} {step.name:<68} {seconds:6.1f} s")
    if not good:
        say(f"     {' '.join((done.stderr or done.stdout).split())[-_LONGEST_SHOWN:]}")
    return good


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _is_good(step: Step, printed: str) -> bool:
    try:
        found = json.loads(printed)
    except ValueError:
        found = printed
    try:
        return bool(step.good(found))
    except (AttributeError, IndexError, KeyError, TypeError):
        return False
