"""What a receiver is, and the walk that finds them: a module of this package with a `RECEIVER` is one."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from holdfast.notify.message import Message
    from holdfast.notify.wire import Wire
    from holdfast.notify.writing import Templates


@value_class
class Part:
    """One thing that is needed to reach a receiver."""

    told: str
    """What it is, in words."""
    secret: bool = True
    """Whether only the name of its place is typed."""
    example: str = ""
    """Of one that is typed itself."""
    pattern: re.Pattern[str] = re.compile(r".+")
    """What one that is typed itself has to be."""

    @property
    def form(self) -> str:
        """How it is typed."""
        return "env:NAME|file:PATH" if self.secret else self.example


@value_class(kw_only=True)
class Letter:
    """A message on its way to one receiver."""

    message: Message
    parts: tuple[str, ...]
    """What reaches the receiver, as its `parts` are."""
    secrets: tuple[str, ...]
    """Those of them that are secret, which an answer may repeat."""
    kept: str
    """What this receiver returned when it was told last; empty before that."""
    templates: Templates
    wire: Wire
    sent_at: datetime
    environment: Mapping[str, str]


class Receiver(Protocol):
    """Somebody who is told."""

    @property
    def name(self) -> str:
        """What a user types, such as `slack`."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is needed to reach it, in the order in which it is typed."""

    async def send(self, letter: Letter) -> str:
        """Tell it, and return what is to be kept until the next time; empty for nothing.

        Raises:
            HoldfastError: `notify-failed` when it was not told, or may not have been; `notify-template`.
        """


@cache
def receivers() -> Mapping[str, Receiver]:
    """Return every receiver by name, sorted; an import error is fatal."""
    package = importlib.import_module(__package__ or "holdfast.notify.receivers")
    found: dict[str, Receiver] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        receiver: Receiver | None = getattr(module, "RECEIVER", None)
        if receiver is not None:
            found[receiver.name] = receiver
    return MappingProxyType(dict(sorted(found.items())))
