"""How often a command looks for garbage: Python's own number looks through the program for each of many clients.

Of one large tenant it looks at every row of each page, some of them twice, all of which are still in use: a fifth of a
check of 20,000 mailboxes. At the end of a process it looks through all that was imported, for nothing: an eighth of a
check that has little to read.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_OBJECTS = 200_000
"""Between two looks: a check of every control makes fewer that live as long as it does. Python's own number is 700.

What a request leaves is let go without a look (see `holdfast.tenant.bounded`): a large tenant takes no more memory."""


@contextmanager
def seldom_looked_for() -> Iterator[None]:
    """Let garbage gather for longer in the block, and leave what was loaded before it out of every look."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.freeze()  # or Python's own number begins with a look at all that gathered
        gc.set_threshold(*before)
        gc.unfreeze()


def look_no_more() -> None:
    """Leave all that there is out of every look, in a process that is about to end: the system takes it back whole.

    So nothing may wait for such a look: who holds a file or a folder lets go of it, or has `atexit` tell him.
    """
    gc.freeze()
