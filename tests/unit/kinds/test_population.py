"""Litigation hold over made-up mailboxes: each is judged, exempt by name, or unknown by name; none is passed over."""

from __future__ import annotations

import gc
import re
import tracemalloc
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kinds.exchange.litigation_hold import KIND
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.holding import LICENSES_HOLD, LICENSES_NONE
from holdfast.kinds.services.judging import judge_together
from holdfast.kinds.services.population import _LOOKED_AT_AGAIN as LOOKED_AT_AGAIN
from holdfast.kinds.services.population import CmdletPopulation
from holdfast.kinds.services.tally import _AGAINST_A_LICENCE
from holdfast.model.errors import PartlyDoneError, ReadError, WriteError
from holdfast.model.status import EXEMPT, Reason
from holdfast.tenant.asked import Condition
from tests.unit.kinds.made_up import SWITCHES, Fake, directory_id, mailbox_guid, run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.cmdlet_wire import Invocation

PLAN2, PLAN1, ARCHIVING = "BPOS_S_Enterprise", "BPOS_S_Standard", "BPOS_S_ArchiveAddOn"
RULE = {
    "durationDays": 2555,
    "mailboxTypes": ["UserMailbox", "roommailbox"],
    "excludedMailboxes": ["EXCLUDED@x", "own-hold@x"],
}


def judged(fake: Fake, rule: Mapping[str, Any] = RULE) -> Judgement:
    found: Judgement = run(KIND.judge(fake.tenant, rule))
    return found


def mailbox(name: str, *plans: str, held: Any, days: Any = "Unlimited", **more: Any) -> dict[str, Any]:
    return {
        "UserPrincipalName": name,
        "Alias": name.partition("@")[0],
        "ExchangeGuid": mailbox_guid(f"{name}{' (inactive)' if more.get('IsInactiveMailbox') else ''}"),
        "ExternalDirectoryObjectId": directory_id(name),
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
        "PersistedCapabilities": list(plans),
        "LitigationHoldEnabled": held,
        "LitigationHoldDuration": days,
        **more,
    }


MAILBOXES = [
    mailbox("held@x", PLAN2, held=True, days="2555.00:00:00"),
    mailbox("longer@x", PLAN2, held=True, days="3650.00:00:00"),
    mailbox("forever@x", PLAN2, held=True),
    mailbox("shorter@x", PLAN2, held=True, days="30.00:00:00"),
    mailbox("lifted@x", PLAN2, held=False),
    mailbox("archiving@x", PLAN1, ARCHIVING, held=False),
    mailbox("unlicensed@x", PLAN1, held=False),
    mailbox("no-plans@x", held=False),
    mailbox("Excluded@x", PLAN2, held=False),
    mailbox("held-without-licence@x", PLAN1, held=True, days="30"),
    mailbox("long-without-licence@x", held=True, days="9999"),
    mailbox("own-hold@x", PLAN2, held=True, days="99"),
    mailbox("room@x", PLAN2, held=False, RecipientTypeDetails="RoomMailbox"),
    mailbox("shared@x", PLAN2, held=False, RecipientTypeDetails="SharedMailbox"),
    mailbox("discovery@x", held=False, RecipientTypeDetails="DiscoveryMailbox"),
    mailbox("left@x", held=True, IsInactiveMailbox=True),
    mailbox("lifted@x", held=True, days="30.00:00:00", IsInactiveMailbox=True),
]
OTHERS = {
    "SoftDeletedMailbox": [mailbox("gone@x", PLAN2, held=False)],
    "GroupMailbox": [mailbox("team@x", held=False, RecipientTypeDetails="GroupMailbox")],
    "PublicFolder": [mailbox("folders@x", held=False, RecipientTypeDetails="PublicFolderMailbox")],
}
BROKEN = [
    ("archiving@x", "litigationHoldEnabled", True, False),
    ("held-without-licence@x", "durationDays", 2555, 30),
    ("lifted@x", "litigationHoldEnabled", True, False),
    ("lifted@x (inactive)", "durationDays", 2555, 30),
    ("room@x", "litigationHoldEnabled", True, False),
    ("shorter@x", "durationDays", 2555, 30),
]


def test_every_mailbox_is_counted_once_with_the_reason() -> None:
    judgement = judged(Fake(MAILBOXES, OTHERS))

    found = [(one.member, one.property, one.expected, one.found) for one in judgement.violations]
    assert found == BROKEN
    assert judgement.covered == 5
    assert [(one.member, one.found) for one in judgement.exceeding] == [
        ("forever@x", "unlimited"),
        ("long-without-licence@x", 9999),
        ("longer@x", 3650),
    ]
    assert [one.remedy for one in judgement.exceeding] == [None] * 3, "a longer hold is never shortened"
    assert judgement.exempt == {
        Reason.DELETED: ("gone@x",),
        Reason.EXCLUDED: ("Excluded@x", "own-hold@x"),
        Reason.LICENCE: ("no-plans@x", "unlicensed@x"),
        Reason.TYPE: ("discovery@x", "folders@x", "shared@x", "team@x"),
    }
    assert judgement.unjudged == ()
    counted = judgement.covered + len(judgement.violations) + sum(map(len, judgement.exempt.values()))
    assert counted == len(MAILBOXES) + len(OTHERS)


