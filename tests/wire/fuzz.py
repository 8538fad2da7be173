"""Puts mutated answers through whole checks, and says what must never come of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode, Status
from tests.wire.facts import MEMBER, SAY_MEMBERS, Facts
from tests.wire.mutations import mutations
from tests.wire.recorded import Answer, HangsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.wire.mutations import Mutation, Path
    from tests.wire.recorded import Key, Recorded

_REFUSED = 403


class Fuzz:
    """One healthy check, and what rests on each of its answers."""

    def __init__(self, recorded: Recorded) -> None:
        """Find out which kinds ask for each answer when they are checked alone."""
        self.recorded = recorded
        self.facts = Facts(recorded)
        self._tokens = {one.urn: one.token for one in recorded.recording.desired}
        self._resting: dict[tuple[Key, str], frozenset[str]] = {}
        self._kinds: dict[Key, list[str]] = {}
        for token in sorted({one.token for one in recorded.recording.desired}):
            for key in recorded.asked(token) & recorded.answers.keys():
                self._kinds.setdefault(key, []).append(token)

    def mutations(self, seed: int) -> Iterator[Mutation]:
        """Mutations without an end, in the order of `seed`."""
        chance = random.Random(seed)  # noqa: S311 - repeatable
        return mutations(self.recorded.answers, self._matters, chance)

    def _matters(self, key: Key, body: Any, path: Path) -> str:
        """Return what rests on a value; what only bears the same name is of a kind that does not ask for it."""
        resting = self.facts.matters(key, body, path)
        token = self._tokens.get(resting)
        return "" if token and token not in self._kinds.get(key, ()) else resting

    def faults(self, chosen: Iterable[Mutation]) -> list[str]:
        """What went wrong with mutations, a line each."""
        return [
            f"{' '.join(one.key)[:100]}: {one.name}: {told}" for one in chosen if (told := self.fault(one))
        ]

    def fault(self, mutation: Mutation) -> str:
        """What went wrong with one mutation; empty when nothing did."""
        several = (mutation, *mutation.more)
        token = self._asking(mutation) if len(several) == 1 else ""
        try:
            result = self.recorded.check({one.key: one.answer for one in several}, token).result
        except HangsError:
            return "it asks for ever"
        except HoldfastError as error:
            return "" if error.slug else "an error without a name"
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            return f"{type(error).__name__}: {error}"[:200]
        in_sync = {one.urn for one in result.findings if one.status is Status.IN_SYNC and one.urn}
        for one in several:
            if one.whole and (green := self.resting_on(one.key, token) & in_sync):
                return f"in sync without this answer: {sorted(green)}"
            if one.hides in in_sync or (
                one.hides and result.exit_code == ExitCode.IN_SYNC and self._rests(one, token)
            ):
                return f"in sync although {one.hides} rests on it"
        return ""

    def _asking(self, mutation: Mutation) -> str:
        """The kind to check: what the mutation hides, else in turn those that ask for the answer; empty for all."""
        asking = self._kinds.get(mutation.key, [])
        if not asking:
            return ""
        if token := self._tokens.get(mutation.hides):
            return token
        asking.append(asking.pop(0))
        judging = SAY_MEMBERS if mutation.hides == MEMBER else frozenset(asking)
        return next((one for one in reversed(asking) if one in judging), asking[-1])

    def _rests(self, mutation: Mutation, token: str) -> bool:
        """Whether anything of what is checked rests on a value that others refer to."""
        return mutation.hides not in self._tokens and bool(self.resting_on(mutation.key, token))

    def resting_on(self, key: Key, token: str = "") -> frozenset[str]:
        """The URNs of what is unknown when one question is refused, of a kind that is checked alone or of all."""
        if (key, token) not in self._resting:
            refused = Answer(
                _REFUSED, {"content-type": "application/json"}, b'{"error":{"code":"Forbidden"}}'
            )
            findings = self.recorded.check({key: refused}, token).result.findings
            self._resting[key, token] = frozenset(
                one.urn for one in findings if one.status is Status.UNKNOWN and one.urn
            )
        return self._resting[key, token]
