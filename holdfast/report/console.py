"""Where words are printed: a console that never has less room than they need."""

from __future__ import annotations

from typing import IO, NoReturn

from rich.console import Console

_FEWEST_COLUMNS = 40
"""Below it nothing of what is indented would be left; terminals that do not know their width say 0."""


class _Console(Console):
    """A console whose reader may stop early."""

    def on_broken_pipe(self) -> NoReturn:
        """Tell that nobody reads any more, where rich would end the process with 1, which means drift.

        Raises:
            BrokenPipeError: always; whoever prints an answer passes over it, so that the exit code says how it stands.
        """
        raise BrokenPipeError


def open_console(*, file: IO[str] | None = None, stderr: bool = False, plain: bool = False) -> Console:
    """Return a console on `file`, on standard error, or else on standard output; a `plain` one has no colours.

    What stands between two colons is no picture: `fd00:b:1::/64` is an address.
    """
    colours = {"force_terminal": False, "color_system": None} if plain else {}
    console = _Console(file=file, stderr=stderr, highlight=False, emoji=False, **colours)  # type: ignore[arg-type] # rich's own
    console.width = max(console.width, _FEWEST_COLUMNS)
    return console