def test_only_what_breaks_the_rule_and_can_be_mended_is_changed() -> None:
    fake = Fake(MAILBOXES, OTHERS)

    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    hold = {"cmdlet": "Set-Mailbox", "LitigationHoldEnabled": True, "LitigationHoldDuration": "2555"}
    assert fake.sent == [
        {**hold, "Identity": mailbox_guid("archiving@x")},
        {**hold, "Identity": mailbox_guid("lifted@x")},
        {**hold, "Identity": mailbox_guid("lifted@x (inactive)"), "InactiveMailbox": True},
        {**hold, "Identity": mailbox_guid("room@x")},
        {**hold, "Identity": mailbox_guid("shorter@x")},
    ]


@pytest.mark.parametrize(
    ("asked", "covered", "sent"),
    [(30, 8, "30"), ("unlimited", 2, "Unlimited"), ("Unlimited", 2, "Unlimited"), (3651, 3, "3651")],
)
def test_duration_is_asked_for_as_the_service_writes_it(asked: Any, covered: int, sent: str) -> None:
    fake, rule = Fake(MAILBOXES), {**RULE, "durationDays": asked}

    assert judged(fake, rule).covered == covered
    run(KIND.update(fake.tenant, KIND.key, {}, rule))

    assert {one["LitigationHoldDuration"] for one in fake.sent} == {sent}


def test_state_notes_what_an_update_mends_apart_from_what_none_does() -> None:
    """What no update mends must not make one due for ever."""
    live = run(KIND.get(Fake(MAILBOXES).tenant, KIND.key, RULE))

    assert live.inputs == RULE
    assert len(live.unmodelled["violations"]) == len(BROKEN) - 1
    (told,) = live.unmodelled["unmendable"]
    assert told.startswith("held-without-licence@x: durationDays should be 2555, is 30 (")
    assert "no apply can mend it" in told


@pytest.mark.parametrize("status", [400, 404, 409, 422])
def test_refusal_of_one_mailbox_leaves_the_others_done_and_the_rule_applied(status: int) -> None:
    fake = Fake(MAILBOXES, refusals={mailbox_guid("room@x"): status})

    with pytest.raises(
        PartlyDoneError, match=rf"1 of 5 .*{mailbox_guid('room@x')} was refused; the others are done"
    ):
        run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert len(fake.sent) == 5


@pytest.mark.parametrize("status", [0, 401, 403, 429, 500, 503, 504])
def test_refusal_for_a_cause_that_is_not_the_mailbox_s_fails_the_update(status: int) -> None:
    fake = Fake(MAILBOXES, refusals={mailbox_guid("archiving@x"): 400, mailbox_guid("shorter@x"): status})

    with pytest.raises(
        WriteError, match=f"2 of 5 mailboxes could not be changed; the first: {mailbox_guid('shorter@x')}"
    ) as caught:
        run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert caught.value.slug == "members-not-changed"
    assert caught.value.status == status
    assert len(fake.sent) == 5


def test_rule_that_ends_lifts_only_active_holds_of_its_own_length_in_its_own_scope() -> None:
    """An excluded mailbox has a hold of its own; an inactive one would be deleted without it."""
    more = [
        mailbox("left-long-ago@x", held=True, days="2555.00:00:00", IsInactiveMailbox=True),
        mailbox("shared-and-held@x", PLAN2, held=True, days="2555", RecipientTypeDetails="SharedMailbox"),
        mailbox("excluded@x", PLAN2, held=True, days="2555"),
    ]
    fake = Fake([*MAILBOXES, *more])

    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert fake.sent == [
        {"cmdlet": "Set-Mailbox", "Identity": mailbox_guid("held@x"), "LitigationHoldEnabled": False}
    ]


def test_import_finds_the_usual_duration() -> None:
    held = [mailbox(f"{number}@x", PLAN2, held=True, days="3650.00:00:00") for number in range(3)]

    usual = run(KIND.get(Fake([*held, *MAILBOXES]).tenant, KIND.key, {}))
    nobody = run(KIND.get(Fake().tenant, KIND.key, {}))

    assert usual.inputs == {"mailboxTypes": ["UserMailbox"], "durationDays": 3650}
    assert nobody.inputs == {"mailboxTypes": ["UserMailbox"], "durationDays": "unlimited"}


def test_mailboxes_outside_of_the_rule_s_filter_are_exempt_by_name() -> None:
    asked = [
        one.invocation.parameters.get("Filter") for one in KIND.sources({**RULE, "filter": "Alias -eq 'a'"})
    ]
    exempt = [one.exempt for one in KIND.sources({**RULE, "filter": "Alias -eq 'a'"})]

    assert asked[:2] == ["Alias -eq 'a'", "-not (Alias -eq 'a')"]
    assert exempt[:2] == [None, Reason.EXCLUDED]


