"""Who holds a service's plans: asked once for all who want to know, and what one cannot be told is told the others."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote
from uuid import UUID

import pytest

from holdfast.model.errors import HoldfastError, ReadError, SignInError
from holdfast.model.status import Reason
from holdfast.tenant.plan_holders import Plans, plan_holders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from holdfast.tenant.asked import Condition
    from holdfast.tenant.tenant import Reader

HOLD = Plans(re.compile("MAIL"), re.compile("MAIL_BIG$"))
AUDIT = Plans(re.compile("MAIL|ARCHIVE"), re.compile("NOTHING"))
BIG, SMALL, ARCHIVE = (str(UUID(int=number)) for number in (1, 2, 3))
PLANS = [("MAIL_BIG", BIG), ("MAIL_SMALL", SMALL), ("ARCHIVE", ARCHIVE)]
USERS = {BIG: ["ann", "bob"], SMALL: ["cas"], ARCHIVE: ["bob"]}


Holder = tuple[str, str, bool, bool]
"""Id, name, whether the plan makes them a member, whether it licenses them."""


def id_of(name: str) -> str:
    return str(UUID(bytes=name.ljust(16).encode()))


class Fake:
    """A directory: two users a page; it keeps what it was asked."""

    def __init__(
        self,
        plans: Sequence[tuple[Any, Any]] = PLANS,
        errors: Mapping[str, HoldfastError] | None = None,
        state: str = "Enabled",
    ) -> None:
        self.plans = plans
        self.state = state
        """In which everybody has each plan."""
        self.errors = errors or {}
        """By the id of a plan: what its question ends with, after its first page."""
        self.asked: list[list[str]] = []
        self.pages_given = 0
        self.longest = 0
        """How many characters the longest address had."""

    @property
    def graph(self) -> Fake:
        return self

    async def collection(self, _path: str, **_: Any) -> list[dict[str, Any]]:
        return [{"servicePlans": [{"servicePlanName": n, "servicePlanId": i} for n, i in self.plans]}]

    async def pages(self, path: str, where: Condition, **_: Any) -> AsyncIterator[list[dict[str, Any]]]:
        wanted = re.findall(
            r"servicePlanId eq (\S+) and p/capabilityStatus eq '(\w+)'", unquote(where.on(path))
        )
        ids = list(dict.fromkeys(one for one, _ in wanted))
        self.asked.append(ids)
        self.longest = max(self.longest, len(where.on(path)))
        found = [name for one, state in wanted if state == self.state for name in USERS.get(one, [])]
        rows = [{"id": id_of(name), "userPrincipalName": name} for name in found]
        for start in range(0, 4, 2):
            self.pages_given += 1
            yield rows[start : start + 2]
            for one in ids:
                if one in self.errors:
                    raise self.errors[one]

    def told(self, *wanted: Plans) -> dict[Plans, list[Holder | HoldfastError]]:
        async def asked() -> dict[Plans, list[Holder | HoldfastError]]:
            found: dict[Plans, list[Holder | HoldfastError]] = {one: [] for one in wanted}
            async for plans, page in plan_holders(cast("Reader", self), wanted):
                if isinstance(page, HoldfastError):
                    found[plans].append(page)
                else:
                    found[plans] += [(*user, page.member, page.licensed) for user in page.users]
            return found

        return asyncio.run(asked())


def holder(name: str, *, member: bool = True, licensed: bool = False) -> Holder:
    return id_of(name), name, member, licensed


OF_HOLD = [holder("ann", licensed=True), holder("bob", licensed=True), holder("cas")]
OF_AUDIT = [holder("ann"), holder("bob"), holder("bob"), holder("cas")]


def in_order(found: Sequence[Holder | HoldfastError]) -> list[Any]:
    return sorted(found, key=repr)


def test_each_plan_stands_in_one_question_whoever_wants_it() -> None:
    fake = Fake()

    found = fake.told(HOLD, AUDIT)

    assert in_order(found[HOLD]) == in_order(OF_HOLD)
    assert in_order(found[AUDIT]) == in_order(OF_AUDIT)
    assert sorted(one for ids in fake.asked for one in ids) == sorted([BIG, SMALL, ARCHIVE])
    for wanted in (HOLD, AUDIT):
        assert in_order(Fake().told(wanted)[wanted]) == in_order(found[wanted])


@pytest.mark.parametrize("state", ["Enabled", "Warning", "Suspended", "LockedOut", "Deleted"])
def test_whose_licence_can_be_renewed_still_holds_its_plans(state: str) -> None:
    found = Fake(state=state).told(HOLD)[HOLD]

    assert in_order(found) == (in_order(OF_HOLD) if state in {"Enabled", "Warning"} else [])


def test_five_plans_stand_in_one_filter() -> None:
    fake = Fake([(f"MAIL_{number}", str(UUID(int=number))) for number in range(12)])

    fake.told(HOLD)

    assert [len(ids) for ids in fake.asked] == [5, 5, 2]
    assert fake.longest + len("https://graph.microsoft.com/v1.0") < 2048, (
        "an advanced query has no longer address"
    )


@pytest.mark.parametrize("strange", [None, "", 7])
def test_plan_that_is_not_understood_is_told_to_whom_it_matters(strange: Any) -> None:
    found = Fake([*PLANS[:2], ("ARCHIVE", strange)]).told(HOLD, AUDIT)

    assert in_order(found[HOLD]) == in_order(OF_HOLD)
    (error,) = found[AUDIT]
    assert isinstance(error, ReadError)
    assert error.reason is Reason.UNEXPECTED


@pytest.mark.parametrize(
    "error", [ReadError("read-failed", "gone", Reason.UNAVAILABLE), SignInError("no-token", "no token")]
)
def test_question_that_fails_is_told_to_whom_it_matters(error: HoldfastError) -> None:
    found = Fake(errors={ARCHIVE: error}).told(HOLD, AUDIT)

    assert in_order(found[HOLD]) == in_order(OF_HOLD)
    assert error in found[AUDIT]


def test_nothing_more_is_asked_for_those_who_are_lost() -> None:
    """Both questions had their first page asked for at once; the second page of the other is not."""
    fake = Fake(errors={BIG: ReadError("read-failed", "gone", Reason.UNAVAILABLE)})

    fake.told(HOLD)

    assert fake.asked == [[BIG], [SMALL]]
    assert fake.pages_given == 2
