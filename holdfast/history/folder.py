"""Where the chains of a history are, and what the files in them are called.

`DIR/contoso.runs/000042-<SHA-256 of the file>.json` is run 42 of client `contoso`. The name tells whether the content
is as it was written; each run names the digest of the one before it, so the names of a whole chain hold each other.
`DIR/contoso.head` names the run that was added last: it stands beside the chain, so that it outlives it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.whole_file import AS_USUAL, UNFINISHED, read_ordinary, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LOCK = ".lock"
"""Name of the file in a chain's folder that is held while a run is added."""
_SUFFIX = ".runs"
_HEAD = ".head"
"""What the name of the file ends with that names the run that was added last, so that its absence shows.

Former versions had a file of that name alone in the chain's folder.
"""
_LONGEST = 1024
"""Bytes of what says which run was added last."""
_NAME = re.compile(r"([0-9]{6,15})-([0-9a-f]{64})\.json")


@value_class(order=True)
class RunFile:
    """A file that is called as a run is."""

    number: int
    digest: str
    """As its name says."""
    name: str


@value_class
class Listing:
    """What there is in the folder of a chain, by name only."""

    runs: tuple[RunFile, ...]
    """By number."""
    strangers: tuple[str, ...]
    """Names of what is neither a run nor anything that Holdfast leaves there."""
    unfinished: tuple[str, ...]
    """Names of what a run that was killed left: it means nothing."""

    @property
    def heads(self) -> tuple[RunFile, ...]:
        """The files of the highest number: one, where nothing is wrong."""
        return tuple(one for one in self.runs if one.number == self.runs[-1].number)


def name_of(number: int, digest: str) -> str:
    """Return what the file of a run is called."""
    return f"{number:06}-{digest}.json"


def chain_folder(folder: Path, client: str) -> Path:
    """Return where the chain of a client is, or would be."""
    return folder / f"{client}{_SUFFIX}"


def head_file(chain: Path) -> Path:
    """Return the file that names the run that was added last to a chain."""
    return chain.with_name(f"{chain.name.removesuffix(_SUFFIX)}{_HEAD}")


def clients(folder: Path) -> tuple[str, ...]:
    """Return the clients that have a chain, or had one, sorted; none where the folder is not there.

    Raises:
        OSError: when the folder cannot be listed.
    """
    try:
        there = list(folder.iterdir())
    except FileNotFoundError:
        return ()
    found = {one.name.removesuffix(_SUFFIX) for one in there if one.name.endswith(_SUFFIX) and one.is_dir()}
    return tuple(sorted(found | {one.name.removesuffix(_HEAD) for one in there if one.name.endswith(_HEAD)}))


def listing(chain: Path) -> Listing:
    """Return what there is in the folder of a chain; nothing where it is not there.

    Raises:
        OSError: when it cannot be listed.
    """
    try:
        names = sorted(one.name for one in chain.iterdir())
    except FileNotFoundError:
        names = []
    runs = sorted(_runs(names))
    known = {one.name for one in runs}
    unfinished = tuple(name for name in names if name.endswith(UNFINISHED))
    strangers = (name for name in names if name not in {*known, *unfinished, LOCK, _HEAD})
    return Listing(tuple(runs), tuple(strangers), unfinished)


def keep_head(chain: Path, name: str) -> None:
    """Write down which run was added last.

    Raises:
        OSError: when it cannot be written.
    """
    made = chain / _HEAD
    write_whole(made, f"{name}\n".encode(), mode=AS_USUAL)
    made.replace(head_file(chain))


def added_last(chain: Path) -> RunFile | None:
    """Return the run that was added last to a chain; None where nothing says which that was.

    Raises:
        OSError: when what says it is there and cannot be read.
    """
    for path in (head_file(chain), chain / _HEAD):
        try:
            said = read_ordinary(path, _LONGEST).decode(errors="replace")
        except FileNotFoundError:
            continue
        return next(_runs(said.splitlines()[:1]), None)
    return None


def _runs(names: Iterable[str]) -> Iterator[RunFile]:
    for name in names:
        found = _NAME.fullmatch(name)
        # `0000042` would be run 42 by another name.
        if found and name == name_of(int(found[1]), found[2]) and int(found[1]):
            yield RunFile(int(found[1]), found[2], name)