# The independent count

USERS = {f"00000002-0000-4000-8000-00000000000{number}": f"user{number}@x" for number in range(5)}


@pytest.mark.parametrize("switch", ["", *SWITCHES])
@pytest.mark.parametrize("differs", [{}, {"LitigationHoldEnabled": False}, {"UserPrincipalName": "other@x"}])
def test_mailbox_that_comes_twice_in_any_list_is_unknown_by_name(
    switch: str, differs: Mapping[str, Any]
) -> None:
    """A page that gives one twice may have left out another."""
    rows = MAILBOXES if not switch else OTHERS[switch]
    second = {**rows[0], **differs, "ExchangeGuid": rows[0]["ExchangeGuid"].upper()}
    fake = Fake([*MAILBOXES, second]) if not switch else Fake(MAILBOXES, {**OTHERS, switch: [*rows, second]})

    (unknown,) = judged(fake).unjudged

    assert unknown.member == second["UserPrincipalName"]
    assert unknown.why == "comes twice in the answer, so that others may be missing from it"
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    assert rows[0]["ExchangeGuid"] not in {one["Identity"] for one in fake.sent}


def test_mailbox_that_another_list_reaches_is_twice_as_well_but_not_among_the_deleted() -> None:
    """Which of two lists a mailbox belongs to is as unsure; a deleted one that is kept may be in both."""
    (held, *_) = MAILBOXES
    assert judged(Fake([held], {"SoftDeletedMailbox": [held]})).unjudged == ()
    assert [one.member for one in judged(Fake([held], {"GroupMailbox": [held]})).unjudged] == ["held@x"]


def of_user(number: int, **more: Any) -> dict[str, Any]:
    user = f"00000002-0000-4000-8000-00000000000{number}"
    return mailbox(
        f"user{number}@x", PLAN2, **{"held": True, "days": "2555", "ExternalDirectoryObjectId": user, **more}
    )


@pytest.mark.parametrize("left_out", [(), (0,), (4,), (1, 2), tuple(range(5))], ids=str)
def test_users_with_the_plan_and_without_a_mailbox_are_told_by_name(left_out: tuple[int, ...]) -> None:
    there = [of_user(number) for number in range(5) if number not in left_out]

    judgement = judged(Fake(there, users=USERS))

    assert [one.member for one in judgement.unjudged] == [f"user{number}@x" for number in left_out]
    assert judgement.covered == 5 - len(left_out)


def test_mailbox_that_only_another_list_has_does_not_count_for_its_user() -> None:
    fake = Fake([of_user(0)], {"SoftDeletedMailbox": [of_user(1)]}, users=dict(list(USERS.items())[:2]))

    assert [one.member for one in judged(fake).unjudged] == ["user1@x"]


def test_excluded_user_without_a_mailbox_and_ids_in_capitals_are_no_matter() -> None:
    capitals = {"ExternalDirectoryObjectId": next(iter(USERS)).upper()}
    users = dict(list(USERS.items())[:1]) | {"00000002-0000-4000-8000-00000000000f": "Excluded@x"}

    assert judged(Fake([of_user(0, **capitals)], users=users)).unjudged == ()


def test_count_that_cannot_be_had_leaves_what_was_read() -> None:
    error = ReadError("read-forbidden", "/subscribedSkus may not be read", Reason.PERMISSION)

    judgement = judged(Fake(MAILBOXES, uncounted=error))

    assert [one.member for one in judgement.violations] == [member for member, *_ in BROKEN]
    assert judgement.uncounted
    assert judgement.uncounted.reason is Reason.PERMISSION
    assert (
        "whether these are all mailboxes is unknown: /subscribedSkus may not be read"
        in judgement.uncounted.told
    )


@pytest.mark.parametrize(
    "fake",
    [
        Fake(MAILBOXES, OTHERS, {}),
        Fake(MAILBOXES, OTHERS, {directory_id("held@x"): "held@x"}, plans=()),
        Fake(MAILBOXES, OTHERS, {directory_id("held@x"): "held@x"}, plans=("AAD_PREMIUM",)),
    ],
    ids=["no user has a plan", "no subscription", "no subscription with such a plan"],
)
def test_directory_that_licenses_nobody_is_no_count_of_those_who_are_there(fake: Fake) -> None:
    found = judged(fake)

    assert found.uncounted
    assert found.uncounted.reason is Reason.UNEXPECTED
    assert found.uncounted.told == (
        "whether these are all mailboxes is unknown: the directory names nobody who has the licence, though there are "
        "some"
    )
    assert found.covered
    assert found.violations, "what was read counts all the same"


def test_directory_that_licenses_nobody_says_nothing_of_nobody() -> None:
    assert judged(Fake((), {}, {})).uncounted is None


