"""What tells a process apart from every other one anywhere, as far as the system tells it.

Source: https://man7.org/linux/man-pages/man5/proc.5.html and pid_namespaces.7 (2026-11-25).
"""

from __future__ import annotations

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = "/proc/self/ns/pid"
_START_FIELD = 19
"""Place of the start time in /proc/PID/stat, counted from the state behind the name in parentheses."""


def boot_id() -> str:
    """Return the id of this machine's present start; empty where the system does not tell."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def namespace() -> str:
    """Return the process namespace of this process; empty where the system does not tell."""
    try:
        return os.readlink(_NAMESPACE)  # noqa: PTH115 - it is no path, only the name of a namespace
    except OSError:
        return ""


def started(pid: int) -> str:
    """Return when a process started; empty where it is gone, or the system does not tell."""
    facts = _facts(pid)
    return facts[_START_FIELD] if facts and facts[0] not in {"Z", "X"} else ""


def command(pid: int) -> tuple[str, ...]:
    """Return the words of a process's command line; none where it is gone, or the system does not tell."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return tuple(words.removesuffix("\0").split("\0"))


def _facts(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []
