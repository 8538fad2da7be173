"""What is told: what changed, by fingerprint, and never that something is put right that nobody has seen so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.model.control import Severity
from holdfast.model.finding import Difference, View
from holdfast.model.status import Reason, Status
from holdfast.notify.changes import Sort, changes, still_open
from holdfast.notify.message import message
from holdfast.notify.result import Result, checked_result
from tests.golden.report.cases import CASES, CONTROLS, DRIFT, HELD, LABEL_OK, LEGACY_OK, MFA, MFA_OK, UNREAD
from tests.unit.notify.situations import ABSENT, CHANGED, IN_SYNC, unread, with_, write

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult
    from holdfast.notify.changes import Changes
    from holdfast.notify.memory import Told


class Teller:
    """Somebody who is told one check after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.knows: dict[str, Told] = {}

    def read(self, checked: DriftResult, controls: tuple[DescribedControl, ...] = CONTROLS) -> Result:
        return checked_result(write(self._folder / "result.json", checked, controls))

    def hear(
        self, checked: DriftResult, controls: tuple[DescribedControl, ...] = CONTROLS
    ) -> list[tuple[Sort, str]]:
        """What is told, each with the object and the property."""
        now = self.read(checked, controls)
        found = changes(self.knows, now)
        self.knows = still_open(now.items, found.unconfirmed)
        return told(found)


def told(found: Changes) -> list[tuple[Sort, str]]:
    every = [(one.sort, one.item or one.before) for one in found.changes]
    return [(sort, about.object.partition("/")[2]) for sort, about in every if about]


@pytest.fixture
def teller(tmp_path: Path) -> Teller:
    return Teller(tmp_path)


def test_first_everything_that_is_drift_is_new_and_then_nothing_is(teller: Teller) -> None:
    assert [sort for sort, _ in teller.hear(DRIFT)] == [Sort.NEW] * 5
    assert teller.hear(DRIFT) == []


def test_what_is_in_sync_or_accepted_is_nothing_to_tell(teller: Teller) -> None:
    assert teller.hear(IN_SYNC) == []
    assert teller.hear(CASES["excepted"][0]) == []


def test_the_worst_comes_first(teller: Teller) -> None:
    teller.read(DRIFT)
    found = changes({}, teller.read(DRIFT)).changes
    assert [one.item.severity for one in found if one.item] == ["critical", "high", "high", "high", "high"]


def test_what_a_whole_check_sees_as_declared_is_told_so_once(teller: Teller) -> None:
    teller.hear(with_(CHANGED, ABSENT))

    assert teller.hear(IN_SYNC) == [(Sort.RIGHT, MFA_OK.name), (Sort.RIGHT, LEGACY_OK.name)]
    assert teller.hear(IN_SYNC) == []


def test_one_property_that_is_put_right_while_another_differs_is_told(teller: Teller) -> None:
    both = replace(CHANGED, differences=(*CHANGED.differences, Difference("state", "enabled", "disabled")))
    teller.hear(with_(both))

    assert teller.hear(with_(CHANGED)) == [(Sort.RIGHT, MFA_OK.name)]


@pytest.mark.parametrize(
    "not_whole",
    [
        with_(unread(LABEL_OK)),
        with_(unread(CHANGED)),
        replace(IN_SYNC, view=View(findings=(), known=(), selected="severity high")),
        replace(IN_SYNC, view=View(findings=(), known=(), unread=("LitigationHold",))),
        replace(IN_SYNC, findings=()),
    ],
    ids=["another-unread", "itself-unread", "selected", "rules-unread", "nothing"],
)
def test_a_check_that_was_not_whole_never_says_that_something_is_put_right(
    teller: Teller, not_whole: DriftResult
) -> None:
    teller.hear(with_(CHANGED, ABSENT))
    found = teller.hear(not_whole)

    assert Sort.RIGHT not in {sort for sort, _ in found}
    assert {sort for sort, _ in found} <= {Sort.UNREAD}
    assert [sort for sort, _ in teller.hear(IN_SYNC) if sort is Sort.RIGHT] == [Sort.RIGHT] * 2, (
        "it was forgotten meanwhile"
    )


