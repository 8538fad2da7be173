"""Puts mutated answers through whole checks, and says what must never come of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode, Status
from tests.wire.facts import Facts
from tests.wire.mutations import mutations
from tests.wire.recorded import Answer, HangsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.wire.mutations import Mutation
    from tests.wire.recorded import Key, Recorded

_REFUSED = 403


class Fuzz:
    """One healthy check, and what rests on each of its answers."""

    def __init__(self, recorded: Recorded) -> None:
        """Find out what rests on each answer: what is unknown when it is refused."""
        self.recorded = recorded
        self.facts = Facts(recorded)
        self._resting: dict[Key, frozenset[str]] = {}
        self._made: tuple[int, list[Mutation]] = (-1, [])

    def mutations(self, seed: int) -> Sequence[Mutation]:
        """Every mutation in the order of `seed`, which is not a negative one; kept until another order is asked for."""
        if self._made[0] != seed:
            chance = random.Random(seed)  # noqa: S311 - repeatable
            self._made = (seed, list(mutations(self.recorded.answers, self.facts.matters, chance)))
        return self._made[1]

    def faults(self, seed: int, start: int, count: int) -> list[str]:
        """What went wrong with `count` mutations from the `start`-th on, a line each."""
        chosen = self.mutations(seed)[start : start + count]
        return [
            f"{' '.join(one.key)[:100]}: {one.name}: {told}" for one in chosen if (told := self.fault(one))
        ]

    def fault(self, mutation: Mutation) -> str:
        """What went wrong with one mutation; empty when nothing did."""
        try:
            several = (mutation, *mutation.more)
            result = self.recorded.check({one.key: one.answer for one in several}).result
        except HangsError:
            return "it asks for ever"
        except HoldfastError as error:
            return "" if error.slug else "an error without a name"
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            return f"{type(error).__name__}: {error}"[:200]
        in_sync = {one.urn for one in result.findings if one.status is Status.IN_SYNC and one.urn}
        for one in several:
            if one.whole and (green := self.resting_on(one.key) & in_sync):
                return f"in sync without this answer: {sorted(green)}"
            if one.hides in in_sync or (one.hides and result.exit_code == ExitCode.IN_SYNC):
                return f"in sync although {one.hides} rests on it"
        return ""

    def resting_on(self, key: Key) -> frozenset[str]:
        """The URNs of what is unknown when one question is refused."""
        if key not in self._resting:
            refused = Answer(
                _REFUSED, {"content-type": "application/json"}, b'{"error":{"code":"Forbidden"}}'
            )
            findings = self.recorded.check({key: refused}).result.findings
            self._resting[key] = frozenset(
                one.urn for one in findings if one.status is Status.UNKNOWN and one.urn
            )
        return self._resting[key]