def test_rules_that_are_judged_together_are_held_each_against_its_own_plans() -> None:
    other = replace(KIND, token="m365:test:Other", plans=re.compile("OTHER_"))
    there, users = [of_user(0)], dict(list(USERS.items())[:3])
    first, second, third = users
    plans = ("EXCHANGE_S_STANDARD", "OTHER_PLAN")
    fake = Fake(there, users=users, plans=plans, holds={second: plans[0], third: plans[1]})

    found = run(
        judge_together(fake.tenant, [(KIND, RULE), (other, RULE), (KIND, {**RULE, "durationDays": 30})])
    )

    assert [[one.member for one in judgement.unjudged] for judgement in found] == [
        ["user1@x"],
        ["user2@x"],
        ["user1@x"],
    ]
    assert users[first] == "user0@x"


@dataclass
class Endless(Fake):
    """A tenant whose mailboxes are made while they are read: nobody holds them but who reads them."""

    count: int = 0

    async def pages(
        self, what: Any, one: Invocation | Condition, _select: Any = (), /, **_: Any
    ) -> AsyncIterator[list[Any]]:
        if isinstance(one, Condition) or any(one.parameters.get(switch) for switch in SWITCHES):
            yield []
            return
        for start in range(0, self.count, 1000):
            user, guid = "00000002-0000-4000-8000-{:012x}", "00000001-0000-4000-8000-{:012x}"
            held = {"held": True, "days": "2555"}
            yield [
                {
                    **mailbox(f"user{n}@x", PLAN2, **held, ExternalDirectoryObjectId=user.format(n)),
                    "ExchangeGuid": guid.format(n),
                }
                for n in range(start, start + 1000)
            ]


def test_memory_holds_two_ids_of_each_member_that_obeys_and_no_more() -> None:
    def peak_bytes(count: int) -> int:
        # What thousands of tests left behind would keep the collector from its full rounds, and litter would count.
        gc.collect()
        gc.freeze()
        tracemalloc.start()
        try:
            assert judged(Endless(count=count)).covered == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            gc.unfreeze()

    few, many = peak_bytes(4_000), peak_bytes(24_000)

    # An id and its place in a set, which doubles at a time, are some 150; the smallest row is more than a thousand.
    assert (many - few) / 20_000 < 400, "bytes for each mailbox that obeys"


# What a mailbox is licensed for, by the service and by the directory

STRANGE_WORDS = [
    "BPOS_S_EnterpriseNew",
    "BPOS_S_EnterpriseGov",
    "EXCHANGE_S_ENTERPRISE ",
    "",
    "BPOS S Enterprise",
    "x",
]
LICENSING_PLANS = [
    "EXCHANGE_S_ENTERPRISE",
    "EXCHANGE_S_ENTERPRISE_GOV",
    "EXCHANGE_S_ARCHIVE_ADDON",
    "EXCHANGE_S_ARCHIVE_ADDON_GOV",
]
OTHER_PLANS = ["EXCHANGE_S_STANDARD", "EXCHANGE_S_DESKLESS", "EXCHANGE_L_STANDARD", "EXCHANGE_S_STANDARD_GOV"]


@pytest.mark.parametrize("word", sorted(LICENSES_HOLD | LICENSES_NONE))
@pytest.mark.parametrize("written", [str.lower, str.upper])
def test_word_of_the_lists_says_whether_a_mailbox_can_be_held(
    word: str, written: Callable[[str], str]
) -> None:
    judgement = judged(Fake([mailbox("held@x", PLAN2, held=True), mailbox("a@x", written(word), held=False)]))

    licensed = word in LICENSES_HOLD
    assert [one.member for one in judgement.violations] == (["a@x"] if licensed else [])
    assert judgement.exempt == ({} if licensed else {Reason.LICENCE: ("a@x",)})
    assert judgement.unjudged == ()


@pytest.mark.parametrize("word", STRANGE_WORDS)
@pytest.mark.parametrize("beside", [(), (PLAN1,)])
def test_word_outside_of_the_lists_leaves_an_unheld_mailbox_unknown_by_name(
    word: str, beside: tuple[str, ...]
) -> None:
    fake = Fake([mailbox("a@x", *beside, word, held=False)])

    judgement = judged(fake)
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    (unjudged,) = judgement.unjudged
    assert unjudged.member == "a@x"
    assert unjudged.why.startswith("PersistedCapabilities should be ")
    assert unjudged.why.endswith(repr(word))
    assert (judgement.covered, judgement.violations, judgement.exempt, fake.sent) == (0, (), {}, [])


