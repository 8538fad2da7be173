"""A project of one's own with its tenants, and a terminal in it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from tests.e2e.scratch import CONTOSO, PATIENCE_SECONDS, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

FABRIKAM = "fabrikam.onmicrosoft.com"
_ENDED = "--- ended with "


@dataclass(frozen=True, slots=True)
class Typed:
    """What one command left on the terminal."""

    code: int
    printed: str
    """Standard output and standard error, as a person sees them."""


class Terminal:
    """A real shell, in which a person types one command after the other."""

    def __init__(self, shell: str, scratch: Scratch) -> None:
        self._process = subprocess.Popen(
            [shell],
            cwd=scratch.project,
            env={**scratch.variables(), "PATH": _path(), "SHELL": f"/bin/{shell}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def typed(self, command: str, code: int | None = 0) -> Typed:
        """Runs a command and returns what it left; its exit code must be `code`, unless that is None."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{{ {command}\n}} </dev/null\nprintf '\\n%s%d\\n' '{_ENDED}' $?\n")
        self._process.stdin.flush()
        watch = threading.Timer(PATIENCE_SECONDS, self._process.kill)
        watch.start()
        printed: list[str] = []
        for line in self._process.stdout:
            if line.startswith(_ENDED):
                watch.cancel()
                left = Typed(int(line.removeprefix(_ENDED)), "".join(printed))
                assert code in (None, left.code), f"{command} ended with {left.code}:\n{left.printed}"
                return left
            printed.append(line)
        watch.cancel()
        pytest.fail(f"the shell ended while it ran {command}:\n{''.join(printed)}")

    def close(self) -> None:
        """Types `exit`."""
        self._process.communicate("exit\n", timeout=PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True)
class Desk:
    """A project with both clients' tenants, and terminals in it."""

    scratch: Scratch
    open: ExitStack

    def shell(self, client: str, shell: str = "bash") -> Terminal:
        """Opens a terminal and types the line that the README asks for."""
        terminal = Terminal(shell, self.scratch)
        self.open.callback(terminal.close)
        terminal.typed(f'eval "$(holdfast env {client})"')
        return terminal

    def tamper(self, name: str, **targets: Any) -> None:
        """Does to contoso what `holdfast tenant tamper` does."""
        control.tamper(self.scratch.tenants, CONTOSO, name, **targets)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A project on an embedded tenant of its own; skips where there is no engine."""
    need_engine()
    scratch = Scratch(tmp_path)
    control.seed(scratch.tenants, FABRIKAM, "small")
    with scratch, ExitStack() as terminals:
        yield Desk(scratch, terminals)


def _path() -> str:
    """The search path of somebody who has activated the virtual environment."""
    return os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ.get("PATH", "")])
