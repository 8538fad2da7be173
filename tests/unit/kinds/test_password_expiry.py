"""Which domains a rule about passwords is for, and when their list is not whole."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.password_expiry import NEVER, judged
from holdfast.model.status import Reason


def domain(name: str, days: int | None = NEVER, **more: Any) -> dict[str, Any]:
    told = {"isInitial": False, "isRoot": True, "isVerified": True, "authenticationType": "Managed"}
    return {"id": name, "passwordValidityPeriodInDays": days, **told, **more}


FIRST = domain("a.onmicrosoft.com", isInitial=True)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (domain("b.example"), (2, set(), {})),
        (domain("b.example", 90), (1, {90}, {})),
        (domain("b.example", None), (1, {None}, {})),
        (domain("b.example", 90, isVerified=False), (1, set(), {})),
        (domain("b.example", 90, authenticationType="Federated"), (1, set(), {Reason.TYPE: ("b.example",)})),
        (domain("sub.a.onmicrosoft.com", None, isRoot=False), (1, set(), {})),
        (domain("sub.b.example", None, isRoot=False), (1, {None}, {})),
    ],
)
def test_a_domain_is_judged_where_its_passwords_and_their_period_are_its_own(
    other: dict[str, Any], found: tuple[int, set[int | None], dict[str, tuple[str, ...]]]
) -> None:
    seen = judged([FIRST, other])
    assert (seen.covered, {one.found for one in seen.violations}, seen.exempt) == found
    assert seen.unjudged == ()


@pytest.mark.parametrize(
    "other",
    [
        {name: one for name, one in domain("b.example").items() if name != "passwordValidityPeriodInDays"},
        domain("b.example", authenticationType="Somehow"),
        domain("b.example", "30"),  # type: ignore[arg-type] # what nobody has seen
    ],
)
def test_a_domain_that_is_not_understood_is_unknown_by_name(other: dict[str, Any]) -> None:
    seen = judged([FIRST, other])
    assert [one.member for one in seen.unjudged] == ["b.example"]
    assert seen.covered == 1


def test_a_list_without_the_domain_of_the_beginning_is_not_whole() -> None:
    with pytest.raises(MisreadError, match="isInitial"):
        judged([domain("b.example")])
