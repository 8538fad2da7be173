"""Retention policies: which rows of the two lists are ours, what is not told, and what each change sends."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.one_way import require_agreed
from holdfast.kinds.frozen import barred
from holdfast.kinds.live import LiveObject
from holdfast.kinds.protecting import exceeds_in, loosened_properties, looser
from holdfast.kinds.purview.retention_label_auto_apply_policy import KIND as APPLYING
from holdfast.kinds.purview.retention_label_policy import KIND as PUBLISHING
from holdfast.kinds.purview.retention_policy import KIND
from holdfast.kinds.registry import kinds
from holdfast.kinds.services import retention_policies
from holdfast.kinds.services.retained import DELETED_ANYWAY_BY
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import ReadError, RefusedError, WriteError
from holdfast.model.understood import Understood
from holdfast.tenant.retry import Patience
from tests.unit.kinds.test_writes import FakeCmdlets, FakeTenant, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.cmdlet_wire import Invocation

NO_PLACES: dict[str, Any] = {f"{field.wire}": [] for field in KIND.fields if field.many}


def policy(name: str, guid: str, **more: Any) -> dict[str, Any]:
    plain = {"Name": name, "Guid": guid, "Enabled": True, "Mode": "Enforce", "RestrictiveRetention": False}
    return {**plain, **NO_PLACES, "DistributionStatus": "Success", **more}


def rule(name: str, guid: str, **more: Any) -> dict[str, Any]:
    return {"Name": name, "Policy": guid, "Guid": f"rule of {name}", **more}


KEEPS = {"RetentionComplianceAction": "Keep", "RetentionDuration": "365"}
POLICIES = [
    policy("Ours", "aaaa", ExchangeLocation=[{"Name": "All"}], DistributionStatus="Error"),
    policy("Labels", "bbbb"),
    policy("Labels by itself", "cccc"),
    policy("Theirs", "dddd", ExchangeLocationException=[{"DisplayName": "lee@x"}]),
    policy("Unfinished", "eeee"),
    policy("Idle", "ffff"),
]
RULES = [
    rule("Ours", "AAAA", **KEEPS),
    rule("b", "bbbb", PublishComplianceTag="Record"),
    rule("c", "Labels by itself", ApplyComplianceTag="Record"),
    rule("d", "dddd", **{**KEEPS, "RetentionDuration": "Unlimited"}),
]


def collected(policies: list[dict[str, Any]], rules: list[dict[str, Any]], *keys: str) -> list[Any]:
    fake = FakeTenant(RetentionCompliancePolicy=policies, RetentionComplianceRule=rules)
    return list(run(KIND.collect(fake.tenant, frozenset(keys))))


def test_what_keeps_by_itself_is_read_and_what_publishes_or_labels_is_somebody_else_s() -> None:
    found = {one.key: one for one in collected(POLICIES, RULES, "unfinished")}

    assert {name: one.inputs.get("retentionDurationDays") for name, one in found.items()} == {
        "Ours": 365,
        "Theirs": "unlimited",
        "Unfinished": None,
    }
    assert found["Ours"].inputs["exchangeLocation"] == ["All"]
    assert found["Ours"].unmodelled == {"DistributionStatus": "Error"}
    assert found["Theirs"].inputs["exchangeLocationException"] == ["lee@x"]
    assert all(one.misread is None for one in found.values())


@pytest.mark.parametrize(
    ("of_policy", "of_rule", "told"),
    [
        ("2026-11-21T12:00:00.0000000Z", None, None),
        ("2026-11-19T12:00:00.0000000Z", None, "Pending since 2026-11-19"),
        ("2026-01-19T12:00:00.0000000Z", "2026-11-21T12:00:00.0000000Z", None),
        ("2026-01-19T12:00:00.0000000Z", "2026-02-21T12:00:00.0000000Z", "Pending since 2026-02-21"),
        ("once", "2026-02-21T12:00:00.0000000Z", "Pending since 2026-02-21"),
        (None, None, None),
    ],
)
def test_a_policy_that_is_pending_for_more_than_a_week_has_not_reached_its_places(
    of_policy: str | None, of_rule: str | None, told: str | None
) -> None:
    ours = policy("Ours", "aaaa", DistributionStatus="Pending", WhenChangedUTC=of_policy)
    (found,) = collected([ours], [rule("Ours", "aaaa", WhenChangedUTC=of_rule, **KEEPS)])
    assert found.unmodelled == ({"DistributionStatus": told} if told else {})


def test_a_label_policy_that_bears_a_declared_name_is_told_and_never_taken_over() -> None:
    (labels,) = [one for one in collected(POLICIES, RULES, "labels") if one.key == "Labels"]
    assert labels.unmodelled == {"rule.PublishComplianceTag": "Record"}
    assert "rule.PublishComplianceTag" in {one.place for one in KIND.frozen}


@pytest.mark.parametrize("lost", ["RetentionComplianceAction", "RetentionDuration"])
@pytest.mark.parametrize("value", [None, "", 7])
def test_what_a_rule_does_not_tell_is_unknown(lost: str, value: object) -> None:
    (ours,) = collected(POLICIES[:1], [{**RULES[0], lost: value}])
    assert ours.misread is not None
    (several,) = collected(POLICIES[:1], [RULES[0], rule("another", "aaaa", **KEEPS)])
    assert several.misread is not None


def _publishes(of_policy: Mapping[str, Any]) -> bool:
    return "PublishComplianceTag" in of_policy


def _lost(kind: Any, found: dict[str, Any], keys: tuple[str, ...]) -> list[Any]:
    """Collect where a rule is there, and its policy is not among those that are listed."""
    named = found["Policy"].casefold()
    listed = [one for one in POLICIES if named not in {one["Guid"], one["Name"].casefold()}]
    fake = FakeTenant(RetentionCompliancePolicy=listed, RetentionComplianceRule=[found])
    return list(run(kind.collect(fake.tenant, frozenset(keys))))


@pytest.mark.parametrize("keys", [(), ("ours",), ("theirs",), ("labels",)])
@pytest.mark.parametrize(
    ("kind", "owns"), [(KIND, KIND.owns), (APPLYING, APPLYING.owns), (PUBLISHING, _publishes)]
)
def test_a_rule_whose_policy_is_not_in_the_answer_leaves_nothing_judged(
    kind: Any, owns: Callable[[Mapping[str, Any]], bool], keys: tuple[str, ...]
) -> None:
    for found in RULES:
        if owns(found):
            with pytest.raises(ReadError, match="whether it is there, and what it does, cannot be told"):
                _lost(kind, found, keys)
        else:
            assert {one.key.casefold() for one in _lost(kind, found, keys)} <= set(keys)


@pytest.mark.parametrize("anyway", ["policy", "rule"])
def test_a_policy_that_deletes_what_others_keep_says_so_wherever_the_service_does(anyway: str) -> None:
    said = {"PriorityCleanup": True}
    ours = policy("Ours", "aaaa", **(said if anyway == "policy" else {}))
    (found,) = collected([ours], [rule("Ours", "aaaa", **KEEPS, **(said if anyway == "rule" else {}))])
    assert found.unmodelled == {f"{'rule.' if anyway == 'rule' else ''}PriorityCleanup": True}


@pytest.mark.parametrize("status", ["DistributionStatus", "DistributionSyncStatus"])
@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([], None),
        (None, None),
        (["SiteOutOfQuota: https://x/sites/a"], "SiteOutOfQuota: https://x/sites/a"),
        ([{"Location": "lee@x", "ResultCode": "PolicySyncTimeout"}], "PolicySyncTimeout"),
        ("FailedToOpenContainer", "FailedToOpenContainer"),
    ],
)
def test_a_policy_that_was_distributed_but_for_some_places_has_not_reached_them(
    status: str, results: Any, told: str | None
) -> None:
    ours = policy("Ours", "aaaa", **{status: "Success"}, DistributionResults=results)
    (found,) = collected([ours], [rule("Ours", "aaaa", **KEEPS)])
    assert bool(found.unmodelled) is bool(told)
    assert not told or told in found.unmodelled[status]


DECLARED = {
    "name": "Ours",
    "retentionAction": "Keep",
    "retentionDurationDays": 365,
    "exchangeLocation": ["All"],
}
RULE = {"RetentionComplianceAction": "Keep", "RetentionDuration": "365"}
LOCKED = (
    "Set-RetentionCompliancePolicy",
    {"Identity": "Ours", "RestrictiveRetention": True, "Confirm": False},
)


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ({}, {}, []),
        (
            {"exchangeLocationException": ["lee@x", "ana@x"], "enabled": False},
            {"exchangeLocationException": ["ANA@x"], "enabled": True},
            [
                (
                    "Set-RetentionCompliancePolicy",
                    {"Identity": "Ours", "RemoveExchangeLocationException": ["lee@x"], "Enabled": True},
                )
            ],
        ),
        (
            {"retentionDurationDays": 30, "retentionType": "ModificationAgeInDays"},
            {},
            [
                (
                    "Set-RetentionComplianceRule",
                    {
                        "Identity": "Ours",
                        "RetentionDuration": "365",
                        "ExpirationDateOption": "CreationAgeInDays",
                    },
                )
            ],
        ),
        ({}, {"restrictiveRetention": True}, [LOCKED]),
        ({"restrictiveRetention": True}, {"restrictiveRetention": True}, []),
        ({"restrictiveRetention": True}, {}, []),
    ],
)
def test_each_change_sends_what_changed_and_a_lock_is_put_on_once_and_last(
    old: dict[str, Any], new: dict[str, Any], sent: list[Any]
) -> None:
    fake = FakeTenant(RetentionCompliancePolicy=POLICIES, RetentionComplianceRule=RULES)
    run(KIND.update(fake.tenant, "Ours", {**DECLARED, **old}, {**DECLARED, **new}))
    assert fake.cmdlets.sent == sent


def test_a_policy_is_made_then_given_its_rule_then_locked_and_an_interrupted_one_is_finished() -> None:
    made = ("New-RetentionComplianceRule", {"Name": "Ours", "Policy": "Ours", **RULE})
    fake = FakeTenant()
    run(KIND.create(fake.tenant, {**DECLARED, "restrictiveRetention": True}))
    first, *rest = fake.cmdlets.sent
    assert first == ("New-RetentionCompliancePolicy", {"Name": "Ours", "ExchangeLocation": ["All"]})
    assert rest == [made, LOCKED]

    fake = FakeTenant(RetentionCompliancePolicy=POLICIES, RetentionComplianceRule=RULES[1:])
    run(KIND.update(fake.tenant, "Ours", {"name": "Ours", "exchangeLocation": ["All"]}, DECLARED))
    assert fake.cmdlets.sent == [made]


@pytest.mark.parametrize(
    ("action", "found", "exceeds", "loosens"),
    [
        ("Keep", 730, True, False),
        ("Keep", 30, False, True),
        ("KeepAndDelete", 730, False, False),
        ("KeepAndDelete", 30, False, True),
    ],
)
def test_a_longer_keep_exceeds_a_longer_one_that_deletes_is_asked_about_and_shorter_always_is(
    action: str, found: int, *, exceeds: bool, loosens: bool
) -> None:
    duration = next(one for one in KIND.fields if one.name == "retentionDurationDays")
    assert exceeds_in(duration, found, {**DECLARED, "retentionAction": action}) is exceeds
    assert looser(duration, 365, found) is loosens


def test_to_delete_sooner_or_at_all_protects_less() -> None:
    field = next(one for one in KIND.fields if one.name == "retentionAction")
    words = ["keep", "KeepAndDelete", "DELETE"]
    found = [(was, becomes) for was in words for becomes in words if looser(field, was, becomes)]
    assert found == [("keep", "KeepAndDelete"), ("keep", "DELETE"), ("KeepAndDelete", "DELETE")]


LOCKED_POLICY: dict[str, Any] = {
    "name": "P",
    "enabled": True,
    "retentionDurationDays": 365,
    "retentionType": "ModificationAgeInDays",
    "restrictiveRetention": True,
    "exchangeLocation": ["All"],
    "exchangeLocationException": ["lee@x"],
}
LESS_STRICT: list[dict[str, Any]] = [
    {"retentionDurationDays": 364},
    {"retentionType": "CreationAgeInDays"},
    {"enabled": False},
    {"exchangeLocation": ["ana@x"], "exchangeLocationException": None},
    {"exchangeLocation": None, "oneDriveLocation": ["All"], "exchangeLocationException": None},
    {"exchangeLocationException": ["lee@x", "ana@x"]},
    {"exchangeLocationException": ["ana@x"]},
]
STRICTER: list[dict[str, Any]] = [
    {"retentionDurationDays": 366},
    {"retentionDurationDays": "unlimited"},
    {"oneDriveLocation": ["All"]},
    {"exchangeLocationException": None},
]
ACTIONS = ("Keep", "KeepAndDelete", "Delete")


def bars(action: str, changes: Mapping[str, Any]) -> bool:
    """Whether a locked policy of an action is told to take none of these changes."""
    live = {**LOCKED_POLICY, "retentionAction": action}
    declared = {name: value for name, value in {**live, **changes}.items() if value is not None}
    found = LiveObject(id="p", key="P", inputs=live)
    return bool([*barred(KIND, found, declared, [*changes])])


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("changes", LESS_STRICT, ids=str)
def test_a_locked_policy_takes_nothing_that_is_less_strict_whatever_it_does(
    action: str, changes: dict[str, Any]
) -> None:
    assert bars(action, changes)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("changes", STRICTER, ids=str)
def test_a_locked_policy_takes_what_is_stricter_whatever_it_does(
    action: str, changes: dict[str, Any]
) -> None:
    assert not bars(action, changes)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("other", ACTIONS)
def test_a_locked_policy_keeps_its_action(action: str, other: str) -> None:
    changes = {} if action == other else {"retentionAction": other}
    assert bars(action, changes) is bool(changes)


def test_a_lock_is_refused_with_its_place_unless_the_client_agreed_to_it() -> None:
    inputs = {**DECLARED, "restrictiveRetention": True}
    declared = [DesiredResource(token=KIND.token, name="it", urn="urn", control="x.y", inputs=inputs)]
    agreed = Understood("RetentionPolicy/Ours", "restrictiveRetention", True, "For ever.")  # noqa: FBT003 - as the file

    with pytest.raises(RefusedError) as refused:
        require_agreed(kinds(), declared, (), lambda *_: "baselines/core/1.2.0.yaml:7")
    assert refused.value.slug == "one-way"
    assert "baselines/core/1.2.0.yaml:7: RetentionPolicy/Ours restrictiveRetention" in str(refused.value)
    require_agreed(kinds(), declared, (agreed,), lambda *_: "")


def asked(action: str, *entries: Understood) -> str:
    """What is refused of a policy of an action, and with which slug; empty where nothing is."""
    inputs = {**DECLARED, "retentionAction": action}
    declared = [DesiredResource(token=KIND.token, name="it", urn="urn", control="x.y", inputs=inputs)]
    try:
        require_agreed(kinds(), declared, entries, lambda *_: "clients/Pulumi.c.yaml:7")
    except RefusedError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("action", ["Delete", "delete", "KeepAndDelete", "keepanddelete"])
def test_a_policy_that_deletes_is_asked_about_before_it_is_made(action: str) -> None:
    told = asked(action)
    assert told.startswith(
        "clients/Pulumi.c.yaml:7: RetentionPolicy/Ours retentionAction: everything at its places"
    )
    assert told.endswith("Nothing was changed [one-way]")
    assert f'value: "{action}"' in told
    assert asked(action, Understood("RetentionPolicy/Ours", "retentionAction", action, "")) == ""
    assert asked(action, Understood("RetentionPolicy/Ours", "retentionAction", action.upper(), "")) == ""


def test_a_policy_that_keeps_is_not_asked_about_and_one_agreement_is_not_to_another_action() -> None:
    assert asked("Keep") == ""
    for action, other in (("Delete", "KeepAndDelete"), ("KeepAndDelete", "Delete"), ("Delete", "Keep")):
        assert asked(action, Understood("RetentionPolicy/Ours", "retentionAction", other, "")) != ""
    assert asked("Delete", Understood("RetentionPolicy/Others", "retentionAction", "Delete", "")) != ""


def applied(rules: list[dict[str, Any]], policies: list[dict[str, Any]] = POLICIES) -> list[Any]:
    """What applies labels by itself, the unfinished policy among it because it is declared."""
    fake = FakeTenant(RetentionCompliancePolicy=policies, RetentionComplianceRule=rules)
    return list(run(APPLYING.collect(fake.tenant, frozenset({"unfinished"}))))


def test_what_applies_a_label_by_itself_is_read_with_what_it_is_for() -> None:
    told = {
        "ApplyComplianceTag": f"{'0' * 8}-0000-4000-8000-{'0' * 12},Record",
        "ContentMatchQuery": "kind:docs",
    }
    found = {one.key: one for one in applied([*RULES[:2], rule("c", "cccc", **told)])}

    assert set(found) == {"Labels by itself", "Unfinished"}
    assert {found["Labels by itself"].inputs[one] for one in ("label", "query")} == {"Record", "kind:docs"}
    assert found["Labels by itself"].misread is None
    for half in ({"ContentMatchQuery": 7}, {"ApplyComplianceTag": "Record", "ContentMatchQuery": None}):
        (whole,) = [
            one for one in applied([rule("c", "cccc", **{**told, **half})]) if one.key != "Unfinished"
        ]
        assert (whole.misread is None) == ("ApplyComplianceTag" in half), "null says that there is no query"
    (untold,) = [one for one in applied([rule("c", "cccc", ApplyComplianceTag="Record")]) if one.misread]
    assert "ContentMatchQuery" in str(untold.misread)


def test_rule_that_applies_a_label_for_a_policy_that_is_not_listed_leaves_the_list_unread() -> None:
    with pytest.raises(ReadError, match="not among the policies"):
        applied([rule("x", "gone", ApplyComplianceTag="Record", ContentMatchQuery="kind:docs")])


LOCATIONS = [field.name for field in KIND.fields if field.many and not field.name.endswith("Exception")]
EXCEPTIONS = [field.name for field in KIND.fields if field.name.endswith("Exception")]
WIDER: list[tuple[str, Any, Any]] = [
    *((one, ["ana@x"], ["ana@x", "lee@x"]) for one in LOCATIONS),
    *((one, ["ana@x"], ["All"]) for one in LOCATIONS),
    *((one, None, ["All"]) for one in LOCATIONS),
    *((one, ["ana@x", "lee@x"], ["ana@x"]) for one in EXCEPTIONS),
    *((one, ["ana@x"], None) for one in EXCEPTIONS),
    ("enabled", False, True),
    ("enabled", False, None),
]
"""Changes by which a policy reaches more than before."""


def told(action: str, change: tuple[str, Any, Any], before: str = "") -> list[str]:
    """Which properties protect less, where a policy of an action makes a change."""
    name, was, becomes = change
    old, new = ({"retentionAction": one} for one in (before or action, action))
    return [path for path, *_ in loosened_properties(KIND.fields, {**old, name: was}, {**new, name: becomes})]


@pytest.mark.parametrize("change", WIDER, ids=str)
@pytest.mark.parametrize("action", ["Delete", "delete"])
def test_a_policy_that_only_deletes_and_reaches_more_deletes_what_nothing_deleted_before(
    action: str, change: tuple[str, Any, Any]
) -> None:
    name, was, becomes = change
    assert told(action, change) == [name]
    assert told(action, (name, becomes, was)) == []
    assert set(told(action, change, before="KeepAndDelete")) == {"retentionAction", name}


@pytest.mark.parametrize("change", WIDER, ids=str)
@pytest.mark.parametrize("action", ["Keep", "KeepAndDelete"])
def test_a_policy_that_keeps_and_reaches_less_keeps_less(action: str, change: tuple[str, Any, Any]) -> None:
    name, was, becomes = change
    assert told(action, change) == []
    assert told(action, (name, becomes, was)) == [name]


@pytest.mark.parametrize("name", LOCATIONS)
def test_a_policy_that_only_deletes_and_loses_the_last_place_that_it_named_may_delete_everywhere(
    name: str,
) -> None:
    empty: tuple[Any, ...] = (None, [])
    for nothing in empty:
        assert told("Delete", (name, ["ana@x", "lee@x"], nothing)) == [name]
        assert told("Delete", (name, ["All"], nothing)) == []
        assert told("Delete", (name, nothing, None)) == []
    assert told("Delete", (name, ["ana@x", "lee@x"], ["lee@x"])) == []
    assert told("Keep", (name, ["ana@x"], None)) == [name], "it keeps less"


def test_every_property_of_a_policy_that_says_what_it_reaches_is_turned_round_where_it_only_deletes() -> None:
    turned = {field.name for field in KIND.fields if field.deletes_where}
    assert turned == {*LOCATIONS, *EXCEPTIONS, "enabled"}


class Distributing(FakeCmdlets):
    """A policy is being distributed when its rule is changed first; meanwhile somebody may change the rule by hand."""

    def __init__(self, by_hand: dict[str, Any], /, **rows: list[dict[str, Any]]) -> None:
        super().__init__(**rows)
        self.by_hand: dict[str, Any] | None = by_hand

    async def run(self, endpoint: Any, invocation: Invocation) -> Any:
        if self.by_hand is None:
            return await super().run(endpoint, invocation)
        by_hand, self.by_hand = self.by_hand, None
        self._rows["Get-RetentionComplianceRule"] = [
            {**one, **by_hand} if one["Name"] == "Ours" else one
            for one in self._rows["Get-RetentionComplianceRule"]
        ]
        raise WriteError("write-refused", "The policy is being distributed.", status=400)


@pytest.mark.parametrize(
    ("by_hand", "written"),
    [
        ({}, True),
        ({"Comment": "theirs"}, True),
        ({"RetentionDuration": "3650"}, False),
        ({"RetentionDuration": "Unlimited"}, False),
        ({"RetentionDuration": "730"}, False),
    ],
)
def test_a_rule_that_somebody_changes_while_its_policy_is_distributed_is_left_as_it_is_then(
    monkeypatch: pytest.MonkeyPatch, by_hand: dict[str, Any], *, written: bool
) -> None:
    async def at_once(_seconds: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr(retention_policies, "_DISTRIBUTION", Patience(sleep=at_once))
    fake = FakeTenant()
    fake.cmdlets = Distributing(by_hand, RetentionCompliancePolicy=POLICIES, RetentionComplianceRule=RULES)
    old = {**DECLARED, "retentionDurationDays": 365}

    refused = pytest.raises(WriteError, match=r"the policy 'Ours' was changed .* \[rule-overtaken\]")
    with nullcontext() if written else refused:
        run(KIND.update(fake.tenant, "Ours", old, {**DECLARED, "retentionDurationDays": 730}))

    assert bool(fake.cmdlets.sent) is written


CLEANS = {"RetentionComplianceAction": "Delete", "RetentionDuration": "1", "PriorityCleanup": True}


@pytest.mark.parametrize(
    ("theirs", "rule_of_theirs", "told"),
    [
        ({}, {}, True),
        ({"PriorityCleanup": True}, {"PriorityCleanup": None}, True),
        ({}, {"RetentionComplianceAction": "KeepAndDelete"}, True),
        ({"ExchangeLocation": [], "DynamicScopeLocation": ["Leavers"]}, {}, True),
        ({"DistributionStatus": "Error"}, {}, True),
        ({}, {"ContentMatchQuery": "recording"}, True),
        ({}, {"PriorityCleanup": False}, False),
        ({}, {"RetentionComplianceAction": "Keep"}, False),
        ({"Enabled": False}, {}, False),
        ({"Mode": "TestWithNotifications"}, {}, False),
        ({"IsSimulation": True}, {}, False),
        ({}, {"Disabled": True}, False),
        ({"ExchangeLocation": [], "SharePointLocation": ["All"]}, {}, False),
    ],
)
def test_a_policy_says_which_others_delete_what_it_keeps_all_the_same(
    theirs: dict[str, Any], rule_of_theirs: dict[str, Any], *, told: bool
) -> None:
    mail = {"ExchangeLocation": ["All"]}
    policies = [policy("Ours", "aaaa", **mail), policy("Purge", "bbbb", **{**mail, **theirs})]
    rules = [rule("Ours", "aaaa", **KEEPS), rule("Purge", "bbbb", **{**CLEANS, **rule_of_theirs})]

    found = {one.key: one for one in collected(policies, rules)}

    assert found["Ours"].unmodelled.get(DELETED_ANYWAY_BY) == (["Purge"] if told else None)
    assert DELETED_ANYWAY_BY not in found["Purge"].unmodelled, "it deletes, and loses nothing"