def test_members_that_could_not_be_judged_make_a_check_not_whole(teller: Teller) -> None:
    hold = next(one for one in DRIFT.findings if one.control == HELD.id)
    teller.hear(with_(CHANGED, hold))

    found = teller.hear(with_(replace(hold, reason=Reason.PARTIAL)))

    assert found == []


def test_message_of_a_check_that_was_not_whole_says_what_nobody_knows(teller: Teller) -> None:
    teller.hear(with_(CHANGED, ABSENT))
    now = teller.read(with_(unread(LABEL_OK)))
    said = message(now, changes(teller.knows, now))

    assert said.gaps == (
        "The check was not whole: there may be more. 2 things told before are not in it, and nobody can say that they "
        "are put right."
    )
    assert not said.settled


def test_another_value_severity_or_status_is_told_as_changed_with_what_it_was(teller: Teller) -> None:
    teller.hear(with_(CHANGED, ABSENT))

    other = replace(CHANGED, differences=(replace(CHANGED.differences[0], found=["eve (1234)"]),))
    assert teller.hear(with_(other, ABSENT)) == [(Sort.CHANGED, MFA_OK.name)]

    lower = replace(MFA, metadata=replace(MFA.metadata, severity=Severity.LOW))
    now = teller.read(with_(other, ABSENT), (lower, *CONTROLS[1:]))
    found = changes(teller.knows, now)
    assert told(found) == [(Sort.CHANGED, MFA_OK.name)]
    (entry,) = message(now, found).entries
    assert (entry.severity, entry.was) == ("low", "critical")


def test_other_words_about_the_same_drift_are_no_change(teller: Teller) -> None:
    teller.hear(with_(CHANGED))
    later = replace(CHANGED, change=None, unattributed="logs are late", notes=("a note",), live_id="other")
    assert teller.hear(with_(later)) == []


def test_what_is_accepted_is_told_as_accepted_and_never_as_put_right(teller: Teller) -> None:
    both = replace(CHANGED, differences=(*CHANGED.differences, Difference("state", "enabled", "disabled")))
    teller.hear(with_(both, ABSENT))

    part = replace(both, differences=(replace(both.differences[0], accepted=True), both.differences[1]))
    whole = replace(ABSENT, status=Status.EXCEPTED, reason=Reason.EXCEPTION, explanation="accepted by it@")

    assert teller.hear(with_(part, whole)) == [
        (Sort.ACCEPTED, MFA_OK.name),
        (Sort.ACCEPTED, LEGACY_OK.name),
    ]
    assert teller.hear(with_(both, ABSENT)) == [(Sort.NEW, MFA_OK.name), (Sort.NEW, LEGACY_OK.name)], (
        "once nobody accepts it any longer it is new"
    )


def test_what_the_plan_no_longer_has_is_told_as_such(teller: Teller) -> None:
    teller.hear(with_(CHANGED, ABSENT))
    without = [one for one in IN_SYNC.findings if one.name != MFA_OK.name]
    not_possible = replace(LEGACY_OK, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE)
    rest = tuple(not_possible if one.name == LEGACY_OK.name else one for one in without)

    assert teller.hear(replace(IN_SYNC, findings=rest)) == [
        (Sort.LEFT, MFA_OK.name),
        (Sort.LEFT, LEGACY_OK.name),
    ]


def test_object_that_nobody_declared_and_that_is_gone_is_put_right(teller: Teller) -> None:
    strange = next(one for one in DRIFT.findings if one.status is Status.UNMANAGED)
    assert teller.hear(with_(strange)) == [(Sort.NEW, strange.name)]
    assert teller.hear(with_(replace(strange, content="another"))) == [(Sort.CHANGED, strange.name)]
    assert teller.hear(IN_SYNC) == [(Sort.RIGHT, strange.name)]


def test_drift_of_which_nothing_says_what_it_is_is_told_all_the_same(teller: Teller) -> None:
    strange = next(one for one in DRIFT.findings if one.status is Status.UNMANAGED)
    assert teller.hear(with_(replace(strange, content=""))) == [(Sort.NEW, strange.name)]
    assert teller.hear(with_(replace(CHANGED, differences=()))) == [
        (Sort.NEW, MFA_OK.name),
        (Sort.RIGHT, strange.name),
    ]


