"""Members of a list that comes whole, counted by what each came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.judgement import Judgement, Unjudged

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Violation
    from holdfast.kinds.services.tally import Ruling


class Count:
    """Members of a list counted so far, as often as they are given.

    Graph's reader gives each once (see `GraphReader.collection`). Whoever reads another list, or page by page, loses
    one that comes twice (see `tally.TWICE`).
    """

    def __init__(self) -> None:
        """Start with nobody."""
        self._covered = 0
        self._violations: list[Violation] = []
        self._exempt: dict[str, list[str]] = {}
        self._unjudged: list[Unjudged] = []

    def take(self, ruling: Ruling) -> None:
        """Count one member."""
        if ruling.unknown:
            self.lose(ruling.member, ruling.unknown)
        elif ruling.exempt:
            self._exempt.setdefault(ruling.exempt, []).append(ruling.member)
        else:
            self._covered += not ruling.breaks
            self._violations += ruling.breaks

    def cover(self) -> None:
        """Count one that obeys."""
        self._covered += 1

    def lose(self, member: str, why: str) -> None:
        """Count one of which nobody can say whether it obeys."""
        self._unjudged.append(Unjudged(member=member, why=why))

    def judgement(self) -> Judgement:
        """Return the count."""
        return Judgement(
            covered=self._covered,
            violations=tuple(sorted(self._violations, key=lambda one: (one.member, one.property))),
            exempt={reason: tuple(sorted(names)) for reason, names in sorted(self._exempt.items())},
            unjudged=tuple(sorted(self._unjudged, key=lambda one: (one.member, one.why))),
        )
