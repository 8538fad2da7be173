"""Holds of leavers' mailboxes over made-up mailboxes: who left, what keeps his, and what an apply does about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.grace.ahead import look_ahead
from holdfast.grace.facts import Facts
from holdfast.grace.holds import LEAST_BYTES
from holdfast.grace.keeping import Mailbox, Settings
from holdfast.grace.periods import Periods
from holdfast.kinds.exchange.leaver_mailbox_hold import KIND
from holdfast.kinds.services.lasting_holds import held, sizes_behind_policies
from holdfast.kinds.services.mail_policies import mail_policies_of
from holdfast.kinds.services.secured_data import Mailboxes, Secured
from holdfast.model.errors import ReadError
from holdfast.model.horizon import Fate
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, mailbox_guid, run, size
from tests.unit.kinds.test_deleted_item_recovery import mailbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

RULE = {"durationDays": 365, "mailboxTypes": ["UserMailbox"], "excludedMailboxes": ["excluded@x"]}
CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"


def policy(number: int, **said: Any) -> dict[str, Any]:
    guid = f"00000000-0000-4000-8000-{number:012x}"
    places = (
        {} if said.keys() & {"TeamsChatLocation", "AdaptiveScopeLocation"} else {"ExchangeLocation": ["All"]}
    )
    return (
        {
            "Guid": guid,
            "Name": f"P{number}",
            "Enabled": True,
            "Mode": "Enforce",
            "DistributionStatus": "Success",
        }
        | places
        | said
    )


def keeps(number: int, days: str | None, **said: Any) -> dict[str, Any]:
    rule = {"RetentionComplianceAction": "Keep", "RetentionDuration": days, "Mode": "Enforce"}
    return {"Policy": f"P{number}", **rule, **said}


def by(number: int, action: int = 2) -> dict[str, Any]:
    return {"InPlaceHolds": [f"mbx00000000000040008000{number:012x}:{action}"]}


POLICIES = [
    *(policy(number) for number in range(1, 8)),
    policy(8, Enabled=False),
    policy(9, TeamsChatLocation=["All"]),
    policy(10, AdaptiveScopeLocation=["Leavers"]),
    policy(11, Mode="PendingDeletion"),
    policy(12, IsSimulation=True),
    policy(13, Enabled=None),
    policy(14),
    policy(15, SharedMailboxExceptionOfNextYear=["ana@x"]),
    policy(16),
    policy(17, DistributionStatus="Error"),
    policy(18, DistributionStatus="Pending"),
    policy(19, DistributionStatus=""),
    policy(20),
    policy(21, Mode="TestWithNotifications"),
]
RULES = [
    keeps(1, "2555"),
    keeps(2, "Unlimited", RetentionComplianceAction="KeepAndDelete"),
    keeps(3, "365.00:00:00"),
    keeps(4, "7"),
    keeps(5, "2555", RetentionComplianceAction="Delete"),
    keeps(6, "2555", ContentMatchQuery="subject:law"),
    keeps(7, "2555", Disabled=True),
    *(keeps(number, "2555") for number in range(8, 14)),
    keeps(14, ""),
    keeps(15, "2555"),
    keeps(16, "2555", ExceptIfOfNextYear=["subject:law"]),
    *(keeps(number, "2555") for number in (17, 18, 19, 21)),
]
LISTED = {"Get-RetentionCompliancePolicy": POLICIES, "Get-RetentionComplianceRule": RULES}
HELD = {"LitigationHoldEnabled": True, "LitigationHoldDuration": "Unlimited"}
PLAN_2 = "efb87545-963c-4e0d-99df-69c6916d9eb0"
"""Id of Exchange Online Plan 2, in lower case."""
PLAN_1 = {"PersistedCapabilities": ["BPOS_S_Standard"]}


def leaver(name: str, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "PersistedCapabilities": ["BPOS_S_Enterprise"],
        "LitigationHoldEnabled": False,
        "LitigationHoldDuration": "Unlimited",
        "AccountDisabled": True,
        "SKUAssigned": True,
        "ComplianceTagHoldApplied": False,
        "DelayHoldApplied": False,
        "DelayReleaseHoldApplied": False,
        "InPlaceHolds": [],
    }
    return mailbox(name, **{**said, **more})


def codes(*found: str) -> dict[str, Any]:
    return {"InPlaceHolds": list(found)}


COVERED = [
    leaver("at-work@x", AccountDisabled=False),
    leaver("held@x", **HELD),
    leaver("by-policy@x", **by(1)),
    leaver("by-ending-policy@x", **by(2, action=3)),
    leaver("by-policy-to-the-day@x", **by(3)),
    leaver("by-one-of-them@x", **codes(*by(4)["InPlaceHolds"], *by(1)["InPlaceHolds"], "word-of-next-year")),
    leaver("inactive@x", IsInactiveMailbox=True, SKUAssigned=False, **HELD),
]
LAPSED = [
    ("deletes-by-now", 5, "has no rule that keeps anything"),
    ("rule-off", 7, "has no rule that keeps anything"),
    ("off", 8, "is switched off"),
    ("going", 11, "is in the mode PendingDeletion"),
    ("simulated", 12, "is only simulated"),
    ("no-rule", 20, "has no rule that keeps anything"),
    ("tested", 21, "is in the mode TestWithNotifications"),
]
"""Policies whose codes stand on a mailbox, and that hold it no longer."""
PARTLY = [("by-query", 6, "keeps only the mail that its condition finds"), ("of-chats", 9, "keeps no mail")]
"""Policies that hold a mailbox, and not its mail."""
DOUBTFUL = [
    *(("adaptive", 10), ("untold-policy", 13), ("untold-days", 14), ("new-exception", 15)),
    *(("new-exception-of-a-rule", 16), ("failed", 17), ("pending", 18), ("distributed-nobody-knows", 19)),
]
"""Policies of which nobody can say whether they hold a mailbox that bears them."""
BROKEN = {
    "bare@x": ({}, "nothing"),
    "short@x": (
        {"LitigationHoldEnabled": True, "LitigationHoldDuration": "30.00:00:00"},
        "litigation hold of 30 days",
    ),
    "delayed@x": ({"DelayHoldApplied": True}, "delay hold"),
    "teams@x": ({"DelayReleaseHoldApplied": True}, "delay hold"),
    "labelled@x": ({"ComplianceTagHoldApplied": True}, "retention label"),
    "by-case@x": (codes(f"UniH{CODE}"), f"eDiscovery hold {CODE}"),
    "of-old@x": (codes(f"cld{CODE}"), f"in-place hold {CODE}"),
    "of-a-week@x": (by(4), "retention policy P4, of 7 days"),
    **{
        f"{what}@x": (by(number), f"the retention policy P{number}, which {why}")
        for what, number, why in LAPSED
    },
    **{f"{what}@x": (by(number), f"retention policy P{number}, which {why}") for what, number, why in PARTLY},
    "deleting@x": (codes(f"mbx{CODE}:1"), "nothing"),
    "left-out@x": (codes(f"-mbx{CODE}:2", f"mbx{CODE}:2"), "nothing"),
    "unheld@x (inactive)": ({"IsInactiveMailbox": True, "ComplianceTagHoldApplied": True}, "retention label"),
}
UNKNOWN = [
    leaver("untold@x", AccountDisabled=None),
    leaver("strange@x", **codes("word-of-next-year")),
    leaver("strange-beside-a-week@x", **codes(*by(4)["InPlaceHolds"], "word-of-next-year")),
    leaver("no-list@x", InPlaceHolds=None),
    *(leaver(f"{what}@x", **by(number)) for what, number in DOUBTFUL),
    leaver("of-no-listed-policy@x", **codes(f"mbx{CODE}:2")),
    leaver("strange-licence-of-a-week@x", PersistedCapabilities=["BPOS_S_Word_Of_Next_Year"], **by(4)),
    leaver("contested@x", SKUAssigned=False, **HELD),
    leaver("untold-licence@x", SKUAssigned=None, **HELD),
    leaver("untold-licence-behind-a-policy@x", SKUAssigned=None, **by(1)),
    leaver("strange-licence@x", PersistedCapabilities=["BPOS_S_Word_Of_Next_Year"]),
]


@pytest.mark.parametrize("row", COVERED, ids=lambda row: row["UserPrincipalName"])
def test_a_mailbox_in_use_obeys_and_so_does_one_that_a_lasting_hold_keeps(row: dict[str, Any]) -> None:
    judgement = run(KIND.judge(Fake([row], LISTED).tenant, RULE))
    assert (judgement.covered, judgement.violations, judgement.unjudged) == (1, (), ())


@pytest.mark.parametrize(("name", "said", "found"), [(name, *case) for name, case in BROKEN.items()])
def test_what_does_not_keep_a_leaver_s_mailbox_is_told_and_a_hold_put_on(
    name: str, said: dict[str, Any], found: str
) -> None:
    fake = Fake([leaver(name.partition(" ")[0], **said), *COVERED], LISTED)

    (broken,) = run(KIND.judge(fake.tenant, RULE)).violations
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert (broken.member, broken.property, broken.found, broken.note) == (name, "heldBy", found, "")
    (sent,) = fake.sent
    assert (sent["LitigationHoldEnabled"], sent["LitigationHoldDuration"]) == (True, "365")
    assert sent.get("InactiveMailbox", False) is ("inactive" in name)


@pytest.mark.parametrize("row", UNKNOWN, ids=lambda row: row["UserPrincipalName"])
def test_what_is_not_told_or_contested_is_unknown_and_left_alone(row: dict[str, Any]) -> None:
    fake = Fake([row], LISTED)
    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert [one.member for one in judgement.unjudged] == [row["UserPrincipalName"]]
    assert (judgement.covered, judgement.violations, fake.sent) == (0, (), [])


@pytest.mark.parametrize(
    ("number", "holds", "words"),
    [
        *((number, True, "") for number in (1, 2, 3, 4)),
        *((number, True, why) for _, number, why in PARTLY),
        *((number, False, why) for _, number, why in LAPSED),
        *((number, None, "") for _, number in DOUBTFUL),
    ],
)
def test_the_look_ahead_and_what_disables_accounts_say_the_same_of_a_policy(
    number: int, holds: bool | None, words: str
) -> None:
    rules: dict[str, list[Any]] = {rule["Policy"].casefold(): [rule] for rule in RULES}
    policies, row = mail_policies_of(POLICIES, rules), leaver("ada@x", **by(number))
    of_leaver = run(KIND.judge(Fake([row], LISTED).tenant, RULE))
    secured = Secured(
        Mailboxes(present={"ada": [row]}),
        plans={"ada": (("exchange", "enabled", PLAN_2),)},
        drives_by_policy=True,
        doubt="",
        backup=None,
        hold_days=365,
        policies=policies,
        sizes={row["ExchangeGuid"]: LEAST_BYTES},
    )
    inactive = Mailbox(
        id="m",
        name="ada@x",
        state="inactive",
        in_place_holds=tuple(by(number)["InPlaceHolds"]),
        size_bytes=LEAST_BYTES,
    )

    (ahead,) = look_ahead(Facts(settings=Settings(mail=policies), mailboxes=(inactive,)), Periods())
    lacking = " ".join(secured.lacking("ada"))

    assert (ahead.fate is Fate.KEPT) == (holds is True)
    assert bool(of_leaver.covered) == (not lacking) == (number in {1, 2, 3})
    assert bool(of_leaver.unjudged) == (holds is None) == ("nobody can say" in lacking)
    assert words in ahead.explanation
    assert words in lacking


def test_policies_that_cannot_be_read_are_unknown_for_exactly_the_mailboxes_that_nothing_else_holds() -> None:
    by_policy = leaver("by-policy@x", **by(1))
    held_too = leaver("held-too@x", **by(1), **HELD)
    fake = Fake([by_policy, held_too, leaver("bare@x"), COVERED[0]])
    fake.unlisted = ReadError("read-failed", "no", Reason.PERMISSION)

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    (unknown,) = judgement.unjudged
    assert (unknown.member, "could not be read: no" in unknown.why) == ("by-policy@x", True)
    assert ([one.member for one in judgement.violations], judgement.covered) == (["bare@x"], 2)
    assert [one["Identity"] for one in fake.sent] == [mailbox_guid("bare@x")]


SIZES: list[tuple[str | None, str]] = [
    (size(0), "breaks"),
    (size(LEAST_BYTES - 1), "breaks"),
    (size(LEAST_BYTES), "obeys"),
    ("word of next year", "unknown"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("told", "comes_to"), SIZES, ids=str)
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("inactive", [False, True])
def test_a_policy_alone_keeps_a_mailbox_that_is_large_enough_for_every_rule_and_the_look_ahead(
    told: str | None, comes_to: str, number: int, inactive: bool
) -> None:
    row = leaver("small@x", IsInactiveMailbox=inactive, **by(number))
    held_too = leaver("held@x", **by(number), **HELD)
    sizes = dict.fromkeys((row["ExchangeGuid"], held_too["ExchangeGuid"]), told)
    fake = Fake([row, held_too], LISTED, sizes=sizes)

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    rules: dict[str, list[Any]] = {rule["Policy"].casefold(): [rule] for rule in RULES}
    policies = mail_policies_of(POLICIES, rules)
    read = run(sizes_behind_policies(fake.tenant, [(row, 365), (held_too, 365)], policies))
    found = held(row, 365, policies, read)

    assert {row["ExchangeGuid"]} >= read.keys(), "who is held by himself is not asked for"
    assert (found.lasts, bool(found.doubt)) == (comes_to == "obeys", comes_to == "unknown")
    assert len(judgement.unjudged) == (comes_to == "unknown")
    assert len(judgement.violations) == len(fake.sent) == (comes_to == "breaks")
    assert judgement.covered == 1 + (comes_to == "obeys")
    why = {"breaks": "below 10 MB, as this one is", "unknown": "is not told", "obeys": ""}[comes_to]
    assert why in found.found + "".join(one.why for one in judgement.unjudged)


def test_a_mailbox_whose_size_nobody_may_read_is_unknown_where_policies_alone_keep_it() -> None:
    refused = ReadError("read-refused", "no", Reason.PERMISSION)

    class Closed(Fake):
        async def rows(self, endpoint: Endpoint, one: Invocation, select: Sequence[str] = ()) -> list[Any]:
            if one.cmdlet == "Get-MailboxStatistics":
                raise refused
            return [*await super().rows(endpoint, one, select)]

    fake = Closed([leaver("by-policy@x", **by(1)), leaver("held-too@x", **by(1), **HELD)], LISTED)
    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert [one.member for one in judgement.unjudged] == ["by-policy@x"]
    assert (judgement.covered, judgement.violations, fake.sent) == (1, (), [])


def test_what_nothing_can_hold_any_longer_is_named_and_an_inactive_mailbox_counts_once() -> None:
    gone = leaver("gone@x", IsSoftDeletedByRemove=True, **HELD)
    others = [gone, leaver("excluded@x", IsSoftDeletedByDisable=True), COVERED[-1]]
    shared = leaver("info@x", RecipientTypeDetails="SharedMailbox", **PLAN_1)
    fake = Fake([COVERED[-1], leaver("plan-1@x", **PLAN_1), shared], {"SoftDeletedMailbox": others})

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert judgement.covered == 1
    told = [(one.member, one.remedy, one.note.partition(",")[0]) for one in judgement.violations]
    assert told == [
        ("gone@x", None, "deleted softly"),
        ("plan-1@x", None, "the mailbox is not licensed for a hold"),
    ]
    assert judgement.exempt == {Reason.EXCLUDED: ("excluded@x",), Reason.TYPE: ("info@x",)}
    assert fake.sent == []