def test_what_is_unread_is_told_once_and_by_its_cause(teller: Teller) -> None:
    now = teller.read(UNREAD)
    assert {one.status for one in now.items} == {Status.UNKNOWN}

    same_cause = with_(*(replace(unread(one), explanation="403") for one in (MFA_OK, LEGACY_OK, LABEL_OK)))
    now = teller.read(same_cause)
    (entry,) = message(now, changes({}, now)).entries
    assert entry.object.count("/") == 3
    assert "403" in entry.why

    assert [sort for sort, _ in teller.hear(same_cause)] == [Sort.UNREAD] * 3
    assert teller.hear(same_cause) == []
    assert [sort for sort, _ in teller.hear(IN_SYNC)] == [Sort.READ] * 3


def test_what_is_unread_between_two_checks_that_find_the_same_drift_is_told_each_time(teller: Teller) -> None:
    assert teller.hear(with_(CHANGED)) == [(Sort.NEW, MFA_OK.name)]
    for _ in range(2):
        assert teller.hear(with_(unread(CHANGED))) == [(Sort.UNREAD, MFA_OK.name)]
        assert teller.hear(with_(CHANGED)) == [(Sort.READ, MFA_OK.name)], "the drift itself is told already"


def test_what_is_unread_and_then_differs_in_a_new_way_is_told_once(teller: Teller) -> None:
    teller.hear(with_(unread(CHANGED)))
    assert teller.hear(with_(CHANGED)) == [(Sort.NEW, MFA_OK.name)]


def test_a_collection_that_is_read_again_is_no_object_that_left_the_plan(teller: Teller) -> None:
    teller.hear(UNREAD)
    assert {sort for sort, _ in teller.hear(IN_SYNC)} == {Sort.READ}


def test_a_change_of_reason_is_told_and_other_words_are_not(teller: Teller) -> None:
    teller.hear(with_(replace(unread(MFA_OK), reason=Reason.THROTTLED, explanation="at 10:00")))
    assert teller.hear(with_(replace(unread(MFA_OK), reason=Reason.THROTTLED, explanation="at 11:00"))) == []
    found = teller.hear(with_(replace(unread(MFA_OK), reason=Reason.PERMISSION)))
    assert found == [(Sort.UNREAD, MFA_OK.name)]


def test_object_that_was_missing_and_is_there_with_differences_is_told_once(teller: Teller) -> None:
    teller.hear(with_(replace(CHANGED, status=Status.MISSING, differences=())))
    assert teller.hear(with_(CHANGED)) == [(Sort.NEW, MFA_OK.name)]
    assert teller.hear(with_(replace(CHANGED, status=Status.MISSING, differences=()))) == [
        (Sort.NEW, MFA_OK.name)
    ]


def test_drift_that_a_result_leaves_out_because_it_is_known_is_not_gone(teller: Teller) -> None:
    teller.hear(with_(CHANGED, ABSENT))
    shown = tuple(one for one in IN_SYNC.findings if one.name not in {MFA_OK.name, LEGACY_OK.name})
    view = View(findings=(), known=(CHANGED, ABSENT), since="before.json")

    assert teller.hear(replace(IN_SYNC, findings=shown, view=view)) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda facts: facts.update(checkedAt="yesterday"),
        lambda facts: facts.pop("verdict"),
        lambda facts: facts["findings"][0].update(schema="2.0"),
        lambda facts: facts["findings"][0].update(status="FINE"),
        lambda facts: facts["findings"][0].update(severity="dreadful"),
        lambda facts: facts.update(findings=None),
        lambda facts: facts.update(client=None),
    ],
)
def test_what_is_no_result_is_told_and_nothing_is_made_of_it(tmp_path: Path, spoiled: object) -> None:
    path = write(tmp_path / "result.json", DRIFT)
    facts = json.loads(path.read_text(encoding="utf-8"))
    spoiled(facts)  # type: ignore[operator]
    path.write_text(json.dumps(facts), encoding="utf-8")

    with pytest.raises(Exception, match="expected a result") as refused:
        checked_result(path)
    assert getattr(refused.value, "slug", "") == "result-unusable"
