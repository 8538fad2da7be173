"""What each receiver was told last, in one file: so that a run tells what changed, and one that failed is tried again.

The file bears a digest of its content. One that is damaged is told and taken for empty: then everything is told anew,
and nothing is kept from anybody. One that never was a memory was named by mistake: it stays, and nobody is told.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import warnings
from contextlib import ExitStack, contextmanager
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, HoldfastWarning, in_words
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.process_lock import locked
from holdfast.whole_file import read_ordinary, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PATIENCE_SECONDS = 300.0
"""For another run: it has two minutes for each receiver, all of them at once."""
_FORM = 1
"""Raised when a file means something else from now on."""

_PLAIN = re.compile(r"\w[\w.-]{0,99}")
"""What a client can be called so that a file can be named after it."""

_OURS = re.compile(rb'^ "(?:digest|entries|form)": ', re.MULTILINE)
"""Lines of a memory as it is written, one of which is left by any damage to a place or loss of its end."""
_NOTHING = b"\0 \r\n{"
"""What may be all that is left of a file after a power cut: nothing that anybody could miss."""

Key = tuple[str, str, str, bool]
"""Receiver, client, tenant in small letters, and whether it is a simulation: of what a memory is."""


@value_class
class Told:
    """One thing that was told and is not known to be put right."""

    fingerprint: str
    finding: str
    """Fingerprint of the object as a whole."""
    status: Status
    severity: str
    object: str
    """`<Kind>/<name>`."""
    property: str
    digest: str
    """Of what it said."""


@value_class
class Remembered:
    """What one receiver knows of one client."""

    checked_at: datetime
    """Of the check that was told last."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """By fingerprint."""
    kept: str = ""
    """What the receiver itself keeps, such as the number of a ticket."""


def beside(result: Path, client: str) -> Path:
    """Return the file of a client beside a result; one whose name could lead elsewhere is named by a digest."""
    name = client if _PLAIN.fullmatch(client) else _digest(client)[:32]
    return result.with_name(f"{name}.notified.json")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the memory at `path` for the block, so that two runs at once tell nobody twice and make no second ticket.

    Where nothing can be written beside it nothing is held: the first write says so, and everybody is told all the same.

    Raises:
        HoldfastError: `notify-under-way` when another run holds it for longer than any run takes.
    """
    with ExitStack() as held:
        try:
            # Beside a device or a folder is no place for a lock, and no folder is made for one.
            if path.is_file() or (path.parent.is_dir() and not path.exists()):
                lock = path.with_name(f"{path.name}.lock")
                held.enter_context(locked(lock, most_seconds=_PATIENCE_SECONDS))
        except TimeoutError:
            told = f"another run has been telling what {path} remembers for {_PATIENCE_SECONDS:.0f} seconds"
            raise HoldfastError(
                "notify-under-way", f"{told}: nobody was told by this one; run it again"
            ) from None
        except OSError:
            pass  # the first write says it
        yield


class Memory:
    """The file. Each change is written at once, so that a run that is killed has not forgotten whom it told."""

    def __init__(self, path: Path) -> None:
        """Read it; warn where it is damaged.

        Raises:
            HoldfastError: `notify-memory-foreign` when it is a file that this was never written to.
        """
        self._path = path
        self._damage = ""
        self._entries: dict[Key, Remembered] = {}
        try:
            self._entries = _read(path)
        except FileNotFoundError:
            return
        except OSError as error:
            self._damage = error.strerror or str(error)
        except NOT_UNDERSTOOD as error:
            self._damage = in_words(error)
        if self._damage:
            told = f"{path} is damaged ({self._damage}): everything is told anew, as if nobody was ever told anything"
            warnings.warn(str(HoldfastError("notify-memory-damaged", told)), HoldfastWarning, stacklevel=2)

    def recall(self, key: Key) -> Remembered | None:
        """Return what a receiver knows; None where it was never told anything."""
        return self._entries.get(key)

    def keep(self, key: Key, remembered: Remembered) -> None:
        """Write down what a receiver knows from now on.

        Raises:
            HoldfastError: `notify-not-remembered`.
        """
        self._entries[key] = remembered
        entries = [
            {
                "for": list(one),
                "checked_at": self._entries[one].checked_at.isoformat(),
                "told": [_row(told) for told in self._entries[one].told.values()],
                "kept": self._entries[one].kept,
            }
            for one in sorted(self._entries)
        ]
        content = json.dumps(entries, sort_keys=True)
        document = {"form": _FORM, "digest": _digest(content), "entries": json.loads(content)}
        try:
            if self._damage and self._path.is_file():
                # Whoever wants to know what became of it has it.
                self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
            self._damage = ""
            _write(self._path, json.dumps(document, indent=1, sort_keys=True).encode())
        except OSError as error:
            told = f"{self._path} could not be written ({error.strerror or error}), so the next run tells it again"
            raise HoldfastError("notify-not-remembered", f"{told}: give another file with --memory") from None


def _write(path: Path, content: bytes) -> None:
    """Write the file; into a folder that is not there, which may be misspelt, nothing."""
    if not path.parent.exists():
        raise OSError(errno.ENOENT, f"there is no folder {path.parent}")
    write_whole(path, content)


def _row(told: Told) -> dict[str, str]:
    """Return what is kept of one thing that was told: keys that later versions read, whatever is renamed here."""
    return {
        "fingerprint": told.fingerprint,
        "finding": told.finding,
        "status": told.status.value,
        "severity": told.severity,
        "object": told.object,
        "property": told.property,
        "digest": told.digest,
    }


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _read(path: Path) -> dict[Key, Remembered]:
    written = read_ordinary(path)
    if not _OURS.search(written) and written.strip(_NOTHING):
        told = f"{path} is no memory of `holdfast notify` but another file: it stays as it is, and nobody was told"
        raise HoldfastError("notify-memory-foreign", f"{told}; give another file with --memory")
    document = json.loads(written)
    content = json.dumps(document["entries"], sort_keys=True)
    if document["form"] != _FORM or document["digest"] != _digest(content):
        raise ValueError("it is not as it was written")
    return dict(map(_entry, document["entries"]))


def _told(row: dict[str, str]) -> Told:
    return Told(
        fingerprint=row["fingerprint"],
        finding=row["finding"],
        status=Status(row["status"]),
        severity=row["severity"],
        object=row["object"],
        property=row["property"],
        digest=row["digest"],
    )


def _entry(facts: dict[str, Any]) -> tuple[Key, Remembered]:
    receiver, client, tenant, simulation = facts["for"]
    told = [_told(one) for one in facts["told"]]
    checked_at = datetime.fromisoformat(facts["checked_at"])
    by_fingerprint = {one.fingerprint: one for one in told}
    # Letter case means nothing in the name of a domain.
    return (receiver, client, tenant.casefold(), simulation), Remembered(
        checked_at, by_fingerprint, facts["kept"]
    )
