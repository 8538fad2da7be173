"""Ids and names of accounts in other letters, in any answer of a whole check, are the same ones: never drift."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import Status
from tests.wire.recorded import Replay, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.fuzz import Fuzz
    from tests.wire.recorded import Answer, Key, Recorded

IDS = re.compile(rb"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
ACCOUNTS = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class AnyCase(Replay):
    """Answers what is asked in whatever letters, as the service does: an id may come back in a question."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._folded = {_folded(key): answer for key, answer in self.answers.items()}

    def _answer(self, key: Key) -> Answer:
        return self._folded.get(_folded(key)) or super()._answer(key)


def _folded(key: Key) -> Key:
    kind, asked, body = question(key)
    return kind, asked.casefold(), body.casefold()


def chosen(seed: int) -> Callable[[bytes], bytes]:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    return lambda text: chance.choice([text.upper(), text.lower()])


def answered(recorded: Recorded, what: re.Pattern[bytes], spelt: Callable[[bytes], bytes]) -> Replay:
    """The service, with what is meant in other letters; what a token says stays."""
    spelled = {
        key: answer
        if key[0] == "sign-in"
        else replace(answer, content=what.sub(lambda found: spelt(found[0]), answer.content))
        for key, answer in recorded.answers.items()
    }
    assert spelled != recorded.answers
    return AnyCase(spelled, served_at=recorded.served_at)


@pytest.mark.parametrize("what", [IDS, ACCOUNTS], ids=["ids", "accounts"])
@pytest.mark.parametrize("spelt", [bytes.upper, chosen(1), chosen(2)], ids=["upper", "mixed", "mixed again"])
def test_whatever_the_letters_of_ids_and_accounts_are_everything_is_in_sync(
    newest: Fuzz, what: re.Pattern[bytes], spelt: Callable[[bytes], bytes]
) -> None:
    found = newest.recorded.checked(answered(newest.recorded, what, spelt)).result.findings

    told = [(one.name, one.status, one.differences, one.explanation) for one in found]
    assert [one for one in told if one[1] is not Status.IN_SYNC] == []
    assert len(found) == len(newest.recorded.healthy.result.findings)