@pytest.mark.parametrize("word", STRANGE_WORDS)
def test_word_outside_of_the_lists_takes_nothing_from_what_is_known(word: str) -> None:
    rows = [
        mailbox("held@x", word, held=True, days="2555"),
        mailbox("licensed@x", PLAN2, word, held=False),
        mailbox("short@x", word, held=True, days="30"),
    ]

    judgement = judged(Fake(rows))

    assert judgement.covered == 1
    assert [one.member for one in judgement.violations] == ["licensed@x", "short@x"]
    assert all(one.remedy for one in judgement.violations), "whether it is licensed, the service says"
    assert judgement.unjudged == ()


@pytest.mark.parametrize("capabilities", [(), (PLAN1,), ("BPOS_S_Deskless", "None")], ids=str)
@pytest.mark.parametrize("plan", [*LICENSING_PLANS, *OTHER_PLANS])
def test_mailbox_that_the_directory_licenses_and_the_service_does_not_is_unknown_by_name(
    plan: str, capabilities: tuple[str, ...]
) -> None:
    user, name = next(iter(USERS.items()))
    row = mailbox(name, *capabilities, held=False, ExternalDirectoryObjectId=user.upper())
    fake = Fake([row], users={user: name}, plans=(OTHER_PLANS[0], plan), holds={user: plan})

    judgement = judged(fake)

    if plan in LICENSING_PLANS:
        assert [(one.member, one.why) for one in judgement.unjudged] == [
            (
                name,
                "has a licence by the directory and none by the service: which of them is right cannot be said",
            )
        ]
        assert judgement.exempt == {}
    else:
        assert judgement.unjudged == ()
        assert judgement.exempt == {Reason.LICENCE: (name,)}


@pytest.mark.parametrize("plan", [*LICENSING_PLANS, *OTHER_PLANS])
def test_user_without_a_mailbox_is_missing_once_unless_the_plan_makes_none(plan: str) -> None:
    user, name = next(iter(USERS.items()))
    fake = Fake(users={user: name}, plans=(plan, "EXCHANGE_S_FOUNDATION"), holds={user: plan})

    missing = [] if "ARCHIVE" in plan else [name]
    assert [one.member for one in judged(fake).unjudged] == missing


def test_user_of_two_plans_who_is_missing_is_told_once() -> None:
    class Both(Fake):
        """Everybody holds every plan."""

        async def pages(
            self, what: Any, one: Invocation | Condition, _select: Any = (), /, **_: Any
        ) -> AsyncIterator[list[Any]]:
            yield (
                [{"id": user, "userPrincipalName": name} for user, name in self.users.items()]
                if isinstance(one, Condition)
                else []
            )

    fake = Both(users=USERS, plans=(*LICENSING_PLANS, *OTHER_PLANS))

    assert [one.member for one in judged(fake).unjudged] == list(USERS.values())


# Who is out of reach, and who may say so

LIST_OF_TYPE = {"GroupMailbox": "GroupMailbox", "PublicFolderMailbox": "PublicFolder"}
"""The switch that lists the mailboxes of a type, where another one than the usual does."""
OTHER_TYPES = [
    *(
        "SharedMailbox",
        "EquipmentMailbox",
        "DiscoveryMailbox",
        "LinkedMailbox",
        "SchedulingMailbox",
        "TeamMailbox",
    ),
    *LIST_OF_TYPE,
]
"""Every type that `RULE` is not for: of each, somebody may have been made one."""
SHORTER = [{"held": False}, {"held": True, "days": "2554"}]


def of_type(sort: str, name: str, user: str, **more: Any) -> Fake:
    """A tenant with one mailbox of a type, whose user holds a plan that licenses a hold."""
    row = mailbox(name, PLAN2, ExternalDirectoryObjectId=user, RecipientTypeDetails=sort, **more)
    there = {"mailboxes": [row]} if sort not in LIST_OF_TYPE else {"others": {LIST_OF_TYPE[sort]: [row]}}
    plan = LICENSING_PLANS[0]
    return Fake(**there, users={user: name}, plans=(OTHER_PLANS[0], plan), holds={user: plan})


@pytest.mark.parametrize("hold", SHORTER, ids=str)
@pytest.mark.parametrize("sort", OTHER_TYPES)
def test_licensed_mailbox_of_a_type_that_the_rule_is_not_for_is_unknown_by_name(
    sort: str, hold: dict[str, Any]
) -> None:
    """Whoever is to be held takes himself off the hold with one cmdlet, if nobody looks at his licence."""
    user, name = next(iter(USERS.items()))
    fake = of_type(sort, name, user, **hold)

    judgement = judged(fake)
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    ((member, why),) = [(one.member, one.why) for one in judgement.unjudged]
    assert member == name
    assert "has a licence by the directory and is of a type that the rule is not for" in why
    assert "or exclude it by name" in why
    assert (judgement.exempt, judgement.violations, fake.sent) == ({}, (), [])


