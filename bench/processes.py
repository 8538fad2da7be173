"""Runs whole processes in turn and says what each cost, by the operating system's own account."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finished process cost."""

    cpu_seconds: float
    wall_seconds: float
    peak_kilobytes: int


def run(command: Sequence[str], cwd: str, env: Mapping[str, str] | None = None) -> Cost:
    """Run `command`, its output thrown away, and return its cost; the exit code must be 0 or 1."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        message = f"{' '.join(command)} ended with {process.returncode}"
        raise RuntimeError(message)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss)


def in_turn(commands: Mapping[str, Sequence[str]], cwd: str, rounds: int) -> dict[str, list[Cost]]:
    """Run every command once uncounted, then all of them in turn for `rounds` rounds."""
    for command in commands.values():
        run(command, cwd)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command, cwd))
    return costs


def median_cpu(costs: Sequence[Cost]) -> float:
    """Return the median CPU seconds."""
    return statistics.median(cost.cpu_seconds for cost in costs)


def median_wall(costs: Sequence[Cost]) -> float:
    """Return the median wall seconds."""
    return statistics.median(cost.wall_seconds for cost in costs)
