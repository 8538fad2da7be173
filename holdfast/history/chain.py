"""Adds a run to the chain of its client: whole or not at all, and never beside another that does the same.

Only the end of a chain is looked at: what was done to it further up is for `holdfast.history.verify`.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.history.canonical import canonical, digest, kept
from holdfast.history.folder import LOCK, added_last, chain_folder, head_file, keep_head, listing, name_of
from holdfast.history.run_file import FORM, LostRunError, envelope, read_run
from holdfast.history.signature import signed
from holdfast.model.errors import HoldfastError
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class
from holdfast.process_lock import locked
from holdfast.whole_file import MOST_BYTES, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from holdfast.history.folder import Listing
    from holdfast.history.run_file import RunContent

_PATIENCE_SECONDS = 60
"""For another run that is being added: that takes milliseconds, and a hung one must not hang the next night."""


@value_class
class Added:
    """A run that took its place in a chain."""

    path: Path
    number: int
    head: str
    """SHA-256 of the file."""
    ahead: str
    """When the run before was recorded, where that is later than this one: a clock went backwards. Else empty."""


def add_run(
    folder: Path,
    result: Mapping[str, Any],
    more: Mapping[str, Any],
    key: Ed25519PrivateKey | None = None,
    now: datetime | None = None,
) -> Added:
    """Add a check to the chain of its client below `folder`, which is made where there is none.

    Args:
        folder: of the histories of any number of clients.
        result: the whole check, as the format `json` has it.
        more: `program`, `evidence` and `shown`, as `holdfast.history.run_file` says.
        key: to sign it with.
        now: the time, UTC; what the clock says where nothing is given.

    Raises:
        HoldfastError: `history-not-written`; `history-not-continued` when the end of the chain is not as it was
            written; `history-of-another` when it is of another client, tenant or world. Nothing was added then.
    """
    client = str(result["client"])
    chain = chain_folder(folder, client)
    try:
        with locked(chain / LOCK, most_seconds=_PATIENCE_SECONDS):
            return _added(chain, result, more, key, now or datetime.now(UTC))
    except OSError as error:
        raise HoldfastError(
            "history-not-written",
            f"the check of {client} is recorded nowhere: nothing can be written to {chain} "
            f"({error.strerror or error}): make room, or choose another folder",
        ) from None


def _added(
    chain: Path,
    result: Mapping[str, Any],
    more: Mapping[str, Any],
    key: Ed25519PrivateKey | None,
    now: datetime,
) -> Added:
    there = listing(chain)
    for name in there.unfinished:
        (chain / name).unlink(missing_ok=True)
    before = _end_of(chain, there, result)
    number, previous = (before.number + 1, digest(before.content)) if before else (1, "")
    recorded = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {name: result[name] for name in ("client", "tenant", "simulation", "checkedAt")}
    facts = {"schema": FORM, "number": number, "previous": previous, **told, "recordedAt": recorded}
    run = kept({**facts, **more, "result": result})
    content = envelope(run, signed(key, canonical(run)))
    if len(content) > MOST_BYTES:
        raise OSError(0, f"it is larger than {MOST_BYTES} bytes")
    head = digest(content)
    path = chain / name_of(number, head)
    write_whole(path, content, mode=0o444, lasting=True)
    with suppress(OSError):  # the run is recorded; what names one before it says nothing wrong
        keep_head(chain, path.name)
    ahead = before.recorded_at if before and before.recorded_at > recorded else ""
    return Added(path, number, head, ahead)


def _end_of(chain: Path, there: Listing, result: Mapping[str, Any]) -> RunContent | None:
    """Return the run that the next one follows; None where there is none."""
    last = added_last(chain)
    if last and last.digest not in {one.digest for one in there.runs}:
        by = head_file(chain).name
        raise _not_continued(chain, f"{last.name}, its last run, which {by} names, is not there")
    if not there.runs:
        return None
    head = there.heads[0]
    if len(there.heads) > 1:
        raise _not_continued(chain, f"{len(there.heads)} files are run {head.number}")
    try:
        found = read_run(chain, head)
    except LostRunError as error:
        raise _not_continued(chain, f"of {head.name}, its last run: {error}") from None
    if found.number != head.number:
        raise _not_continued(chain, f"{head.name} says that it is run {found.number}")
    _raise_if_of_another(chain, found, result)
    return found


def _world(client: str, tenant: str, simulation: bool) -> tuple[str, str, bool]:
    """Return what a chain is of: letter case means nothing in the name of a domain."""
    return client, tenant.casefold(), simulation


def _not_continued(chain: Path, why: str) -> HoldfastError:
    told = f"the check is recorded nowhere: the end of the chain in {chain} is not as it was written: {why}"
    return HoldfastError(
        "history-not-continued",
        f"{told}: see `{typed_command('history verify', str(chain.parent))}`, or record elsewhere",
    )


def _raise_if_of_another(chain: Path, found: RunContent, result: Mapping[str, Any]) -> None:
    theirs = (found.client, found.tenant, found.simulation)
    ours = kept([result["client"], result["tenant"], result["simulation"]])
    if _world(*theirs) != _world(*ours):
        one, other = (
            f"{client} ({tenant}{', a simulation' if simulation else ''})"
            for client, tenant, simulation in (theirs, ours)
        )
        raise HoldfastError(
            "history-of-another",
            f"the check is recorded nowhere: {chain} is the history of {one}, and this is one of {other}: record it "
            "into another folder",
        )
