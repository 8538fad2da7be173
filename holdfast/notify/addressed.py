"""Reads whom to tell, as it was typed: `slack=env:SLACK_WEBHOOK`. No secret is ever typed, so none is in a history."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import receivers
from holdfast.notify.wire import failed
from holdfast.report.text import visible
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdfast.notify.receivers.interface import Receiver

_MOST_BYTES = 64 * 2**10
"""Of a file with a secret."""


@value_class
class Addressed:
    """One receiver that is to be told."""

    name: str
    """As it was typed; it bears no secret."""
    receiver: Receiver
    sources: tuple[str, ...]
    """Where each of its parts is, as it was typed."""

    def parts(self) -> tuple[str, ...]:
        """Return its parts, read now.

        Raises:
            HoldfastError: `notify-failed` when one is not there.
        """
        named = zip(self.receiver.parts, self.sources, strict=True)
        return tuple(_secret(source) if part.secret else source for part, source in named)

    def secrets(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return those of its parts that nobody is ever told."""
        return tuple(value for part, value in zip(self.receiver.parts, parts, strict=True) if part.secret)

    def reached(self) -> tuple[str, ...]:
        """Return what it is the same receiver by, however it is written: what is typed of it, else its address.

        Raises:
            HoldfastError: `notify-failed` when its address is not there.
        """
        named = zip(self.receiver.parts, self.sources, strict=True)
        typed = [source.casefold() for part, source in named if not part.secret]
        return (self.receiver.name, *(typed or [_secret(self.sources[0])]))


def addressed(typed: Sequence[str]) -> tuple[Addressed, ...]:
    """Return the receivers that `--to` names.

    Raises:
        HoldfastError: `notify-unknown-receiver`, which never repeats what may be a secret.
    """
    found: dict[str, Addressed] = {}
    for one in typed:
        to = _addressed(one)
        if found.setdefault(to.name, to) is not to:
            raise _unknown(f"--to {to.name} is given twice")
    _refuse_one_by_two_names(found.values())
    return tuple(found.values())


def _refuse_one_by_two_names(found: Iterable[Addressed]) -> None:
    """Do nothing when no two of them are one: it would be told twice, and a ticket made twice."""
    known: dict[tuple[str, ...], str] = {}
    for to in found:
        try:
            first = known.setdefault(to.reached(), to.name)
        except HoldfastError:
            continue  # what is lacking is told where it is to be told something
        if first != to.name:
            raise _unknown(
                f"--to {first} and --to {to.name} are one receiver, which would be told twice: give one"
            )


def _addressed(typed: str) -> Addressed:
    name, sign, rest = typed.partition("=")
    receiver = receivers().get(name)
    if receiver is None:
        known = ", ".join(receivers())
        raise _unknown(
            f"--to begins with none of the receivers that there are: expected one of {known}, then ="
        )
    form = f"{name}={','.join(part.form for part in receiver.parts)}"
    sources = tuple(rest.split(","))
    if not sign or len(sources) != len(receiver.parts) or not all(sources):
        raise _unknown(f"--to {name}=…: expected {form}")
    for part, source in zip(receiver.parts, sources, strict=True):
        way, colon, where = source.partition(":")
        if part.secret and not (colon and where and way in {"env", "file"}):
            raise _unknown(
                f"--to {name}=…: {part.told} counts as a secret and is not typed: expected {form}, with the name of an "
                "environment variable or of a file that holds it"
            )
        if not part.secret and not part.pattern.fullmatch(source):
            raise _unknown(f"--to {name}=…: expected {form}, where {part.told} is like {part.example}")
    return Addressed(visible(typed), receiver, sources)


def _secret(source: str) -> str:
    way, _, where = source.partition(":")
    if way == "env":
        value = os.environ.get(where, "")
        lacking = f"the environment variable {visible(where)} is not set"
    else:
        value, lacking = _read(Path(where)), f"the file {visible(where)} is empty"
    if not value.strip():
        raise failed(f"{lacking}: it has to hold what is needed to reach the receiver")
    if len(value.split()) != 1 or not value.strip().isprintable():
        raise failed(f"what {visible(where)} holds is not one word on one line")
    return value.strip()


def _read(path: Path) -> str:
    try:
        return read_ordinary(path, _MOST_BYTES).decode()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise failed(f"the file {visible(str(path))} cannot be read ({why})") from None


def _unknown(told: str) -> HoldfastError:
    return HoldfastError("notify-unknown-receiver", told)