@pytest.mark.parametrize("hold", SHORTER, ids=str)
@pytest.mark.parametrize("sort", OTHER_TYPES)
@pytest.mark.parametrize("without", ["plan", "user", "licence", "id"])
def test_mailbox_of_another_type_without_a_licence_is_quietly_exempt(
    without: str, sort: str, hold: dict[str, Any]
) -> None:
    user, name = next(iter(USERS.items()))
    fake = of_type(sort, name, "" if without == "id" else user, **hold)
    if without == "plan":
        fake.holds = {user: OTHER_PLANS[0]}
    elif without == "licence":
        fake.users = {}
    elif without == "user":
        fake.users = {list(USERS)[1]: "somebody@x"}
        fake.holds = {list(USERS)[1]: "none"}

    judgement = judged(fake)

    assert judgement.exempt == {Reason.TYPE: (name,)}
    assert judgement.unjudged == ()


@pytest.mark.parametrize("sort", [one for one in OTHER_TYPES if one not in LIST_OF_TYPE])
@pytest.mark.parametrize("days", ["2555", "2555.00:00:00", "9999", "Unlimited"])
def test_licensed_mailbox_of_another_type_that_is_held_all_the_same_is_quietly_exempt(
    sort: str, days: str
) -> None:
    user, name = next(iter(USERS.items()))

    judgement = judged(of_type(sort, name, user, held=True, days=days))

    assert (judgement.exempt, judgement.unjudged) == ({Reason.TYPE: (name,)}, ())


@pytest.mark.parametrize("sort", ["UserMailbox", *OTHER_TYPES])
@pytest.mark.parametrize("written", [str.upper, str.lower])
@pytest.mark.parametrize("by_id", [True, False])
def test_excluded_mailbox_is_out_of_reach_whatever_its_type_by_name_and_by_id(
    by_id: bool, written: Callable[[str], str], sort: str
) -> None:
    user, name = next(iter(USERS.items()))
    rule = {**RULE, "excludedMailboxes": [written(user if by_id else name)]}

    judgement = judged(of_type(sort, name, user, held=False), rule)

    assert (judgement.exempt, judgement.unjudged) == ({Reason.EXCLUDED: (name,)}, ())


@pytest.mark.parametrize("written", [str, str.lower, str.upper])
def test_mailboxes_that_exchange_has_for_itself_are_nobodys_and_leave_nobody_out(
    written: Callable[[str], str],
) -> None:
    """Every tenant has a discovery mailbox; one that somebody made is another one."""
    own = written("DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}")
    types = ("ArbitrationMailbox", "AuditLogMailbox", "AuxAuditLogMailbox", "MonitoringMailbox")
    rows = [
        mailbox(f"{own}@x", held=False, RecipientTypeDetails="DiscoveryMailbox"),
        mailbox("cases@x", held=False, RecipientTypeDetails="DiscoveryMailbox"),
        mailbox("own-hold@x", held=False, RecipientTypeDetails="MonitoringMailbox"),
        *(mailbox(f"{one}@x", held=False, RecipientTypeDetails=one) for one in types),
    ]

    judgement = judged(Fake(rows))

    assert judgement.exempt == {
        Reason.EXCLUDED: ("own-hold@x",),
        Reason.NOT_CONCERNED: tuple(sorted([f"{own}@x", *(f"{one}@x" for one in types)])),
        Reason.TYPE: ("cases@x",),
    }


def test_name_of_an_excluded_mailbox_that_somebody_else_got_is_no_way_out_where_its_id_is_excluded() -> None:
    (one, name), (other, _), *_ = USERS.items()
    plan = LICENSING_PLANS[0]
    renamed = mailbox(name, PLAN2, held=False, ExternalDirectoryObjectId=other)
    fake = Fake([renamed], users={other: name}, plans=(plan,))

    judgement = judged(fake, {**RULE, "excludedMailboxes": [one]})

    assert [found.member for found in judgement.violations] == [name]


def test_excluded_user_without_a_mailbox_is_not_missing_by_id_either() -> None:
    user, name = next(iter(USERS.items()))

    assert judged(Fake(users={user: name}), {**RULE, "excludedMailboxes": [user]}).unjudged == ()


def test_every_reason_to_be_out_of_reach_says_whether_the_service_says_it() -> None:
    """What the service says, an administrator can have changed: it is held against the directory."""
    by_the_client, by_the_list_of_users = {Reason.EXCLUDED}, {Reason.DELETED, Reason.NOT_CONCERNED}

    assert set(map(Reason, EXEMPT)) == {*_AGAINST_A_LICENCE, *by_the_client, *by_the_list_of_users}


def test_user_whose_mailbox_is_deleted_is_missing_whatever_deleted_it() -> None:
    user, name = next(iter(USERS.items()))
    fake = Fake(others={"SoftDeletedMailbox": [of_user(0)]}, users={user: name})

    assert [one.member for one in judged(fake).unjudged] == [name]


