"""Follows a chain from run to run, and says of each whether it is the one that was recorded there.

Each file is read once, and the next one beside it: it names the digest of the one that it was recorded after.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from holdfast.history.canonical import kept
from holdfast.history.folder import chain_folder, name_of
from holdfast.history.run_file import LostRunError, read_run
from holdfast.model.history import Flaw, Run
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from holdfast.history.folder import RunFile
    from holdfast.history.run_file import RunContent


@value_class
class Step:
    """One place of a chain."""

    run: Run
    content: RunContent | None
    """None where nothing can be said of the run."""
    flaws: tuple[Flaw, ...] = ()
    unread: tuple[Flaw, ...] = ()


@value_class
class _File:
    """A file as it was read: what it says, or why it says nothing."""

    file: RunFile
    content: RunContent | None
    why: str = ""
    is_flaw: bool = False


def steps(folder: Path, client: str, files: Iterable[RunFile]) -> Iterator[Step]:
    """Yield the places of a client's chain in their order, those in between of which there is no file as well.

    Args:
        folder: of the histories.
        client: whose chain it is.
        files: of the chain, by number; where they begin later than with run 1, what comes before is not looked at.
    """
    follow = _Follow(chain_folder(folder, client).name)
    before: list[_File] = []
    for _, group in groupby(files, lambda one: one.number):
        here = [_read(folder, client, one) for one in group]
        if before:
            yield from follow.places(before, here)
        before = here
    if before:
        yield from follow.places(before, [])


def missing(folder: Path, client: str, files: Sequence[RunFile]) -> tuple[Step, ...]:
    """Return what is missing before the first of a chain's files; nothing where it is run 1 or there is none."""
    if not files or files[0].number == 1:
        return ()
    first = [_read(folder, client, one) for one in files if one.number == files[0].number]
    return (_Follow(chain_folder(folder, client).name).gap(1, first),)


def _read(folder: Path, client: str, file: RunFile) -> _File:
    try:
        content = read_run(chain_folder(folder, client), file)
    except LostRunError as error:
        return _File(file, None, str(error), error.is_flaw)
    if content.number != file.number:
        return _File(file, None, f"it was moved: it is run {content.number}", is_flaw=True)
    if content.client != kept(client):
        return _File(file, None, f"it is a run of client {content.client}", is_flaw=True)
    if (content.number == 1) != (not content.previous):
        told = "it begins a chain of its own" if content.number > 1 else "it says that a run was before it"
        return _File(file, None, told, is_flaw=True)
    return _File(file, content)


class _Follow:
    """Judges the files of one place by those of the next."""

    def __init__(self, where: str) -> None:
        """Take the name of the chain's folder, for what is told."""
        self._where = where
        self._world: tuple[str, bool] | None = None

    def places(self, here: list[_File], after: list[_File]) -> Iterator[Step]:
        """Yield the place of `here`, and the one of what is missing between it and `after`."""
        number = here[0].file.number
        is_next = bool(after) and after[0].file.number == number + 1
        meant = {one.content.previous for one in after if one.content} if is_next else set()
        yield self._place(here, meant)
        if after and not is_next:
            yield self.gap(number + 1, after)

    def gap(self, first: int, after: list[_File]) -> Step:
        """Return the place of what is missing from number `first` on, before the files `after`."""
        last = after[0].file.number - 1
        names = [name_of(last, one.content.previous) for one in after if one.content]
        where = names[0] if names else f"{last:06}-….json"
        told = "it is missing" if first == last else f"it and all others from run {first} on are missing"
        run = Run(number=first, until=last, file="", problem=told.replace("it ", "the file ", 1))
        return Step(run, None, (Flaw(f"{self._where}/{where}", told),))

    def _place(self, here: list[_File], meant: set[str]) -> Step:
        number = here[0].file.number
        chosen = [one for one in here if one.file.digest in meant] if meant else here
        others = [one for one in here if len(chosen) != 1 or one is not chosen[0]]
        flaws = tuple(self._flaw(one, self._stranger(one, here, meant)) for one in others)
        if len(chosen) != 1:
            return Step(self._lost(number, here[0].file.name, flaws[0].what), None, flaws)
        (one,) = chosen
        why, is_flaw = one.why, one.is_flaw
        if one.content and (why := self._other_world(one.content)):
            is_flaw = True
        if one.content is None or why:
            told = (self._flaw(one, why),)
            run = self._lost(number, one.file.name, why)
            return Step(run, None, (*flaws, *told) if is_flaw else flaws, () if is_flaw else told)
        return Step(_run(one.file, one.content), one.content, flaws)

    def _stranger(self, one: _File, here: list[_File], meant: set[str]) -> str:
        """Return why a file is not the run of its number."""
        if one.is_flaw:
            return one.why
        if len(here) == 1:
            return f"it was replaced: the next run was recorded after {name_of(one.file.number, min(meant))}"
        others = ", ".join(each.file.name for each in here if each is not one)
        return f"it was put in, or two machines recorded at once: run {one.file.number} is also {others}"

    def _other_world(self, content: RunContent) -> str:
        """Return why a run cannot be of this chain, by the tenant of the one before; empty where it can."""
        world = (content.tenant.casefold(), content.simulation)
        before, self._world = self._world or world, self._world or world
        return "" if world == before else f"it is of another tenant than the run before it: {content.tenant}"

    def _flaw(self, one: _File, what: str) -> Flaw:
        return Flaw(f"{self._where}/{one.file.name}", what)

    def _lost(self, number: int, file: str, why: str) -> Run:
        return Run(number=number, until=number, file=file, problem=why)


def _run(file: RunFile, content: RunContent) -> Run:
    return Run(
        number=file.number,
        until=file.number,
        file=file.name,
        problem="",
        checked_at=content.checked_at,
        recorded_at=content.recorded_at,
        tenant=content.tenant,
        simulation=content.simulation,
        baseline=str(content.result.get("baseline", "")),
    )
