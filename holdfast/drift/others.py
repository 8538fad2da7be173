"""Hands rules what a check has read of other kinds, where that decides as well whether they hold. No network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.kinds.judgement import Uncounted
from holdfast.kinds.others import Others
from holdfast.kinds.services.novelties import news_of
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.population_kind import PopulationKind
    from holdfast.model.desired import DesiredResource


def decide_by_others(
    kinds: Mapping[str, Kind], rules: Sequence[tuple[PopulationKind, DesiredResource]], live: Live
) -> None:
    """Put what other objects do to each of `rules` into its judgement, where there is one."""
    for kind, rule in rules:
        if kind.beside and rule.urn in live.judgements:
            seen = _others(kinds, kind, live)
            judgement = kind.with_others(live.judgements[rule.urn], rule.inputs, seen)
            news = [one for token, objects in seen.objects.items() for one in news_of(kinds[token], objects)]
            live.judgements[rule.urn] = replace(judgement, notes=(*judgement.notes, *news))


def _others(kinds: Mapping[str, Kind], kind: PopulationKind, live: Live) -> Others:
    directory = live.directory
    return Others(
        objects={token: live.objects[token] for token in kind.beside if token in live.objects},
        unread={
            token: why for token in kind.beside if token in kinds and (why := _why_unread(kinds[token], live))
        },
        ids={name: directory.ambiguous.get(name, (one,)) for name, one in directory.ids.items()},
    )


def _why_unread(kind: Kind, live: Live) -> Uncounted | None:
    """Return why objects of `kind` that may be there were not read; None where they were, or there can be none."""
    if kind.token in live.objects or live.offers_nothing(kind):
        return None
    if cause := live.unread.get(kind.token):
        return Uncounted(reason=cause.reason, told=cause.explanation)
    return Uncounted(reason=Reason.UNEXPECTED, told=f"{kind.title}: nobody asked for them")
