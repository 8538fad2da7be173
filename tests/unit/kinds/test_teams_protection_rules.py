"""Whom the purge in Teams leaves out: nobody unnamed, whatever the sort of the exception, and never a row half read."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.defender.teams_protection_policy import KIND as POLICY
from holdfast.kinds.defender.teams_protection_rules import KIND, judged
from holdfast.kinds.judgement import Judgement, Uncounted
from holdfast.kinds.live import LiveObject
from holdfast.kinds.others import Others
from holdfast.model.status import Reason

COLUMNS = {
    "ExceptIfSentTo": ("excludedUsers", "chair@contoso.com"),
    "ExceptIfSentToMemberOf": ("excludedGroups", "board@contoso.com"),
    "ExceptIfRecipientDomainIs": ("excludedDomains", "research.contoso.com"),
}


def row(**changes: Any) -> dict[str, Any]:
    return {"Name": "Rule", **dict.fromkeys(COLUMNS), **changes}


@pytest.mark.parametrize("column", COLUMNS)
def test_who_is_left_out_is_told_unless_he_is_named(column: str) -> None:
    about, name = COLUMNS[column]
    for told in ([name], [name, "also@contoso.com"]):
        found = judged([row(**{column: told})], {about: [f" {name.upper()}"]}, KIND.names)
        unnamed = [one for one in told if one != name]
        assert [one.found for one in found.violations] == ([told] if unnamed else [])
        assert found.covered == (0 if unnamed else 1)
    (violation,) = judged([row(**{column: [name]})], {}, KIND.names).violations
    assert (violation.member, violation.property, violation.expected) == ("Rule", about, [])


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", ["chair@contoso.com", 1, [1], [None], {}, True])
def test_what_is_not_understood_obeys_nothing(column: str, value: object) -> None:
    found = judged([row(**{column: value})], {}, KIND.names)
    assert [one.member for one in found.unjudged] == ["Rule"]
    assert found.covered == 0


def test_what_nobody_knows_may_leave_somebody_out() -> None:
    found = judged([row(NewScopeIs=["x"]), row(NewSwitch=False)], {}, KIND.names)
    assert (len(found.unjudged), found.covered, found.violations) == (1, 1, ())


@pytest.mark.parametrize("column", ["Name", *COLUMNS])
def test_a_row_that_does_not_tell_is_unknown(column: str) -> None:
    found = judged([{name: one for name, one in row().items() if name != column}], {}, KIND.names)
    assert (len(found.unjudged), found.violations, found.covered) == (1, (), 0)


def test_without_a_policy_nobody_is_covered() -> None:
    policy = LiveObject(id="1", key=POLICY.key, inputs={"zapEnabled": True})
    refused = Uncounted(reason=Reason.PERMISSION, told="refused")

    def with_policy(unread: dict[str, Uncounted], *policies: LiveObject) -> Judgement:
        return KIND.with_others(
            judged([], {}, KIND.names), {}, Others(objects={POLICY.token: policies}, unread=unread)
        )

    assert with_policy({}, policy) == Judgement(covered=1, violations=(), exempt={})
    assert with_policy({POLICY.token: refused}).uncounted == refused
    assert (with_policy({}).covered, bool(with_policy({}).uncounted)) == (0, True)
