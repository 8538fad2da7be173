"""Where personal data is to end: what deletes it in time, and what keeps it all the same, is told by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from holdfast.kinds.judgement import Judgement, Uncounted
from holdfast.kinds.others import Others
from holdfast.kinds.purview.personal_data_endings import KIND, LOCATIONS
from holdfast.kinds.purview.retention_label import KIND as LABEL
from holdfast.kinds.purview.retention_policy import KIND as POLICY
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run
from tests.unit.kinds.test_leaver_mailbox_hold import leaver

NOTHING = Judgement(covered=0, violations=(), exempt={})
NO_PLACES: dict[str, Any] = {one.wire: [] for one in POLICY.fields if one.many}
ASKED = {"exchangeLocationDays": 365, "teamsChatLocationDays": 30}


def policy(name: str, action: str, days: str, *, rule: dict[str, Any] | None = None, **row: Any) -> Any:
    """A policy that is in force."""
    does = {"RetentionComplianceAction": action, "RetentionDuration": days, **(rule or {})}
    plain = {"Name": name, "Enabled": True, "Mode": "Enforce", "RestrictiveRetention": False, **NO_PLACES}
    return POLICY.live({**plain, "DistributionStatus": "Success", **row, "rule": does}, name)


def label(name: str, action: str, days: str, *, start: str = "CreationAgeInDays", **row: Any) -> Any:
    """A label that is in force."""
    plain = {"Name": name, "RetentionAction": action, "RetentionDuration": days, "RetentionType": start}
    return LABEL.live({**plain, "IsRecordLabel": False, "Regulatory": False, **row}, name)


DECIDED_LATER: tuple[dict[str, Any], ...] = (
    {"ReviewerEmail": ["ana@x"]},
    {"MultiStageReviewProperty": "stages"},
    {"FlowId": "a flow"},
    {"ComplianceTagForNextStage": "Next"},
)
"""What of a label has its days be no end."""
MAIL = policy("Mail ends", "Delete", "365", ExchangeLocation=["All"])
CHATS = policy("Chats end", "KeepAndDelete", "30", TeamsChatLocation=["All"])


def judged(*found: Any, asked: dict[str, Any] = ASKED, **more: Any) -> Judgement:
    objects = {
        POLICY.token: [one for one in found if "enabled" in one.inputs],
        LABEL.token: [one for one in found if "enabled" not in one.inputs],
    }
    return KIND.with_others(NOTHING, {**asked, **more}, Others(objects=objects, unread={}))


def broken(*found: Any, asked: dict[str, Any] = ASKED, **more: Any) -> list[tuple[str, str, Any, Any]]:
    told = judged(*found, asked=asked, **more).violations
    return [(one.member, one.property, one.expected, one.found) for one in told]


def test_every_location_of_a_policy_can_be_given_an_end() -> None:
    assert len(LOCATIONS) == 6
    assert {f"{one}Days" for one in LOCATIONS} <= {one.name for one in KIND.fields}


def test_what_is_deleted_in_time_ends_and_what_is_not_asked_for_is_nobody_s_business() -> None:
    elsewhere = policy("Files", "Keep", "unlimited", SharePointLocation=["All"])
    short = label("Short", "Keep", "20")
    found = judged(MAIL, CHATS, elsewhere, short)
    assert (found.violations, found.unjudged, found.exempt) == ((), (), {})
    assert found.covered == 2 + 4


@pytest.mark.parametrize(
    "mail",
    [
        policy("Mail ends", "Keep", "365", ExchangeLocation=["All"]),
        policy("Mail ends", "Delete", "366", ExchangeLocation=["All"]),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["ana@x"]),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], ExchangeLocationException=["ana@x"]),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], Enabled=False),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], DistributionStatus="Error"),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], IsSimulation=True),
        policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], rule={"ContentMatchQuery": "CV"}),
        policy("Mail ends", "Delete", "365", SharePointLocation=["All"]),
        policy(
            "Mail ends",
            "Delete",
            "365",
            ExchangeLocation=["All"],
            rule={"ExpirationDateOption": "ModificationAgeInDays"},
        ),
    ],
)
def test_what_deletes_nothing_or_late_or_in_part_ends_nothing(mail: Any) -> None:
    assert broken(mail, CHATS) == [("exchangeLocation", "endsAfterDays", 365, "unlimited")]


def test_days_may_count_from_the_last_change_where_that_is_asked_for() -> None:
    rule = {"ExpirationDateOption": "ModificationAgeInDays"}
    mail = policy("Mail ends", "Delete", "365", ExchangeLocation=["All"], rule=rule)
    assert broken(mail, CHATS, countedFrom="ModificationAgeInDays") == []
    assert broken(MAIL, CHATS, countedFrom="ModificationAgeInDays") == []


@pytest.mark.parametrize(
    ("keeper", "told"),
    [
        (
            policy("All", "Keep", "unlimited", ExchangeLocation=["All"]),
            ("Retention policy All", 365, "unlimited"),
        ),
        (policy("All", "KeepAndDelete", "31", TeamsChatLocation=["All"]), ("Retention policy All", 30, 31)),
        (policy("Ana", "Keep", "400", ExchangeLocation=["ana@x"]), ("Retention policy Ana", 365, 400)),
        (policy("Ana", "Delete", "400", ExchangeLocation=["ana@x"]), ("Retention policy Ana", 365, 400)),
        (policy("All", "Delete", "400", ExchangeLocation=["All"]), None),
        (policy("All", "Keep", "unlimited", ExchangeLocation=["All"], Enabled=False), None),
        (policy("All", "Keep", "unlimited", ExchangeLocation=["All"], Mode="PendingDeletion"), None),
        (
            policy("CV", "Keep", "400", ExchangeLocation=["All"], rule={"ContentMatchQuery": "CV"}),
            ("Retention policy CV", 365, 400),
        ),
        (label("Deed", "Keep", "unlimited"), ("Retention label Deed", 365, "unlimited")),
        (label("Deed", "Delete", "400"), ("Retention label Deed", 365, 400)),
        (label("Deed", "Keep", "10", start="EventAgeInDays"), ("Retention label Deed", 365, 10)),
        (label("Deed", "Keep", "unlimited", Disabled=True), None),
        *(
            (label("Deed", "KeepAndDelete", "10", **decided), ("Retention label Deed", 365, 10))
            for decided in DECIDED_LATER
        ),
    ],
)
def test_what_outlasts_an_ending_is_told_by_name_unless_it_may(
    keeper: Any, told: tuple[str, Any, Any] | None
) -> None:
    expected = [(told[0], "keepsForDays", *told[1:])] if told else []

    assert broken(MAIL, CHATS, keeper) == expected
    spared = judged(MAIL, CHATS, keeper, keptLonger=[keeper.key.upper()])
    assert spared.violations == ()
    if told:
        assert spared.exempt == {Reason.EXCLUDED: (told[0],)}


def test_labels_are_no_matter_of_teams() -> None:
    chats = {"teamsChatLocationDays": 30}
    assert broken(CHATS, label("Deed", "Keep", "unlimited"), asked=chats) == []


def test_what_was_not_read_or_not_understood_is_unknown_and_never_ends() -> None:
    for kind in (POLICY, LABEL):
        cause = Uncounted(reason=Reason.PERMISSION, told="it may not be read")
        unread = KIND.with_others(NOTHING, ASKED, Others(objects={}, unread={kind.token: cause}))
        assert unread.uncounted
        assert unread.uncounted.reason is Reason.PERMISSION
    strange = replace(MAIL, misread=ReadError("read-not-understood", "who knows", Reason.UNEXPECTED))
    found = judged(strange, CHATS)
    assert {one.member for one in found.unjudged} == {"exchangeLocation", "Retention policy Mail ends"}
    assert found.violations == ()
    adaptive = policy("Leavers", "Keep", "400", AdaptiveScopeLocation=["Leavers"])
    assert [one.member for one in judged(MAIL, CHATS, adaptive).unjudged] == ["Retention policy Leavers"]


def held(name: str, *, days: str | None = None, **more: Any) -> dict[str, Any]:
    hold = {"LitigationHoldEnabled": days is not None, "LitigationHoldDuration": days or "Unlimited"}
    return leaver(name, **{"ElcProcessingDisabled": False, **hold, **more})


def holds_found(*rows: dict[str, Any], asked: dict[str, Any] = ASKED, **rule: Any) -> Judgement:
    found: Judgement = run(KIND.judge(Fake(rows).tenant, {**asked, **rule}))
    return KIND.with_others(found, {**asked, **rule}, Others(objects={}, unread={}))


def told_of(judgement: Judgement) -> list[tuple[str, str, Any, Any]]:
    told = [(one.member, one.property, one.expected, one.found) for one in judgement.violations]
    return [one for one in told if one[0] not in LOCATIONS]


CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"


def test_a_hold_of_a_mailbox_that_outlasts_what_is_to_end_is_told_and_never_mended() -> None:
    found = holds_found(
        held("free@x"),
        held("short@x", days="30.00:00:00"),
        held("long@x", days="31"),
        held("for-ever@x", days="Unlimited", RecipientTypeDetails="SharedMailbox"),
        held("in-a-case@x", InPlaceHolds=[f"UniH{CODE}"]),
        held("both@x", days="Unlimited", InPlaceHolds=[f"cld{CODE}", f"mbx{CODE}:2"]),
        held("delayed@x", DelayHoldApplied=True, ComplianceTagHoldApplied=True),
        held("left@x", days="Unlimited", IsInactiveMailbox=True),
        held("wanted@x", days="Unlimited"),
        held("strange@x", InPlaceHolds=["word-of-next-year"]),
        held("untold@x", InPlaceHolds=None),
        keptLonger=["Wanted@x", "Permanent record"],
    )

    assert told_of(found) == [
        ("both@x", "heldBy", [], [f"in-place hold {CODE}"]),
        ("both@x", "keepsForDays", 30, "unlimited"),
        ("for-ever@x", "keepsForDays", 30, "unlimited"),
        ("in-a-case@x", "heldBy", [], [f"eDiscovery hold {CODE}"]),
        ("left@x (inactive)", "keepsForDays", 30, "unlimited"),
        ("long@x", "keepsForDays", 30, 31),
    ]
    assert {one.remedy for one in found.violations} == {None}
    assert [one.member for one in found.unjudged] == ["strange@x", "untold@x"]
    assert found.exempt == {Reason.EXCLUDED: ("wanted@x",)}
    assert found.covered == 3


def test_holds_are_in_order_where_nothing_in_mailboxes_is_to_end() -> None:
    assert told_of(holds_found(held("a@x", days="Unlimited"), asked={"oneDriveLocationDays": 365})) == []
    assert told_of(holds_found(held("a@x", days="365"), asked={"exchangeLocationDays": 365})) == []


def test_a_mailbox_that_what_deletes_passes_over_is_told_and_one_that_does_not_say_is_unknown() -> None:
    rows = [
        held("looked-at@x"),
        held("passed-over@x", ElcProcessingDisabled=True),
        held("both@x", days="Unlimited", ElcProcessingDisabled=True),
        held("left@x", ElcProcessingDisabled=True, IsInactiveMailbox=True),
        held("wanted@x", ElcProcessingDisabled=True),
        *(held(f"untold-{one}@x", ElcProcessingDisabled=one) for one in (None, "False")),
    ]
    found = holds_found(*rows, keptLonger=["wanted@x"])

    assert told_of(found) == [
        ("both@x", "elcProcessingDisabled", False, True),
        ("both@x", "keepsForDays", 30, "unlimited"),
        ("left@x (inactive)", "elcProcessingDisabled", False, True),
        ("passed-over@x", "elcProcessingDisabled", False, True),
    ]
    assert {one.remedy for one in found.violations} == {None}
    assert [one.member for one in found.unjudged] == ["untold-False@x", "untold-None@x"]
    assert told_of(holds_found(*rows[:4], asked={"oneDriveLocationDays": 365})) == []