@pytest.mark.parametrize("held", [True, False])
def test_user_of_whom_only_an_inactive_mailbox_comes_is_missing(held: bool) -> None:
    """It is what is left of a user who was deleted: who has the licence has another, which did not come."""
    user, name = next(iter(USERS.items()))
    inactive = mailbox(name, PLAN2, held=held, IsInactiveMailbox=True, ExternalDirectoryObjectId=user)
    active = mailbox(name, PLAN2, held=True, ExternalDirectoryObjectId=user)

    assert [one.member for one in judged(Fake([inactive], users={user: name})).unjudged] == [name]
    assert judged(Fake([inactive, active], users={user: name})).unjudged == ()


def test_every_list_with_inactive_mailboxes_knows_them_for_gone() -> None:
    rules = [
        one for kind in kinds().values() if isinstance(kind, PopulationKind) and (one := kind.population())
    ]
    assert all(isinstance(one, CmdletPopulation) for one in rules)
    listing = [
        one for one in rules if isinstance(one, CmdletPopulation) and "IsInactiveMailbox" in one.columns
    ]

    assert len(listing) > 5
    for one in listing:
        assert one.is_gone, one.name
        assert one.is_gone({"IsInactiveMailbox": True})
        assert not one.is_gone({"IsInactiveMailbox": False})


# Values in a form that nobody has seen

STRANGE: dict[str, list[Any]] = {
    "UserPrincipalName": [None, "", "  ", 5, ["a@x"], {"a": 1}],
    "RecipientTypeDetails": [None, "", "NewMailbox", "User", 1, ["UserMailbox"]],
    "ExchangeGuid": [None, "", "  ", 5, ["an-id"], {"a": 1}],
    "IsInactiveMailbox": [None, "False", "True", 0, 1, [], {}],
    "PersistedCapabilities": [None, PLAN2, {}, [None], [PLAN2, 5], True],
    "LitigationHoldEnabled": [None, "True", "False", "true", 0, 1, "", []],
    "LitigationHoldDuration": [
        *(
            None,
            "",
            "for ever",
            "7 years",
            "P7Y",
            "-30",
            "30.5",
            "30:00:00",
            "1e9",
            30.5,
            True,
            [],
            {"Days": 30},
        ),
        *("30.99:00:00", "٣٠", "Unlimited.", "0x1F", " ", "30,5"),
    ],
}
CASES = [(name, value) for name, values in STRANGE.items() for value in values]


@pytest.mark.parametrize(("name", "value"), CASES, ids=[f"{name}={value!r}" for name, value in CASES])
@pytest.mark.parametrize("days", ["2555", "30"])
def test_value_that_cannot_be_understood_is_unknown_and_never_overwritten(
    name: str, value: Any, days: str
) -> None:
    strange = {**mailbox("strange@x", PLAN2, held=True, days=days), name: value}
    fake = Fake([mailbox("held@x", PLAN2, held=True, days="2555"), strange])

    judgement = judged(fake)
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    assert len(judgement.unjudged) == 1, f"{name} {value!r} was understood as something: {judgement}"
    (unjudged,) = judgement.unjudged
    assert unjudged.member in {"strange@x", "strange"}
    assert unjudged.why.startswith(name)
    assert " should be " in unjudged.why
    assert (judgement.covered, judgement.violations, judgement.exempt) == (1, (), {})
    assert fake.sent == []


@pytest.mark.parametrize("name", STRANGE)
def test_property_that_is_left_out_of_a_row_is_not_understood(name: str) -> None:
    row = mailbox("strange@x", PLAN2, held=True, days="2555")
    del row[name]

    assert [one.why.partition(" should be ")[0] for one in judged(Fake([row])).unjudged] == [name]


# Every mailbox that there can be, against a count that shares no code with the kind

TYPES = [
    "UserMailbox",
    "SharedMailbox",
    "RoomMailbox",
    "EquipmentMailbox",
    "LinkedMailbox",
    "DiscoveryMailbox",
]
HOLDS = {
    None: None,
    "0": 0,
    "30": 30,
    "364.00:00:00": 364,
    "365": 365,
    "365.00:00:00": 365,
    366: 366,
    "Unlimited": 10**9,
}
ONE_MAILBOX = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "inactive": st.booleans(),
        "plans": st.lists(
            st.sampled_from([PLAN2, PLAN1, ARCHIVING, "exchange_s_enterprise", "Other"]), max_size=2
        ),
        "hold": st.sampled_from(list(HOLDS)),
        "excluded": st.booleans(),
    }
)


def outcome(one: Mapping[str, Any], types: Sequence[str]) -> str:
    """What the documentation says of a mailbox under a rule of 365 days."""
    held, long = HOLDS[one["hold"]] is not None, (HOLDS[one["hold"]] or 0) >= 365
    licensed = bool({PLAN2, ARCHIVING, "exchange_s_enterprise"} & set(one["plans"]))
    if one["excluded"]:
        return "excluded"
    if one["type"] not in types:
        return "type"
    if held and long:
        return "obeys"
    if one["inactive"] or licensed:
        return "mended"
    return "told" if held else "licence"


