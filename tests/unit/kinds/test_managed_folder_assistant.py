"""Whether anything ends in mailboxes at all: the organization's switch is told, and one that is not read is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.exchange.managed_folder_assistant import KIND
from holdfast.kinds.judgement import Judgement
from holdfast.model.errors import ReadError
from tests.unit.kinds.made_up import Fake, run


def judged(*rows: dict[str, Any]) -> Judgement:
    found: Judgement = run(KIND.judge(Fake(others={"Get-OrganizationConfig": rows}).tenant, {}))
    return found


def test_an_assistant_that_may_look_at_mailboxes_is_in_order() -> None:
    assert judged({"ElcProcessingDisabled": False}) == Judgement(covered=1, violations=(), exempt={})


def test_one_that_passes_over_everybody_is_told_and_never_switched_on() -> None:
    found = judged({"Name": "contoso.com", "ElcProcessingDisabled": True})
    (told,) = found.violations
    assert told.member_id == "contoso.com"
    assert (told.member, told.property, told.expected, told.found, told.remedy) == (
        "all mailboxes",
        "elcProcessingDisabled",
        False,
        True,
        None,
    )
    assert found.covered == 0


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ({"ElcProcessingDisabled": False}, {"ElcProcessingDisabled": False}),
        ({},),
        ({"ElcProcessingDisabled": None},),
        ({"ElcProcessingDisabled": "False"},),
        ({"ElcProcessingDisabled": 0},),
    ],
)
def test_what_the_organization_does_not_say_is_unknown_and_never_in_order(
    rows: tuple[dict[str, Any], ...],
) -> None:
    with pytest.raises(ReadError):
        judged(*rows)
