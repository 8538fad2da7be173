"""What was just made and is not known to all of the service yet: answered by 404, waited for, and made once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.registry import kinds
from holdfast.model.errors import HoldfastError
from holdfast.model.status import Status
from tests import newest
from tests.e2e.scratch import Scratch, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry

ALL = {"route": "*", "fault": "404-after-create"}
GROUP = kinds()["azuread:index/group:Group"]


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path / "scratch") as made:
        yield made


def group(scratch: Scratch) -> dict[str, Any]:
    """A group with a member, which is added by a request of its own."""
    (member,) = [one for one in scratch.rows("users") if one["displayName"] == "Priya Raman"]
    return {"displayName": "New", "members": [str(member["id"])], "securityEnabled": True}


def made(scratch: Scratch, since: int) -> list[LogEntry]:
    return [one for one in scratch.writes(since) if (one.method, one.path) == ("POST", "/v1.0/groups")]


def test_everything_that_a_baseline_declares_is_made_once_through_it(scratch: Scratch) -> None:
    newest.upgrade(scratch.project, "contoso")
    newest.enable(scratch.project)
    scratch.fault({**ALL, "count": 3})

    scratch.apply()

    scratch.fault()
    assert told(scratch.check(), {*Status} - {Status.IN_SYNC, Status.NOT_APPLICABLE}) == []
    for names in scratch.names().values():
        assert len(names) == len({*names})


@pytest.mark.parametrize("count", [1, 2, 4])
def test_what_belongs_to_a_new_object_waits_until_it_is_known(scratch: Scratch, count: int) -> None:
    scratch.fault({**ALL, "count": count})
    since, inputs = scratch.log.last_id(), group(scratch)

    async def make_and_read() -> dict[str, Any]:
        async with scratch.tenant() as tenant:
            object_id = await GROUP.create(tenant, inputs)
            live = await GROUP.get(tenant, object_id, inputs)
            assert live is not None
            return live.inputs

    assert asyncio.run(make_and_read())["members"] == inputs["members"]
    assert len(made(scratch, since)) == 1
    assert scratch.clock.skipped > count, "it waits longer each time"


def test_what_never_comes_is_given_up_in_a_sentence(scratch: Scratch) -> None:
    scratch.fault(ALL)
    since, inputs = scratch.log.last_id(), group(scratch)

    async def make() -> None:
        async with scratch.tenant() as tenant:
            await GROUP.create(tenant, inputs)

    with pytest.raises(HoldfastError, match="does not exist"):
        asyncio.run(make())
    assert len(made(scratch, since)) == 1


def test_what_was_deleted_again_is_gone_at_once(scratch: Scratch) -> None:
    inputs = {**group(scratch), "members": []}

    async def make_and_delete() -> float:
        async with scratch.tenant() as tenant:
            object_id = await GROUP.create(tenant, inputs)
            await GROUP.delete(tenant, object_id, inputs)
            before = scratch.clock.skipped
            assert await GROUP.get(tenant, object_id, inputs) is None
            return scratch.clock.skipped - before

    assert asyncio.run(make_and_delete()) == 0
