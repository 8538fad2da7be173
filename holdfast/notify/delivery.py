"""Tells every receiver what it does not know yet. Who fails stops nobody else, and is tried again by the next run."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.notify.changes import changes, still_open
from holdfast.notify.memory import Remembered
from holdfast.notify.message import message
from holdfast.notify.receivers.interface import Letter
from holdfast.notify.unsaid import without
from holdfast.notify.wire import FAILED, PartlyToldError, Wire, open_client, quiet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.notify.addressed import Addressed
    from holdfast.notify.memory import Memory
    from holdfast.notify.result import Result
    from holdfast.notify.writing import Templates
    from holdfast.tenant.retry import Patience


@value_class
class Outcome:
    """What became of one receiver."""

    name: str
    told: str = ""
    """How many of what it was told; empty where nothing changed, or it was not told."""
    failed: str = ""
    """Why it was not told, or why that was not written down, in a sentence without any secret."""


@value_class(kw_only=True)
class Means:
    """What all receivers are told with."""

    memory: Memory
    templates: Templates
    patience: Patience
    now: datetime
    environment: Mapping[str, str]


async def deliver(result: Result, to: Sequence[Addressed], means: Means) -> tuple[Outcome, ...]:
    """Tell every receiver of `to` what changed since it was told last, side by side; return an outcome for each."""
    async with open_client() as client:
        wire = Wire(client, means.patience.begin_run())
        with quiet():
            return tuple(await asyncio.gather(*(_outcome(result, one, means, wire) for one in to)))


async def _outcome(result: Result, one: Addressed, means: Means, wire: Wire) -> Outcome:
    secrets: tuple[str, ...] = ()
    try:
        # Read also where nothing changed, so that what is wrong is known before there is something to tell.
        parts = one.parts()
        secrets = one.secrets(parts)
        return await _told(result, one, parts, means, wire)
    except HoldfastError as error:
        return Outcome(one.name, failed=without(_sentence(error), secrets))
    except Exception as error:  # noqa: BLE001 - a fault of ours with one receiver keeps nothing from another
        # Its text may have a secret in it, and its place has none.
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
        return Outcome(one.name, failed=f"a fault of Holdfast ({told}): report it")


async def _told(result: Result, one: Addressed, parts: tuple[str, ...], means: Means, wire: Wire) -> Outcome:
    key = (one.name, result.client, result.tenant.casefold(), result.simulation)
    before = means.memory.recall(key) or Remembered(result.checked_at)
    # One that is ahead of now is of a clock that was wrong: it is later than nothing, and would silence every night.
    if result.checked_at < before.checked_at <= means.now:
        raise HoldfastError(
            "notify-older",
            f"it was told of a check of {before.checked_at:%Y-%m-%dT%H:%M:%SZ}, and this one is older: give the newest "
            "result",
        )
    changed = changes(before.told, result)
    if not changed.changes:
        if before.checked_at != result.checked_at:
            means.memory.keep(key, replace(before, checked_at=result.checked_at))
        return Outcome(one.name)
    letter = Letter(
        message=message(result, changed),
        parts=parts,
        secrets=one.secrets(parts),
        kept=before.kept,
        templates=means.templates,
        wire=wire,
        sent_at=means.now,
        environment=means.environment,
    )
    lacking, kept = "", before.kept
    try:
        kept = await one.receiver.send(letter)
    except PartlyToldError as error:  # who was told is not told each night for the sake of who cannot be
        lacking = _sentence(error)
    try:
        means.memory.keep(
            key, Remembered(result.checked_at, still_open(result.items, changed.unconfirmed), kept)
        )
    except HoldfastError as error:
        lacking = "; ".join(filter(None, [lacking, _sentence(error)]))
    return Outcome(one.name, letter.message.counts, lacking)


def _sentence(error: HoldfastError) -> str:
    """Return what an error says, with its name where that is another than that of the whole."""
    return error.message if error.slug == FAILED else str(error)
