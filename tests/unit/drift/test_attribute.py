"""Who changed what: which events are asked for, and what becomes of a log that cannot be read."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.drift.names import learn_names
from holdfast.drift.seen import Live
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.finding import Difference, Finding
from holdfast.model.status import Status
from tests.unit.drift.audit_logs import (
    GROUP,
    HOLD,
    LABEL,
    POLICY,
    REFUSED,
    USER,
    Log,
    UnifiedLog,
    drifted,
    event,
)

if TYPE_CHECKING:
    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.tenant.asked import Condition
    from holdfast.tenant.tenant import Tenant


def test_newest_event_of_the_object_tells_who_and_when() -> None:
    log = Log([event(1, "Add policy", ("id-1", "Object 1")), event(9, "Update policy", ("id-1", "Object 1"))])

    (found,) = log.attributed(drifted(1))

    assert found.change is not None
    assert (found.change.actor, found.change.time) == ("in-minute-9@contoso.com", "2026-11-24T11:09:07Z")
    (asked,) = log.asked
    assert "targetResources/any(s:s/id eq 'ID-1')" in asked


def test_who_was_refused_is_not_named() -> None:
    """Nor does a newest event that is only of a refusal hide who did it."""
    done, tried = ("Update policy", ("id-1", "Object 1")), {"result": "failure"}
    log = Log([event(1, *done) | {"result": "success"}, event(9, *done) | tried])
    cmdlets = UnifiedLog([(1, "Set-ComplianceTag", "Record"), (9, "Set-ComplianceTag", "Record")], failed=9)

    (by_graph,) = log.attributed(drifted(1))
    (by_cmdlet,) = cmdlets.attributed(Finding(Status.DRIFTED, LABEL, "Record"))

    assert [one.change.actor for one in (by_graph, by_cmdlet) if one.change] == [
        "in-minute-1@contoso.com"
    ] * 2
    assert "$top=1&" not in f"{log.asked[0]}&"


def test_missing_object_was_deleted_by_somebody_or_was_never_there() -> None:
    missing = Finding(Status.MISSING, POLICY, "Tom's policy")

    log = Log(
        [
            event(1, "Add policy", ("id-1", "Tom's policy")),
            event(2, "Delete policy", ("id-1", "Tom's policy")),
        ]
    )
    (deleted,) = log.attributed(missing)
    (never,) = Log([event(1, "Add policy", ("id-1", "Tom's policy"))]).attributed(missing)

    assert deleted.change is not None
    assert deleted.change.activity == "Delete policy"
    assert never.change is None
    assert "s/displayName eq 'Tom''s policy'" in log.asked[0]


def test_member_of_a_group_is_told_by_the_second_target() -> None:
    log = Log([event(3, "Add member to group", ("who", "Mallory"), ("id-1", "CA-BreakGlass"))])

    (found,) = log.attributed(drifted(1, GROUP))

    assert found.change is not None
    assert found.change.activity == "Add member to group"


def test_many_are_looked_for_in_the_newest_page_of_each_category() -> None:
    log = Log([event(1, "Update policy", ("id-3", "Object 3"))])

    found = log.attributed(*map(drifted, range(5)), drifted(9, GROUP))

    assert [one.change is not None for one in found] == [False, False, False, True, False, False]
    assert ["GroupManagement" in log.asked[0], "Policy" in log.asked[1]] == [True, True]
    assert len(log.asked) == 2
    assert all("activityDateTime ge 2026-10-25T12:00:00Z" in one for one in log.asked)


def test_log_that_cannot_be_read_leaves_the_verdict_and_is_told() -> None:
    in_sync = Finding(Status.IN_SYNC, POLICY, "Object 2", live_id="id-2")

    found, untouched = Log(refuses=True).attributed(drifted(1), in_sync)

    assert replace(found, unattributed="") == drifted(1)
    assert found.unattributed == "the directory's audit log could not be read: the log may not be read"
    assert untouched == in_sync


def test_nobody_is_named_without_an_event_and_it_is_told_why() -> None:
    (alone,) = Log().attributed(drifted(1))
    among_many = Log().attributed(*map(drifted, range(6)))
    (known,) = Log([event(1, "Update policy", ("id-1", "Object 1"))]).attributed(drifted(1))

    assert alone.unattributed.startswith("the directory's audit log tells of no such change")
    assert {one.unattributed for one in among_many} == {
        "it is not among the newest 200 events of the directory's audit log"
    }
    assert (known.change is not None, known.unattributed) == (True, "")


def test_label_that_is_gone_was_removed_by_somebody_and_not_by_who_wrote_it_last() -> None:
    log = UnifiedLog([(1, "New-ComplianceTag", "Record"), (2, "Remove-ComplianceTag", "Record")])
    missing = Finding(Status.MISSING, LABEL, "Record")

    (removed,) = log.attributed(missing)
    (silent,) = UnifiedLog([(1, "New-ComplianceTag", "Record")]).attributed(missing)

    assert removed.change is not None
    assert removed.change.activity == "Remove-ComplianceTag"
    assert silent.change is None
    assert silent.unattributed.startswith("the unified audit log tells of no such change")
    (cut,) = UnifiedLog([(2, "Remove-ComplianceTag", "Other")] * 1000).attributed(missing)
    assert cut.unattributed == "it is not among the 1000 events that the unified audit log gives at once"
    assert log.asked == ["Remove-ComplianceTag"]


def test_label_that_was_made_anew_was_changed_by_who_changed_it_since() -> None:
    log = UnifiedLog([(3, "Remove-ComplianceTag", "Record"), (2, "Set-ComplianceTag", "Record")])
    other = Finding(Status.MISSING, LABEL, "Other")

    (found, _) = log.attributed(Finding(Status.DRIFTED, LABEL, "Record"), other)

    assert found.change is not None
    assert found.change.activity == "Set-ComplianceTag"


def test_log_that_passes_over_what_was_asked_names_nobody() -> None:
    log = UnifiedLog([(3, "New-Mailbox", "Record"), (2, "Set-ComplianceTag", "Record")], passes_over=True)

    (found,) = log.attributed(Finding(Status.DRIFTED, LABEL, "Record"))

    assert found.change is None
    assert "rows that were not asked for" in found.unattributed


def test_member_without_an_event_says_why_and_the_rule_says_nothing() -> None:
    log = UnifiedLog([(1, "Set-Mailbox", "id-1")])
    members = tuple(Difference(f"members[{one}].x", 1, 2, member_id=one) for one in ("id-1", "id-2"))

    (found,) = log.attributed(Finding(Status.DRIFTED, HOLD, "rule", differences=members))

    assert [one.change is not None for one in found.differences] == [True, False]
    assert [bool(one.unattributed) for one in found.differences] == [False, True]
    assert (found.change, found.unattributed) == (None, "")


def settable(kind: Kind) -> dict[str, Field]:
    """Plain inputs of an object that cmdlets write, with what the service calls them, each by another name."""
    fields = {one.name: one for one in kind.fields if not (one.output or one.fields or one.name == kind.key)}
    return {name: one for name, one in fields.items() if len(one.place) == 1}


BY_CMDLET = sorted(
    token
    for token, kind in kinds().items()
    if kind.audit_operations and not kind.is_rule and len(settable(kind)) > 1
)


@pytest.mark.parametrize("token", BY_CMDLET)
def test_who_set_another_property_of_an_object_last_did_not_change_the_one_that_differs(token: str) -> None:
    kind = kinds()[token]
    fields = settable(kind)
    cmdlet = next(one for one in kind.audit_operations if one.startswith("Set-"))
    made = [one for one in kind.audit_operations if one.startswith("New-")]
    for own, field in fields.items():
        (differs,), others = field.place, [one.place[0] for name, one in fields.items() if name != own]
        first = (1, cmdlet, "it", ("Identity", differs, *others))
        found = Finding(Status.DRIFTED, token, "it", live_id="it", differences=(Difference(own, 1, 2),))
        for later, minute in (
            ((2, cmdlet, "it", ("Identity", *others)), 1),
            ((2, cmdlet, "it", ("Identity", differs.upper())), 2),
            ((2, cmdlet, "it", ("Identity", others[0], "SomethingUnknown")), 2),
            ((2, cmdlet, "it", ("Identity",)), 2),
            ((2, cmdlet, "it"), 2),
        ):
            (told,) = UnifiedLog([first, later]).attributed(found)
            assert told.change is not None
            assert told.change.actor == f"in-minute-{minute}@contoso.com", (own, later)
        for one in made:  # what makes a thing gives it its defaults as well
            (told,) = UnifiedLog([first, (2, one, "it", ("Identity", *others))]).attributed(found)
            assert told.change is not None
            assert told.change.actor == "in-minute-2@contoso.com", (own, one)


def test_a_mailbox_that_never_had_a_hold_lost_none_by_who_set_something_else_of_it() -> None:
    lacking = Difference("members[ada@x].litigationHoldEnabled", "true", "false", member_id="id-1")
    lacking = replace(lacking, set_by=("Identity", "LitigationHoldEnabled", "LitigationHoldDuration"))
    recovery = (2, "Set-Mailbox", "id-1", ("Identity", "SingleItemRecoveryEnabled"))

    def who(*events: Any) -> list[str]:
        (found,) = UnifiedLog([*events]).attributed(
            Finding(Status.DRIFTED, HOLD, "rule", differences=(lacking,))
        )
        (member,) = found.differences
        return [member.change.actor] if member.change else [member.unattributed[:40]]

    assert who(recovery) == ["the unified audit log tells of no such change"[:40]]
    lifted = (1, "Set-Mailbox", "id-1", ("Identity", "LitigationHoldEnabled"))
    assert who(lifted, recovery) == ["in-minute-1@contoso.com"]


SHARED = [
    (mine, theirs, cmdlet)
    for mine, kind in sorted(kinds().items())
    for theirs, other in sorted(kinds().items())
    for cmdlet in kind.audit_operations
    if kind.is_rule and cmdlet.startswith("Set-") and cmdlet in other.audit_operations and mine != theirs
]
"""Rules over members, other kinds, and what changes the members of both."""


@pytest.mark.parametrize(("mine", "theirs", "cmdlet"), SHARED)
def test_who_set_what_another_kind_knows_of_a_member_did_not_change_the_one_that_differs(
    mine: str, theirs: str, cmdlet: str
) -> None:
    differs = Difference(
        "members[ada@x].x", "true", "false", member_id="id-1", set_by=("Identity", "Differs")
    )
    first = (1, cmdlet, "id-1", ("Identity", "Differs"))
    for name in kinds()[theirs].names.keys() - {"Identity"}:  # which says of whom
        log = UnifiedLog([first, (2, cmdlet, "id-1", ("Identity", name))])
        (found,) = log.attributed(Finding(Status.DRIFTED, mine, "rule", differences=(differs,)))
        change = found.differences[0].change
        below = isinstance(kinds()[theirs].names[name], dict)
        assert change is not None
        assert change.actor == f"in-minute-{2 if below else 1}@contoso.com", name


OF_RULES = sorted(
    token
    for token, kind in kinds().items()
    if any(one.startswith("New-RetentionComplianceRule") for one in kind.audit_operations)
    and not kind.is_rule
)
"""Kinds whose objects are two of the service: a policy, and its rule."""


@pytest.mark.parametrize("token", OF_RULES)
def test_what_is_a_policy_and_a_rule_was_changed_by_whoever_changed_either_last(token: str) -> None:
    policy = LiveObject(id="P", key="P", inputs={}, recorded_as=("guid-of-p", "the rule"))
    found = Finding(Status.DRIFTED, token, "P", live_id="P")

    def last(*events: tuple[int, str, str]) -> tuple[str, str]:
        log = UnifiedLog([*events], live=Live(objects={token: (policy,)}))
        (told,) = log.attributed(found)
        return told.change.actor.partition("@")[0] if told.change else "", told.unattributed

    made = (1, "New-RetentionCompliancePolicy", "P")
    by_policy, by_rule = (
        (2, "Set-RetentionCompliancePolicy", "P"),
        (3, "Set-RetentionComplianceRule", "The rule"),
    )
    assert last(made, by_policy, by_rule) == ("in-minute-3", "")
    assert last(made, by_policy, (1, *by_rule[1:])) == ("in-minute-2", "")
    assert last(made, by_policy, (4, "Set-ComplianceTag", "P"), (5, by_rule[1], "another rule")) == (
        "in-minute-2",
        "",
    )
    actor, why = last(made, by_policy, (4, "Remove-RetentionComplianceRule", "a rule that was there"))
    assert (actor, "in-minute-4@contoso.com ran Remove-RetentionComplianceRule" in why) == ("", True)
    assert last(made, (1, "Remove-RetentionComplianceRule", "a rule that was there"), by_policy) == (
        "in-minute-2",
        "",
    )


def test_who_changed_another_thing_of_the_same_name_is_not_named() -> None:
    spam, malware = "m365:defender:SpamFilter", "m365:defender:MalwareFilter"
    log = UnifiedLog(
        [(1, "Set-HostedContentFilterPolicy", "Default"), (2, "Set-MalwareFilterPolicy", "Default")]
    )
    of_default = (Difference("members[Default].x", 1, 2, member_id="Default", recorded_as=("R",)),)

    found = log.attributed(
        *(Finding(Status.DRIFTED, one, "r", differences=of_default) for one in (spam, malware))
    )

    told = [one.differences[0].change for one in found]
    assert [one.actor.partition("@")[0] if one else "" for one in told] == ["in-minute-1", "in-minute-2"]


def test_member_that_a_rule_has_act_was_changed_by_who_changed_the_rule() -> None:
    log = UnifiedLog([(1, "Set-SafeLinksPolicy", "Links"), (2, "Enable-SafeLinksRule", "For sales")])
    of_links = (Difference("members[Links].x", 1, 2, member_id="Links", recorded_as=("For sales",)),)

    (found,) = log.attributed(Finding(Status.DRIFTED, "m365:defender:SafeLinks", "r", differences=of_links))

    assert found.differences[0].change is not None
    assert found.differences[0].change.activity == "Enable-SafeLinksRule"


ID = "0dd0dd00-0000-4000-8000-00000000dddd"
LISTS = {USER: "/v1.0/users", GROUP: "/v1.0/groups"}


def names_learnt(
    path: str, answers: dict[str, list[dict[str, Any]] | ReadError]
) -> tuple[list[str], dict[str, str]]:
    """Which lists were asked for the ids of a difference at `path`, and what was learnt of them."""
    asked = []

    async def collection(address: str, where: Condition, **__: Any) -> list[dict[str, Any]]:
        """Answer from `answers`, by list."""
        listed, _, query = where.on(address).partition("?")
        assert query.startswith(f"$filter=id%20in%20('{ID}')&$select=id,")
        asked.append(listed)
        answer = answers.get(listed, [])
        if isinstance(answer, ReadError):
            raise answer
        return where.held(address, answer)

    live = Live()
    finding = Finding(Status.DRIFTED, POLICY, "Object", differences=(Difference(path, [], [ID, "All"]),))
    tenant = cast("Tenant", SimpleNamespace(graph=SimpleNamespace(collection=collection)))
    asyncio.run(learn_names(tenant, kinds(), live, [finding]))
    return asked, live.directory.names


@pytest.mark.parametrize(
    ("answer", "learnt"),
    [
        ([{"id": ID.upper(), "userPrincipalName": "mallory@contoso.com"}], {ID: "mallory@contoso.com"}),
        ([{"id": ID, "userPrincipalName": None}], {}),
        ([], {}),
        (REFUSED, {}),
    ],
)
def test_names_of_ids_are_learnt_where_the_directory_tells_them(
    answer: list[dict[str, Any]] | ReadError, learnt: dict[str, str]
) -> None:
    asked, names = names_learnt("conditions.users.excludedUsers", {LISTS[USER]: answer})

    assert asked == [LISTS[USER]]
    assert names == learnt


def test_names_are_asked_of_the_list_that_the_property_refers_to_and_of_both_where_none_is_known() -> None:
    group = [{"id": ID, "displayName": "SG-Finance"}]

    assert names_learnt("conditions.users.includedGroups", {LISTS[GROUP]: group}) == (
        [LISTS[GROUP]],
        {ID: "SG-Finance"},
    )
    asked, names = names_learnt("somethingElse", {LISTS[USER]: REFUSED, LISTS[GROUP]: group})
    assert sorted(asked) == sorted(LISTS.values())
    assert names == {ID: "SG-Finance"}


def test_what_nobody_declared_says_who_made_it_and_who_changed_it_since() -> None:
    rogue = replace(drifted(1), status=Status.UNMANAGED)
    log = Log(
        [
            event(1, "Add policy", ("id-1", "Object 1")),
            event(2, "Add policy", ("id-2", "Object 2")),
            event(9, "Update policy", ("id-1", "Object 1")),
        ]
    )

    (found,) = log.attributed(rogue)
    (unknown,) = Log([event(9, "Update policy", ("id-1", "Object 1"))]).attributed(rogue)
    (declared,) = log.attributed(drifted(1))

    assert found.made is not None
    assert found.change is not None
    assert (found.made.actor, found.change.actor) == ("in-minute-1@contoso.com", "in-minute-9@contoso.com")
    assert (unknown.made, declared.made) == (None, None)
    assert "$top=50" in log.asked[0]


def test_label_that_nobody_declared_says_who_made_it() -> None:
    log = UnifiedLog([(1, "New-ComplianceTag", "Record"), (2, "Set-ComplianceTag", "Record")])

    (found,) = log.attributed(Finding(Status.UNMANAGED, LABEL, "Record"))

    assert found.made is not None
    assert found.made.activity == "New-ComplianceTag"
