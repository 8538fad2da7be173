"""How often a run of many clients looks for garbage: by default so often that it looks through the program for each."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_OBJECTS = 20_000
"""Between two looks: a check makes some thousands that live as long as it does. Python's own number is 700."""


@contextmanager
def seldom_looked_for() -> Iterator[None]:
    """Let garbage gather for longer in the block, and leave what was loaded before it out of every look."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
