"""Tells whether a history is as it was recorded.

A chain alone shows every change, move, gap and insertion up to its last run. Which run was added last stands beside it,
so that an end shows that is lost or taken away. Whoever takes that away as well, or makes all of it anew, is found only
against something that is kept elsewhere: the digest of a head, or a public key.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.history.canonical import canonical
from holdfast.history.folder import added_last, chain_folder, clients, head_file, listing
from holdfast.history.index import NAME, lies
from holdfast.history.reading import missing, steps
from holdfast.history.signature import key_name, signer
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError
from holdfast.model.history import Chain, Flaw, Verified

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from holdfast.history.reading import Step
    from holdfast.history.run_file import RunContent


_NO_HEAD = (
    "it does not say which run was added last, so whether an end was cut off is not known: compare with a head that "
    "was kept elsewhere (--head); the next run that is recorded writes it anew"
)


def verify(folder: Path, heads: Collection[str] = (), keys: Collection[bytes] = ()) -> Verified:
    """Return what there is to say of every chain below a folder.

    Args:
        folder: of the histories.
        heads: digests of runs, 64 hexadecimal digits, that were kept elsewhere.
        keys: public keys, 32 bytes each; where there is any, each run must be signed by one of them.

    Raises:
        HoldfastError: `history-unreadable` when a folder cannot be listed.
    """
    try:
        names = clients(folder)
    except OSError as error:
        told = f"{folder} cannot be read ({error.strerror or error}): look who may read it"
        raise HoldfastError("history-unreadable", told) from None
    chains = tuple(_chain_or_why(folder, one, heads, keys) for one in names)
    listed = [_digests(folder, one) for one in names]
    known = {digest for one in listed for digest in one or ()}
    asked = dict.fromkeys(heads)
    named = {flaw.file for chain in chains for flaw in chain.flaws}
    lost = tuple(
        Flaw(f"…-{head}.json", "no run has this digest: an end was cut off, or the chain was made anew")
        for head in asked
        if None not in listed  # what cannot be listed may have it, and is told as such
        and head not in known
        and not any(one.endswith(f"-{head}.json") for one in named)
    )
    return Verified(chains=chains, flaws=lost, heads=tuple(one for one in asked if one in known))


def _chain_or_why(folder: Path, client: str, heads: Collection[str], keys: Collection[bytes]) -> Chain:
    """Return what there is to say of a client's chain, or that it cannot be read: no other's answer rests upon it."""
    try:
        return _chain(folder, client, heads, keys)
    except OSError as error:
        file = Path(error.filename or chain_folder(folder, client)).name
        told = f"it cannot be read ({error.strerror or error}): look who may read it, and what it is"
        return Chain(
            client=client,
            runs=0,
            first_at="",
            last_at="",
            head="",
            flaws=(),
            unread=(Flaw(file, told),),
            notes=(),
        )


def _digests(folder: Path, client: str) -> frozenset[str] | None:
    """Return the digests of a client's runs; None where they cannot be listed."""
    try:
        return frozenset(one.digest for one in listing(chain_folder(folder, client)).runs)
    except OSError:
        return None


def _chain(folder: Path, client: str, heads: Collection[str], keys: Collection[bytes]) -> Chain:
    chain = chain_folder(folder, client)
    there = listing(chain)
    flaws = [Flaw(f"{chain.name}/{name}", "it is no run: somebody put it there") for name in there.strangers]
    unread: list[Flaw] = []
    last = added_last(chain)
    if last and last.digest not in {one.digest for one in there.runs}:
        flaws.append(Flaw(f"{chain.name}/{last.name}", "it is missing: it was recorded last"))
    if not last and there.runs and not {one.digest for one in there.heads} & {*heads}:
        unread.append(Flaw(head_file(chain).name, _NO_HEAD))
    if not there.runs:
        unread.append(Flaw(chain.name, "it has no run: none was recorded yet, or all were taken away"))
    if lies(folder, client):
        told = f"it does not say of {client} what the files come to: delete it, and it is made anew"
        flaws.append(Flaw(NAME, told))
    notes = _Notes()
    for step in (*missing(folder, client, there.runs), *steps(folder, client, there.runs)):
        flaws += [*step.flaws, *_of_content(f"{chain.name}/{step.run.file}", step, keys)]
        unread += step.unread
        notes.see(step)
    return Chain(
        client=client,
        runs=len(there.runs),
        first_at=notes.times[0] if notes.times else "",
        last_at=notes.times[-1] if notes.times else "",
        head=there.runs[-1].digest if there.runs else "",
        flaws=tuple(flaws),
        unread=tuple(unread),
        notes=tuple(notes.told()),
    )


def _of_content(file: str, step: Step, keys: Collection[bytes]) -> Iterator[Flaw]:
    """Yield what is wrong with a run that is where it was recorded: its form, or who signed it."""
    if step.content is None:
        return
    try:
        is_canonical = canonical(json.loads(step.content.content)) == step.content.content
    except NOT_UNDERSTOOD:
        is_canonical = False
    if not is_canonical:
        yield Flaw(file, "it is not in canonical form, so Holdfast did not write it")
    try:
        raw = _signer(step.content)
    except ValueError as error:
        yield Flaw(file, str(error))
        return
    if keys and raw not in keys:
        by = f"signed by {key_name(raw)}" if raw else "not signed"
        yield Flaw(file, f"it is {by}: expected one of {', '.join(sorted(map(key_name, keys)))}")


def _signer(content: RunContent) -> bytes:
    """Return the public key of who signed a run; empty where nobody did."""
    if content.signature is None:
        return b""
    return signer(content.signature, canonical(content.run))


class _Notes:
    """What somebody should know of a chain and is no flaw."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.times: list[str] = []
        self._told: list[str] = []
        self._by: list[tuple[str, list[int]]] = []

    def see(self, step: Step) -> None:
        """Take the next place of the chain in."""
        if step.content is None:
            return
        now, number = step.content.recorded_at, step.run.number
        if self.times and now < self.times[-1]:
            self._told.append(
                f"a clock went backwards: run {number} was recorded at {now}, after one of {self.times[-1]}; the order "
                "is that of the chain"
            )
        self.times.append(now)
        by = _told_signer(step.content)
        if not self._by or self._by[-1][0] != by:
            self._by.append((by, []))
        self._by[-1][1].append(number)

    def told(self) -> Iterator[str]:
        """Yield sentences without a full stop: who signed which runs first."""
        for by, numbers in self._by:
            yield f"{_runs(numbers)}: {by}"
        yield from self._told


def _told_signer(content: RunContent) -> str:
    try:
        raw = _signer(content)
    except ValueError:
        return "signature wrong"
    return f"signed by key {key_name(raw)}" if raw else "not signed"


def _runs(numbers: Sequence[int]) -> str:
    return f"run {numbers[0]}" if len(numbers) == 1 else f"runs {numbers[0]} to {numbers[-1]}"
