"""What is wanted of a check: which part, against what, and when it fails. What is left out is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.drift.gate import gate
from holdfast.drift.narrow import accepted, narrowed
from holdfast.drift.recording import Recording
from holdfast.drift.select import meant, needed, parted
from holdfast.kinds.registry import kinds
from holdfast.model.control import FailOn, Severity
from holdfast.model.desired import DesiredResource
from holdfast.model.deviation import deviation
from holdfast.model.duty import Duty
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, Difference, DriftResult, Finding, Rank, severity_of
from holdfast.model.fingerprint import fingerprints, stamped
from holdfast.model.plan import Cloud, Deviation, Plan, PlannedException
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.model.wanted import Earlier, Selection, Wanted
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import CONTROLS, HELD, HOLD, LABELS, LEGACY, MFA, POLICY, input_of, result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.control import DescribedControl

TODAY = date(2026, 11, 26)
PLAN = Plan(
    "contoso", "contoso.onmicrosoft.com", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False
)
EXCUSING = replace(MFA, metadata=replace(MFA.metadata, excuses_groups_of=(HELD.id,)))


def recording(*controls: DescribedControl, desired: Sequence[DesiredResource] = ()) -> Recording:
    return Recording(replace(PLAN, renamed={"entra.old": MFA.id}), tuple(desired), controls or CONTROLS)


def finding(status: Status, control: str = "", name: str = "one", **more: object) -> Finding:
    return replace(Finding(status, POLICY, name, control), **more)  # type: ignore[arg-type]


# --- selecting


def oracle(selection: Selection, control: DescribedControl | None, severity: Severity | None) -> bool:
    """Say anew, and in other words, whether something was asked for."""
    sorts = []
    if selection.controls:
        sorts.append(control is not None and control.id in selection.controls)
    if selection.duties:
        sorts.append(control is not None and any(one in control.metadata.duties for one in selection.duties))
    if selection.frameworks:
        served = (
            [str(one).removesuffix(" (in part)") for one in control.metadata.frameworks] if control else []
        )
        sorts.append(any(one.startswith(word) for one in served for word in selection.frameworks))
    if selection.severities:
        sorts.append(severity is None or severity in selection.severities)
    return all(sorts)


SELECTIONS = st.builds(
    Selection,
    controls=st.lists(st.sampled_from([one.id for one in CONTROLS]), max_size=2).map(tuple),
    duties=st.lists(st.sampled_from(list(Duty)), max_size=2).map(tuple),
    severities=st.lists(st.sampled_from(list(Severity)), max_size=2).map(tuple),
    frameworks=st.lists(
        st.sampled_from(["CIS M365 7.0.0", "CIS M365 7.0.0 5.2.2.2"]), max_size=1
    ).map(tuple),
)  # fmt: skip
FINDINGS = st.lists(
    st.builds(
        Finding,
        status=st.sampled_from(Status),
        token=st.just(HOLD),  # of others test_selectors_together says what a severity must not leave out
        name=st.text("ab", min_size=1, max_size=2),
        control=st.sampled_from(["", *(one.id for one in CONTROLS)]),
        rank=st.none() | st.builds(Rank, st.sampled_from(Severity), st.just("so")),
    ),
    max_size=6,
)


@given(SELECTIONS, FINDINGS)
def test_words_of_one_sort_are_alternatives_and_of_different_sorts_each_must_hold(
    selection: Selection, findings: list[Finding]
) -> None:
    parts = parted(kinds(), selection, findings, CONTROLS)

    known = {one.id: one for one in CONTROLS}
    asked = [
        one
        for one in findings
        if oracle(selection, known.get(one.control), severity_of(one, known.get(one.control)))
    ]
    assert list(parts.findings) == asked
    assert len(parts.findings) + len(parts.others) == len(findings)
    assert {one.id for one in parts.controls} == {
        one.id for one in CONTROLS if not oracle(selection, one, one.metadata.severity)
    }


def test_words_are_found_in_any_letter_case_and_by_a_former_id() -> None:
    asked = Selection(controls=("ENTRA.old", "entra.MFA_required"), frameworks=("cis m365 7.0.0",))
    with pytest.raises(HoldfastError, match=r"ENTRA\.old"):
        meant(asked, recording())  # a former id is what files say, to the letter
    found = meant(replace(asked, controls=("entra.old", "entra.MFA_required")), recording())

    assert found.controls == (MFA.id,)
    assert found.frameworks == ("CIS M365 7.0.0",)
    assert found.words == f"control {MFA.id}, framework CIS M365 7.0.0"


@pytest.mark.parametrize(
    ("selection", "option", "possible"),
    [
        (Selection(controls=("entra.mfa",)), "--control 'entra.mfa'", MFA.id),
        (Selection(frameworks=("CIS M365",)), "--framework 'CIS M365'", "CIS M365 7.0.0"),
    ],
)
def test_unknown_word_is_refused_with_the_possible_ones(
    selection: Selection, option: str, possible: str
) -> None:
    with pytest.raises(HoldfastError) as refused:
        meant(selection, recording())

    assert refused.value.slug == "unknown-selection"
    assert refused.value.message.startswith(option)
    assert possible in refused.value.message


def test_selection_that_no_control_has_is_refused() -> None:
    with pytest.raises(HoldfastError) as refused:
        meant(Selection(controls=(LABELS.id,), severities=(Severity.CRITICAL,)), recording())

    assert refused.value.slug == "nothing-selected"
    # What nobody declared may be of any severity.
    assert meant(Selection(severities=(Severity.LOW,)), recording())


def declared(control: DescribedControl, token: str) -> DesiredResource:
    return DesiredResource(f"urn:{control.id}", token, f"{control.id}/x", control.id, {})


RULE, OBJECT, OTHERS = declared(HELD, HOLD), declared(LEGACY, POLICY), declared(MFA, POLICY)


@pytest.mark.parametrize(
    ("selection", "controls", "unread"),
    [
        (Selection(controls=(MFA.id,)), (MFA, LEGACY, HELD), (HELD.id,)),
        (Selection(controls=(MFA.id,)), (EXCUSING, LEGACY, HELD), ()),
        (Selection(controls=(HELD.id,)), (MFA, LEGACY, HELD), ()),
        (Selection(severities=(Severity.CRITICAL,)), (MFA, LEGACY, HELD), (HELD.id,)),
        (Selection(severities=(Severity.HIGH,)), (MFA, LEGACY, HELD), ()),
    ],
)
def test_only_rules_that_nothing_shown_rests_upon_are_not_read(
    selection: Selection, controls: tuple[DescribedControl, ...], unread: tuple[str, ...]
) -> None:
    read, left = needed(kinds(), selection, recording(*controls, desired=(RULE, OBJECT, OTHERS)))

    assert left == unread
    assert [one for one in (OBJECT, OTHERS) if one not in read] == []
    assert (RULE in read) == (not unread)


# --- failing


def with_severity(status: Status, severity: Severity | None) -> Finding:
    owner = {Severity.CRITICAL: MFA, Severity.HIGH: LEGACY, Severity.MEDIUM: LABELS}
    if severity is None:
        return finding(status)
    if severity in owner:
        return finding(status, owner[severity].id)
    return finding(status, rank=Rank(severity, "so"))


ANY_ONE = [with_severity(*one) for one in product(Status, (None, *Severity))]
WORST = list(Severity)


def expected_code(findings: Sequence[Finding], fail_on: FailOn) -> int:
    """Say anew, and in other words, with which code a check ends."""
    known = {one.id: one for one in CONTROLS}
    if fail_on is FailOn.NONE:
        return 0
    for one in findings:
        severity = severity_of(one, known.get(one.control))
        enough = fail_on is FailOn.ANY or severity is None
        enough = enough or WORST.index(severity or Severity.LOW) <= [one.value for one in WORST].index(
            fail_on
        )
        if one.status in DRIFT and enough:
            return 1
    unknown = any(one.status is Status.UNKNOWN or (one.status in DRIFT and one.reason) for one in findings)
    return 2 if unknown or not findings else 0


@settings(max_examples=500)
@given(st.lists(st.sampled_from(ANY_ONE), max_size=4), st.sampled_from(FailOn), st.booleans())
def test_exit_code_is_that_of_the_table_and_unknown_is_never_0_but_for_none(
    findings: list[Finding], fail_on: FailOn, partly: bool
) -> None:  # fmt: skip
    if partly:
        findings = [
            replace(one, reason=Reason.PARTIAL) if one.status is Status.DRIFTED else one for one in findings
        ]

    found = gate(result(*findings), CONTROLS, fail_on)

    assert found.exit_code == expected_code(findings, fail_on)
    drift = [one for one in findings if one.status in DRIFT]
    assert found.passed <= len(drift)
    if any(one.status is Status.UNKNOWN for one in findings) and fail_on is not FailOn.NONE:
        assert found.exit_code != ExitCode.IN_SYNC


# --- the whole of it


def wholly(findings: Sequence[Finding], wanted: Wanted, *, unread: tuple[str, ...] = ()) -> DriftResult:
    whole = accepted(result(*findings), recording(), wanted, unread, TODAY)
    return narrowed(whole, recording(), wanted, unread)


@given(SELECTIONS, FINDINGS)
def test_part_and_what_is_left_out_are_the_whole_and_keep_their_fingerprints(
    selection: Selection, findings: list[Finding]
) -> None:
    whole = wholly(findings, Wanted())
    part = wholly(findings, Wanted(selection=selection))

    assert sorted(one.fingerprint for one in part.every) == sorted(one.fingerprint for one in whole.findings)
    for one, own in zip(part.findings, fingerprints(part, CONTROLS), strict=True):
        assert own.own == one.fingerprint
    alone = fingerprints(result(*findings), CONTROLS)
    assert sorted(one.own for one in alone) == sorted(one.fingerprint for one in whole.findings)


def test_nothing_shown_is_no_answer_and_never_green() -> None:
    part = wholly([finding(Status.IN_SYNC, LEGACY.id)], Wanted(selection=Selection(controls=(MFA.id,))))

    assert part.findings == ()
    assert part.exit_code == ExitCode.NO_ANSWER


EXCLUDED = Difference("conditions.users.excludedUsers", [], ["anna"])
STATE = Difference("state", "enabled", "disabled")
DRIFTED = finding(Status.DRIFTED, MFA.id, "MFA", differences=(EXCLUDED, STATE))
ROGUE = finding(Status.UNMANAGED, name="Rogue", content="a" * 32, rank=Rank(Severity.LOW, "so"))
GONE = finding(Status.MISSING, LEGACY.id, "Legacy")
UNREAD = finding(Status.UNKNOWN, LABELS.id, "Label", reason=Reason.PERMISSION)
FINE = finding(Status.IN_SYNC, LEGACY.id, "Fine")


def earlier(*findings: Finding, **more: object) -> Earlier:
    """The result of a check that found this."""
    told = stamped(result(*findings), CONTROLS).findings
    found = [
        deviation(one, each)
        for one in told
        if one.status in DRIFT
        for each in ([each for each in one.differences if not each.accepted] if one.differences else [None])
    ]
    facts = Earlier(
        name="old.json",
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        simulation=False,
        checked_at=datetime(2026, 11, 24, 6, 50, tzinfo=UTC),
        deviations=tuple(one for one in found if one),
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def new(since: Earlier, *findings: Finding) -> DriftResult:
    return wholly(findings, Wanted(since=since))


def test_drift_that_an_earlier_result_has_as_it_is_now_is_known() -> None:
    found = new(earlier(DRIFTED, ROGUE, GONE), DRIFTED, ROGUE, GONE, FINE)

    assert [one.name for one in found.findings] == ["Fine"]
    assert found.exit_code == ExitCode.IN_SYNC
    assert found.view is not None
    assert {one.name for one in found.view.known} == {"MFA", "Rogue", "Legacy"}


@pytest.mark.parametrize(
    "now",
    [
        replace(DRIFTED, differences=(replace(EXCLUDED, found=["anna", "bert"]), STATE)),
        replace(DRIFTED, differences=(replace(EXCLUDED, expected=["x"]), STATE)),
        replace(DRIFTED, differences=(*DRIFTED.differences, Difference("x", 1, 2))),
        replace(DRIFTED, status=Status.MISSING, differences=()),
        replace(DRIFTED, name="MFA 2"),
        replace(DRIFTED, differences=()),
        replace(ROGUE, content="b" * 32),
        replace(ROGUE, content=""),
        replace(ROGUE, name="Rogue 2"),
        replace(GONE, name="Another"),
        replace(GONE, status=Status.DRIFTED, differences=(STATE,)),
    ],
)
def test_anything_else_is_new(now: Finding) -> None:
    found = new(earlier(DRIFTED, ROGUE, GONE), now)

    assert found.exit_code == ExitCode.DRIFT
    assert [one.name for one in found.findings] == [now.name]


def test_known_property_beside_a_new_one_is_left_out_alone() -> None:
    wider = replace(DRIFTED, differences=(*DRIFTED.differences, Difference("x", 1, 2)))
    found = new(earlier(DRIFTED), wider)

    (shown,) = found.findings
    assert found.view is not None
    (known,) = found.view.known
    assert [one.path for one in shown.differences] == ["x"]
    assert [one.path for one in known.differences] == [one.path for one in DRIFTED.differences]


def test_property_that_is_accepted_now_stays_beside_what_is_new() -> None:
    now = replace(DRIFTED, differences=(replace(EXCLUDED, accepted=True), STATE, Difference("x", 1, 2)))

    (shown,) = new(earlier(DRIFTED), now).findings
    assert [one.path for one in shown.differences] == [EXCLUDED.path, "x"]


def test_object_whose_namesake_is_left_out_keeps_its_fingerprint() -> None:
    twins = [replace(ROGUE, live_id=one.value, rank=Rank(one, "so")) for one in (Severity.LOW, Severity.HIGH)]
    whole = {one.live_id: one.fingerprint for one in wholly(twins, Wanted()).findings}

    part = wholly(twins, Wanted(selection=Selection(severities=(Severity.HIGH,))))

    (one,) = fingerprints(part, CONTROLS)
    assert one.own == whole["high"]
    assert len(set(whole.values())) == 2


@pytest.mark.parametrize("value", [1, True, 1.0, "1", [1], {"a": 1}, None])
@pytest.mark.parametrize("other", [1, True, 1.0, "1", [1], {"a": 1}, None])
def test_values_that_differ_to_the_letter_are_two(value: object, other: object) -> None:
    was, now = (replace(DRIFTED, differences=(replace(STATE, found=one),)) for one in (value, other))

    alike = repr(value) == repr(other)
    assert (new(earlier(was), now).exit_code == ExitCode.IN_SYNC) == alike


@pytest.mark.parametrize("since", [earlier(), earlier(DRIFTED, GONE)])
def test_what_cannot_be_read_stays_and_is_never_0(since: Earlier) -> None:
    partly = replace(DRIFTED, reason=Reason.PARTIAL)

    assert new(since, UNREAD).exit_code == ExitCode.NO_ANSWER
    assert new(since, UNREAD, FINE).findings[0].status is Status.UNKNOWN
    assert new(since, partly).exit_code != ExitCode.IN_SYNC


def test_what_was_accepted_in_the_earlier_result_is_new_when_it_no_longer_is() -> None:
    was = replace(DRIFTED, differences=(replace(EXCLUDED, accepted=True), STATE))

    (shown,) = new(earlier(was), DRIFTED).findings
    assert [one.path for one in shown.differences] == [EXCLUDED.path]
    assert new(earlier(replace(GONE, status=Status.EXCEPTED)), GONE).exit_code == ExitCode.DRIFT


@pytest.mark.parametrize(
    "other", [{"client": "fabrikam"}, {"tenant": "fabrikam.onmicrosoft.com"}, {"simulation": True}]
)
def test_result_of_another_client_tenant_or_world_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(HoldfastError) as refused:
        new(earlier(**other), FINE)

    assert refused.value.slug == "result-of-another"


@pytest.mark.parametrize(
    ("ahead", "doubted"), [(timedelta(), False), (timedelta(seconds=-1), False), (timedelta(seconds=1), True)]
)
@pytest.mark.parametrize("form", formats())
def test_earlier_result_that_is_dated_later_is_told_and_hides_nothing(
    form: str, ahead: timedelta, doubted: bool
) -> None:
    when = datetime(2026, 11, 24, 6, 50, tzinfo=UTC) + ahead
    found = new(earlier(GONE, checked_at=when), GONE, DRIFTED)

    assert [one.name for one in found.findings] == ["MFA"]
    written = formats()[form].render(input_of(found, CONTROLS)).decode()
    assert ("later than this check" in written) == doubted


def test_domain_in_other_letters_is_the_same_tenant() -> None:
    assert new(earlier(GONE, tenant="Contoso.OnMicrosoft.com"), GONE).exit_code == ExitCode.IN_SYNC


# --- warnings of the accepted file


def entry(of: Finding, expires: date = date(2027, 11, 1)) -> PlannedException:
    (said,) = earlier(of).deviations
    return PlannedException("", "", (), "", "why", "it@x.example", expires, "a.yaml:3", said)


def slugs(accepted: PlannedException, *findings: Finding, unread: tuple[str, ...] = ()) -> list[str]:
    found = wholly(findings, Wanted(accepted=(accepted,)), unread=unread)
    return [one.slug for one in found.warnings]


def test_file_is_told_what_ends_soon_is_over_or_is_for_nothing() -> None:
    assert slugs(entry(GONE), GONE) == []
    assert slugs(entry(GONE, TODAY), GONE) == ["exception-ends"]
    assert slugs(entry(GONE, date(2026, 11, 25)), GONE) == ["accepted-over"]
    assert slugs(entry(ROGUE), GONE) == ["accepted-for-nothing"]
    assert slugs(entry(ROGUE), GONE, UNREAD) == []
    assert slugs(entry(ROGUE), GONE, unread=(HELD.id,)) == []


@pytest.mark.parametrize(
    ("expires", "found", "slug", "told"),
    [
        (TODAY, GONE, "exception-ends", "ends today"),
        (date(2026, 11, 25), GONE, "accepted-over", "ended on 2026-11-25"),
        (date(2027, 11, 1), None, "accepted-for-nothing", "is there no more: remove the entries"),
    ],
)
def test_entries_that_were_made_at_once_are_told_at_once(
    expires: date, found: Finding | None, slug: str, told: str
) -> None:
    entries = tuple(replace(entry(GONE, expires), place=f"a.yaml:{line}") for line in range(3, 30))

    warnings = wholly(tuple(filter(None, [found])), Wanted(accepted=entries)).warnings

    assert [one.slug for one in warnings] == [slug]
    assert told in warnings[0].message
    assert "and 26 more (a.yaml:4, a.yaml:5, a.yaml:6, a.yaml:7, a.yaml:8, …)" in warnings[0].message
    assert warnings[0].place == "a.yaml:3"


def test_deviation_says_nothing_where_nothing_says_what_it_is_now() -> None:
    assert deviation(replace(DRIFTED, differences=())) is None
    assert deviation(replace(ROGUE, content="")) is None
    assert deviation(GONE) == Deviation("", Status.MISSING, "ConditionalAccessPolicy/Legacy", "", None, None)
