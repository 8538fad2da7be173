"""Scopes of litigation hold: whose mailbox is held longer than the others, by a group or by an attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from components.exchange.litigation_hold_enabled import Settings
from holdfast.kinds.exchange.litigation_hold import KIND
from holdfast.model.errors import ReadError
from tests.unit.kinds.made_up import Fake, directory_id, mailbox_guid, run
from tests.unit.kinds.test_population import PLAN2, mailbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement

BOARD = {"group": "Board", "durationDays": 3650}
LEGAL = {"attribute": "CustomAttribute3", "value": "Legal", "durationDays": "unlimited"}
SHORT = {"attribute": "CustomAttribute3", "value": "Short", "durationDays": 31}
RULE = {"durationDays": 365, "mailboxTypes": ["UserMailbox"], "scopes": [BOARD, LEGAL, SHORT]}
YEAR, TEN_YEARS = "365.00:00:00", "3650.00:00:00"


def box(name: str, days: str | None, said: Any = "", **more: Any) -> dict[str, Any]:
    held = {"held": days is not None, "days": days or "Unlimited"}
    return mailbox(name, PLAN2, **held, CustomAttribute3=said, **more)


@dataclass
class Grouped(Fake):
    """A made-up tenant with groups."""

    groups: Mapping[str, Sequence[str]] = field(
        default_factory=lambda: {"Board": [directory_id("board@x").upper()]}
    )

    async def collection(self, path: str, /, *where: Any, **_: Any) -> list[dict[str, Any]]:
        if path.startswith("/beta/groups/"):
            ids = {directory_id(one): found for one, found in self.groups.items()}
            return [{"id": one} for one in ids[path.split("/")[3]]]
        if path.startswith("/v1.0/groups?"):
            return [
                {"id": directory_id(one), "displayName": one}
                for one in self.groups
                if one in where[0].on(path)
            ]
        return await super().collection(path)


def judged(*boxes: dict[str, Any], rule: Mapping[str, Any] = RULE) -> Judgement:
    found: Judgement = run(KIND.judge(Grouped(boxes).tenant, rule))
    return found


def test_the_longest_that_is_asked_of_a_mailbox_counts() -> None:
    judgement = judged(
        box("other@x", YEAR),
        box("board@x", YEAR),
        box("legal@x", TEN_YEARS, "LEGAL"),
        box("both-held@x", "Unlimited", "legal"),
        box("short@x", YEAR, "Short"),
        box("bare@x", None, "Short"),
        box("left-the-scope@x", TEN_YEARS),
    )

    assert [(one.member, one.expected, one.found) for one in judgement.violations] == [
        ("bare@x", True, False),
        ("board@x", 3650, 365),
        ("legal@x", "unlimited", 3650),
    ]
    longer = [(one.member, one.expected, one.found) for one in judgement.exceeding]
    assert longer == [("left-the-scope@x", 365, 3650)]
    assert (judgement.covered, judgement.unjudged) == (4, ())


def test_an_apply_lengthens_and_never_shortens() -> None:
    fake = Grouped(
        [box("board@x", YEAR), box("gone@x", TEN_YEARS), box("left@x", None, "legal", IsInactiveMailbox=True)]
    )

    run(KIND.update(fake.tenant, "id", {}, RULE))

    assert fake.sent == [
        {
            "cmdlet": "Set-Mailbox",
            "Identity": mailbox_guid("board@x"),
            "LitigationHoldEnabled": True,
            "LitigationHoldDuration": "3650",
        },
        {
            "cmdlet": "Set-Mailbox",
            "Identity": mailbox_guid("left@x (inactive)"),
            "InactiveMailbox": True,
            "LitigationHoldEnabled": True,
            "LitigationHoldDuration": "Unlimited",
        },
    ]


def test_only_holds_of_the_durations_asked_are_lifted_where_the_client_agrees() -> None:
    fake = Grouped([box("board@x", TEN_YEARS), box("other@x", TEN_YEARS), box("usual@x", YEAR)])

    run(KIND.delete(fake.tenant, "id", RULE))

    assert [one["Identity"] for one in fake.sent] == [mailbox_guid("board@x"), mailbox_guid("usual@x")]


def test_a_mailbox_that_does_not_tell_its_attribute_is_unknown_alone() -> None:
    silent = {name: said for name, said in box("silent@x", YEAR).items() if name != "CustomAttribute3"}
    judgement = judged(silent, box("strange@x", YEAR, 7), box("empty@x", YEAR, None))

    assert [one.member for one in judgement.unjudged] == ["silent@x", "strange@x"]
    assert judgement.covered == 1


def test_a_group_that_is_not_there_leaves_nobody_judged() -> None:
    with pytest.raises(ReadError, match=r"scopes\.group should be groups that are there, and is 'Bored'"):
        judged(box("a@x", YEAR), rule={**RULE, "scopes": [{**BOARD, "group": "Bored"}]})


def test_attributes_are_read_only_where_they_are_scopes() -> None:
    plain, with_scopes = KIND.sources({"durationDays": 1}), KIND.sources(RULE)
    assert not [one for one in plain if "CustomAttribute3" in one.columns]
    assert all({*KIND.columns, "CustomAttribute3"} <= {*one.columns} for one in with_scopes)


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ({"group": "Board"}, True),
        ({"attribute": "CustomAttribute15", "value": "Legal"}, True),
        ({}, False),
        ({"group": "Board", "attribute": "CustomAttribute1", "value": "x"}, False),
        ({"attribute": "CustomAttribute1"}, False),
        ({"group": "Board", "value": "x"}, False),
        ({"attribute": "CustomAttribute1", "value": " "}, False),
        ({"attribute": "CustomAttribute16", "value": "x"}, False),
    ],
)
def test_a_scope_is_a_group_or_an_attribute_with_a_value(said: dict[str, str], taken: bool) -> None:
    given = {"duration_days": 365, "scopes": [{**said, "duration_days": 3650}]}
    if taken:
        assert len(Settings.model_validate(given).scopes) == 1
        return
    with pytest.raises(ValidationError):
        Settings.model_validate(given)


CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], ""),
        (None, ""),
        (["-mbx" + CODE, f"mbx{CODE}:1"], ""),
        ([f"mbx{CODE}:3"], f"held besides by retention policy {CODE}"),
        ([f"UniH{CODE}", f"cld{CODE}"], f"held besides by eDiscovery hold {CODE}, in-place hold {CODE}"),
        (["new-word"], "held besides by new-word, which nobody knows"),
        ("no list", ""),
    ],
)
def test_what_else_holds_a_mailbox_is_told_and_counts_for_nothing(codes: Any, told: str) -> None:
    judgement = judged(
        box("bare@x", None, InPlaceHolds=codes),
        box("longer@x", TEN_YEARS, InPlaceHolds=codes),
        box("as-asked@x", YEAR, InPlaceHolds=codes),
    )

    assert [(one.member, one.note, bool(one.remedy)) for one in judgement.violations] == [
        ("bare@x", told, True)
    ]
    assert [(one.member, one.note) for one in judgement.exceeding] == [("longer@x", told)]
    assert judgement.covered == 2
