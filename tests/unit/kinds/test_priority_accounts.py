"""Who bears the tag of priority accounts, judged: by name, and unknown where the list cannot be what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.defender.priority_accounts import KIND
from holdfast.kinds.entra.user import KIND as USER
from holdfast.kinds.others import Others
from holdfast.model.errors import PartlyDoneError, ReadError
from tests.unit.kinds.made_up import run

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Judgement

ANA, BEN = "Ana@a.example", "ben@a.example"


class World:
    """A tenant in which these bear the tag. It writes nothing."""

    def __init__(self, names: list[Any]) -> None:
        self.cmdlets = self
        self.names = names

    async def rows(self, _endpoint: Any, _invocation: Any, _columns: Any) -> list[dict[str, Any]]:
        return [{"UserPrincipalName": one} for one in self.names]


def judged(*tagged: Any, accounts: tuple[str, ...] = (ANA, BEN)) -> Judgement:
    found: Judgement = run(KIND.judge(cast("Any", World([*tagged])), {"accounts": [*accounts]}))
    return found


def test_who_is_named_and_has_no_tag_is_told_by_name_and_who_is_not_named_is_left_alone() -> None:
    judgement = judged("ana@A.example", "other@a.example")

    assert judgement.covered == 1
    (broken,) = judgement.violations
    assert (broken.member, broken.property, broken.expected, broken.found) == (
        BEN,
        "priorityAccount",
        True,
        False,
    )
    (remedy,) = [broken.remedy]
    assert remedy is not None
    assert getattr(remedy, "parameters", None) == {"Identity": BEN, "VIP": True}


def test_who_comes_twice_is_unknown() -> None:
    judgement = judged(BEN, ANA, ANA.upper())

    assert [one.member for one in judgement.unjudged] == [ANA]
    assert (judgement.covered, judgement.violations) == (1, ())


@pytest.mark.parametrize(
    "tagged", [[ANA, BEN, None], [ANA, BEN, *(f"{one}@a.example" for one in range(249))]]
)
def test_a_list_with_a_nameless_row_or_of_more_than_a_tenant_can_have_says_nothing(tagged: list[Any]) -> None:
    with pytest.raises(ReadError):
        judged(*tagged)


@pytest.mark.parametrize("known", [True, False])
def test_an_account_that_is_not_there_is_told_from_one_without_the_tag(*, known: bool) -> None:
    ids = {(USER.token, ANA.casefold()): ["1"]} | ({(USER.token, BEN): ["2"]} if known else {})
    others = Others(objects={USER.token: ()}, unread={}, ids=ids)

    found = KIND.with_others(judged(), {"accounts": [ANA, BEN]}, others).violations

    told = [(one.member, one.property, one.member_id, one.remedy is None) for one in found]
    ben = (BEN, "priorityAccount", "2", False) if known else (BEN, "account", "", True)
    assert told == [(ANA, "priorityAccount", "1", False), ben]


def test_nothing_is_said_of_users_who_were_not_read() -> None:
    untold = judged()
    assert KIND.with_others(untold, {}, Others(objects={}, unread={})) is untold


class Writing(World):
    """A tenant in which nobody bears the tag, with these users; it remembers who is tagged."""

    def __init__(self, users: dict[str, str]) -> None:
        super().__init__([])
        self.graph = self
        self.users = users
        self.tagged: list[Any] = []

    async def collection(self, _path: str, condition: Any, **_more: Any) -> list[dict[str, str]]:
        rows = [{"id": one, "userPrincipalName": name} for name, one in self.users.items()]
        return [row for row in rows if condition.fits(row)]

    async def run_all(self, _endpoint: Any, invocations: Any) -> list[None]:
        self.tagged += [one.parameters for one in invocations]
        return [None for _ in invocations]


ONE, TWO = "0badcafe-0000-4000-8000-000000000001", "0badcafe-0000-4000-8000-000000000002"


def test_who_is_named_is_tagged_by_his_id_and_nobody_who_only_has_the_name() -> None:
    world = Writing({ANA.upper(): ONE, BEN: TWO, "eve@a.example": "3"})
    run(KIND.update(cast("Any", world), "", {}, {"accounts": [ANA, BEN]}))
    assert world.tagged == [{"Identity": ONE, "VIP": True}, {"Identity": TWO, "VIP": True}]


@pytest.mark.parametrize("users", [{}, {BEN: TWO}])
def test_a_name_with_which_nobody_signs_in_is_told_and_tags_nobody(users: dict[str, str]) -> None:
    world = Writing(users)
    with pytest.raises(PartlyDoneError, match="no user has this sign-in name"):
        run(KIND.update(cast("Any", world), "", {}, {"accounts": [ANA, BEN]}))
    assert world.tagged == [{"Identity": one, "VIP": True} for one in users.values()]