@given(st.lists(ONE_MAILBOX, max_size=12), st.lists(st.sampled_from(TYPES[:4]), min_size=1, unique=True))
def test_any_tenant_is_counted_as_the_documentation_says(
    many: list[dict[str, Any]], types: list[str]
) -> None:
    rows = [
        mailbox(
            f"m{number}@x",
            *one["plans"],
            held=one["hold"] is not None,
            days=one["hold"] if one["hold"] is not None else "Unlimited",
            RecipientTypeDetails=one["type"],
            IsInactiveMailbox=one["inactive"],
        )
        for number, one in enumerate(many)
    ]
    excluded = [f"M{number}@X" for number, one in enumerate(many) if one["excluded"]]
    rule = {"durationDays": 365, "mailboxTypes": types, "excludedMailboxes": excluded}
    expected = [outcome(one, types) for one in many]
    fake = Fake(rows)

    judgement = judged(fake, rule)
    run(KIND.update(fake.tenant, KIND.key, {}, rule))

    assert judgement.covered == expected.count("obeys")
    for reason in ("excluded", "type", "licence"):
        assert len(judgement.exempt.get(reason, ())) == expected.count(reason)
    assert sum(one.remedy is None for one in judgement.violations) == expected.count("told")
    assert len(fake.sent) == expected.count("mended")
    assert judgement.unjudged == ()


@dataclass
class Raced(Fake):
    """Somebody holds some mailboxes for longer by hand after each write, and right after the look at all."""

    by_hand: Sequence[str] = ()
    """Ids of the mailboxes, the next one first."""
    asked: list[int] = field(default_factory=list)
    """How many mailboxes each question named; 0 where it was for all."""

    async def pages(
        self, what: Any, one: Invocation | Condition, _select: Any = (), /, **more: Any
    ) -> AsyncIterator[list[Any]]:
        async for page in super().pages(what, one, _select, **more):
            yield page
        if not isinstance(one, Condition) and not any(one.parameters.get(name) for name in SWITCHES):
            self.asked.append(str(one.parameters.get("Filter", "")).count("ExchangeGuid"))
            if self.asked == [0]:
                self.hold_next()

    async def run_all(self, _endpoint: Any, many: Sequence[Invocation]) -> list[WriteError | None]:
        outcomes = await super().run_all(_endpoint, many)
        self.hold_next()
        return outcomes

    def hold_next(self) -> None:
        if not self.by_hand:
            return
        named, *self.by_hand = self.by_hand
        held = {"LitigationHoldEnabled": True, "LitigationHoldDuration": "Unlimited"}
        self.mailboxes = [{**one, **(held if one["ExchangeGuid"] == named else {})} for one in self.mailboxes]


def guid_of(number: int) -> str:
    return mailbox_guid(f"m{number:04}@x")


@pytest.mark.parametrize("number", [1, 3, 20, 21, 100])
def test_each_mailbox_is_looked_at_again_right_before_it_is_held(number: int) -> None:
    rows = [mailbox(f"m{each:04}@x", PLAN2, held=False) for each in range(number)]
    others = [mailbox("other@x", PLAN2, held=True)]
    fake = Raced([*rows, *others], by_hand=[guid_of(0), *map(guid_of, range(number - 1, 0, -1))])

    run(KIND.update(fake.tenant, KIND.key, {}, RULE))

    parts = -(-number // LOOKED_AT_AGAIN)
    seen = {guid_of(0), *(guid_of(number - each) for each in range(1, parts))}
    written = [str(one["Identity"]) for one in fake.sent]
    assert sorted(written) == sorted({guid_of(one) for one in range(number)} - seen)
    assert fake.asked[0] == 0
    assert max(fake.asked) <= LOOKED_AT_AGAIN
    assert sum(fake.asked) == number


def test_a_mailbox_that_is_gone_by_then_is_passed_over() -> None:
    fake = Raced([mailbox("m0000@x", PLAN2, held=False), mailbox("m0001@x", PLAN2, held=False)])

    async def update() -> None:
        look = fake.pages

        async def looked(*asked: Any, **more: Any) -> AsyncIterator[list[Any]]:
            async for page in look(*asked, **more):
                yield page
            fake.mailboxes = [one for one in fake.mailboxes if one["ExchangeGuid"] != guid_of(0)]

        fake.pages = looked  # type: ignore[method-assign]
        await KIND.update(fake.tenant, KIND.key, {}, RULE)

    run(update())

    assert [one["Identity"] for one in fake.sent] == [guid_of(1)]


def test_only_a_hold_that_is_still_the_rule_s_own_is_lifted() -> None:
    rows = [mailbox(f"m{each:04}@x", PLAN2, held=True, days="2555") for each in range(30)]
    fake = Raced(rows, by_hand=[guid_of(3), guid_of(29)])

    run(KIND.delete(fake.tenant, KIND.key, RULE))

    lifted = {str(one["Identity"]) for one in fake.sent}
    assert lifted == {guid_of(each) for each in range(30)} - {guid_of(3), guid_of(29)}
