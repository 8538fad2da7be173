"""The shells for which `holdfast env` prints: how each sets and unsets a variable, and which one asks.

Sources (2026-11-28): https://fishshell.com/docs/current/cmds/set.html, and language.html#quotes there; tried with fish
3.6.0, zsh 5.9, bash 5.2 and dash 0.5.12.
"""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PROCESSES = Path("/proc")
_MOST_ANCESTORS = 64


class Shell(StrEnum):
    """Whose syntax is printed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_NAMES = {
    **{one.value: one for one in Shell},
    **dict.fromkeys(("ash", "dash", "ksh", "mksh", "sh"), Shell.BASH),
    "pwsh": Shell.POWERSHELL,
}
"""By the name of its program; what bash is told here, every shell of POSIX understands."""


def assignment(shell: Shell, name: str, value: str) -> str:
    """Return the line that sets `name` in `shell`."""
    if shell is Shell.POWERSHELL:
        return f"$env:{name} = '{value.replace(chr(39), chr(39) * 2)}'"
    if shell is Shell.FISH:
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"set -gx {name} '{quoted}'"
    return f"export {name}={shlex.quote(value)}"


def removal(shell: Shell, name: str) -> str:
    """Return the line that unsets `name` in `shell`."""
    if shell is Shell.POWERSHELL:
        return f"Remove-Item -Path Env:{name} -ErrorAction SilentlyContinue"
    if shell is Shell.FISH:
        return f"set -e {name}"
    return f"unset {name}"


def asking_shell(process: int, environment: Mapping[str, str], processes: Path = _PROCESSES) -> Shell:
    """Return the shell that started a process, or, where the system does not tell, the one that the environment names.

    `SHELL` alone is the shell of the person's account, whatever shell is typed in: the lines of one are errors, or mean
    something else, in another.

    Args:
        process: id of the process that asks.
        environment: its variables.
        processes: where the system tells of processes, as Linux does in `/proc`.
    """
    for name in _ancestors(process, processes):
        if name in _NAMES:
            return _NAMES[name]
    usual = environment.get("SHELL", "")
    if "PSModulePath" in environment and not usual:
        return Shell.POWERSHELL
    return _NAMES.get(Path(usual).name, Shell.BASH)


def _ancestors(process: int, processes: Path) -> Iterator[str]:
    """Yield the names of the programs above a process, the nearest first; a login shell's without its dash."""
    for _ in range(_MOST_ANCESTORS):
        try:
            # `ID (NAME) STATE PARENT …`, and a name may hold blanks and brackets.
            told = (processes / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
            process = int(told.rpartition(")")[2].split()[1])
            above = (processes / str(process) / "comm").read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError, IndexError):
            return
        yield above.strip().removeprefix("-")
