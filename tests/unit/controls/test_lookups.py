"""A look-up by hand that fails ends the program with one sentence that says where it stands."""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi
import pytest

from holdfast.controls import lookups
from holdfast.controls.lookups import told_by_hand

GROUP = "azuread:index/getGroup:getGroup"
SAID = "invocation returned an error:\n  Group not found in the tenant: Nope [lookup-failed]"


def failing(*_: Any) -> Any:
    raise Exception(SAID)  # noqa: TRY002 - as the SDK does


def failing_later(*_: Any) -> pulumi.Output[str]:
    async def value() -> Any:
        return failing()

    ended = [asyncio.ensure_future(one()) for one in (_nothing, value, _true)]
    return pulumi.Output(*ended)


async def _nothing() -> set[pulumi.Resource]:
    return set()


async def _true() -> bool:
    return True


@pytest.mark.parametrize("call", [failing, failing_later])
def test_failure_by_hand_is_one_sentence_with_its_place(call: Any) -> None:
    async def asked() -> object:
        found = told_by_hand(call)(GROUP, {"displayName": "Nope"})
        found._untrack()  # else the next program of this process ends with it
        return await found.future()

    with pytest.raises(pulumi.RunError, match=r"^test_lookups\.py:\d+: getGroup .*: Nope \[lookup-failed\]$"):
        asyncio.run(asked())


def test_what_a_control_asks_is_explained_by_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_place_by_hand", str)

    with pytest.raises(Exception, match="invocation returned an error"):
        told_by_hand(failing)(GROUP, {})


def test_answer_is_left_as_it_is() -> None:
    assert told_by_hand(lambda _token, given: given)(GROUP, {"displayName": "There"}) == {
        "displayName": "There"
    }
