"""Prepares the engine and says where it is: `python -m holdfast.engine`."""

from __future__ import annotations

import shutil
import sys
import time

from holdfast.engine.find import find_engine
from holdfast.model.errors import EngineError

_LINE_SECONDS = 15.0
"""How often a progress line is printed where lines cannot be replaced (a log)."""


class ProgressLine:
    """Shows progress as one line: replaced in a terminal, repeated now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._width = 0
        self._last = 0.0

    def __call__(self, text: str) -> None:
        """Shows `text` in place of the line before."""
        if self._terminal:
            text = text[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write("\r" + text.ljust(self._width))
            self._width = len(text)
        elif time.monotonic() - self._last >= _LINE_SECONDS:
            sys.stderr.write(text + "\n")
            self._last = time.monotonic()
        sys.stderr.flush()

    def close(self) -> None:
        """Ends the line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")


def main() -> int:
    """Finds or makes the engine.

    Returns:
        0, or 2 when there is none and none can be made.
    """
    line = ProgressLine()
    try:
        engine = find_engine(line)
    except EngineError as error:
        line.close()
        sys.stderr.write(f"{error}\n")
        return 2
    line.close()
    sys.stdout.write(f"Pulumi engine {engine.version} ({engine.origin}): {engine.pulumi}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
