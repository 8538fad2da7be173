"""All that a check can be asked at once: nothing selected is lost, and no exit code is better than it warrants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.drift.narrow import accepted, narrowed
from holdfast.drift.recording import Recording
from holdfast.drift.select import meant, needed
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.control import DescribedControl, FailOn, Severity
from holdfast.model.desired import DesiredResource
from holdfast.model.deviation import deviation
from holdfast.model.duty import Duty
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, Difference, DriftResult, Finding, Rank, severity_of
from holdfast.model.fingerprint import stamped
from holdfast.model.plan import Cloud, Deviation, Plan, PlannedException
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.model.wanted import Earlier, Selection, Wanted
from tests.golden.report.cases import CONTROLS, HOLD, LABEL, POLICY, result

Word = TypeVar("Word", bound=str)
TODAY = date(2026, 11, 26)
PLAN = Plan(
    "contoso", "contoso.onmicrosoft.com", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False
)
RECORDING = Recording(PLAN, (), CONTROLS)
KNOWN = {one.id: one for one in CONTROLS}
LISTING = sorted(token for token, kind in kinds().items() if kind.report_unmanaged)
RULES = [one for one in LISTING if isinstance(kinds()[one], PopulationKind)]

WORDS = st.builds(
    Selection,
    controls=st.lists(st.sampled_from([*KNOWN, *map(str.upper, KNOWN)]), max_size=4).map(tuple),
    duties=st.lists(st.sampled_from(list(Duty)), max_size=3).map(tuple),
    severities=st.lists(st.sampled_from(list(Severity)), max_size=3).map(tuple),
    frameworks=st.lists(
        st.sampled_from(["CIS M365 7.0.0", "cis m365 7.0.0 5.2.2.2", "CISA SCuBA 2026-08"]), max_size=1
    ).map(tuple),
)  # fmt: skip
DIFFERENCES = st.lists(
    st.builds(Difference, path=st.sampled_from(["state", "x.y"]), expected=st.just(1), found=st.sampled_from([2, 3])),
    max_size=2,
    unique_by=lambda one: one.path,
).map(tuple)  # fmt: skip


@st.composite
def found(draw: st.DrawFn) -> Finding:
    """A finding of any status, of a kind whose strangers are listed or of another, as a check could have it."""
    status = draw(st.sampled_from(Status))
    rank = Rank(draw(st.sampled_from(Severity)), "so") if status is Status.UNMANAGED else None
    reason = {Status.UNKNOWN: Reason.PERMISSION, Status.NOT_APPLICABLE: Reason.LICENCE}.get(status)
    if status is Status.DRIFTED and draw(st.booleans()):
        reason = Reason.PARTIAL
    return Finding(
        status,
        draw(st.sampled_from([POLICY, HOLD, LABEL, *RULES])),
        draw(st.text("ab", min_size=1, max_size=2)),
        draw(st.sampled_from(["", *KNOWN])),
        differences=draw(DIFFERENCES) if status is Status.DRIFTED else (),
        reason=reason,
        rank=rank,
        content="a" * 32 if rank else "",
    )


FINDINGS = st.lists(found(), max_size=6, unique_by=lambda one: (one.token, one.name, one.control))


def deviations(findings: list[Finding]) -> list[Deviation]:
    """What a check that found this can be given to `--since` or `--accepted` as."""
    told = stamped(result(*findings), CONTROLS).findings
    each = [
        deviation(one, part) for one in told if one.status in DRIFT for part in one.differences or (None,)
    ]
    return [one for one in each if one]


def earlier(findings: list[Finding]) -> Earlier:
    return Earlier(
        name="old.json",
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        simulation=False,
        checked_at=datetime(2026, 11, 24, 6, 50, tzinfo=UTC),
        deviations=tuple(deviations(findings)),
    )


def checked(findings: list[Finding], wanted: Wanted) -> DriftResult:
    return narrowed(accepted(result(*findings), RECORDING, wanted, (), TODAY), RECORDING, wanted, ())


def unsure(one: Finding) -> bool:
    """Whether something of it was not read or judged."""
    return one.status is Status.UNKNOWN or (one.status in DRIFT and one.reason is not None)


def is_selected(selection: Selection, one: Finding) -> bool:
    """Say anew what is asked for: what nobody declared may be of any severity, and may be where nobody could look."""
    control = KNOWN.get(one.control)
    others: list[tuple[tuple[str, ...], set[str]]] = [
        (selection.controls, {one.control}),
        (selection.duties, {*control.metadata.duties} if control else set()),
        (
            selection.frameworks,
            {
                word
                for each in control.metadata.frameworks
                for word in (each.edition, f"{each.edition} {each.id}")
            }
            if control
            else set(),
        ),
    ]
    if any(words and not has & {*words} for words, has in others):
        return False
    severity = severity_of(one, control)
    strangers = unsure(one) and one.token in LISTING
    return not selection.severities or severity is None or severity in selection.severities or strangers


def meant_or_none(words: Selection) -> Selection | None:
    try:
        return meant(words, RECORDING)
    except HoldfastError:
        return None


@settings(max_examples=1500, deadline=None)
@given(WORDS, FINDINGS, st.data(), st.sampled_from(FailOn))
def test_no_selection_makes_an_exit_code_better_than_what_it_selects_warrants(
    words: Selection, findings: list[Finding], data: st.DataObject, fail_on: FailOn
) -> None:
    selection = meant_or_none(words)
    if selection is None:
        return
    known = [one for one in findings if data.draw(st.booleans())]
    since = earlier(known) if data.draw(st.booleans()) else None
    every = deviations(findings)
    taken = tuple(
        PlannedException("", "", (), "", "why", "it@x.example", date(2027, 1, 1), f"a.yaml:{line}", one)
        for line, one in enumerate(every)
        if data.draw(st.booleans())
    )
    wanted = Wanted(selection=selection, since=since, accepted=taken, fail_on=fail_on)

    part = checked(findings, wanted)

    whole = checked(findings, Wanted(accepted=taken)).findings
    selected = [one for one in whole if is_selected(selection, one)]
    shown = {one.fingerprint: one for one in part.findings}
    assert {one.fingerprint for one in part.every} == {one.fingerprint for one in whole}
    old = {one.fingerprint for one in part.view.known} if part.view else set()
    for one in selected:
        assert one.fingerprint in shown or one.fingerprint in old, "what was selected is shown, or is known"
        assert one.status is not Status.UNKNOWN or one.fingerprint in shown, "what is unread always is"
        assert not unsure(one) or shown[one.fingerprint].status in {Status.UNKNOWN, *DRIFT}
    if not selection and since is None:
        assert len(part.findings) == len(whole)
    if fail_on is FailOn.NONE:
        return
    if any(unsure(one) for one in selected):
        assert part.exit_code != ExitCode.IN_SYNC
    if not selected:
        assert part.exit_code == ExitCode.NO_ANSWER
    worst = list(Severity)
    for one in part.findings:
        severity = severity_of(one, KNOWN.get(one.control))
        enough = (
            fail_on is FailOn.ANY
            or severity is None
            or worst.index(severity) <= worst.index(Severity(fail_on))
        )
        assert one.status not in DRIFT or not enough or part.exit_code == ExitCode.DRIFT


@given(WORDS, FINDINGS, st.data())
def test_order_letter_case_and_repetition_of_words_mean_nothing(
    words: Selection, findings: list[Finding], data: st.DataObject
) -> None:
    def shuffled(given_words: tuple[Word, ...]) -> tuple[Word, ...]:
        twice = [*given_words, *given_words[:1]]
        return tuple(data.draw(st.permutations(twice)))

    mixed = Selection(
        controls=tuple(one.swapcase() for one in shuffled(words.controls)),
        duties=shuffled(words.duties),
        severities=shuffled(words.severities),
        frameworks=tuple(one.upper() for one in shuffled(words.frameworks)),
    )
    one, other = meant_or_none(words), meant_or_none(mixed)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        alike = [checked(findings, Wanted(selection=each)) for each in (one, other)]
        assert alike[0].findings == alike[1].findings
        assert alike[0].exit_code == alike[1].exit_code


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("token", LISTING)
@pytest.mark.parametrize("owner", CONTROLS, ids=lambda one: one.id)
def test_where_strangers_may_hide_no_severity_looks_away(
    token: str, severity: Severity, owner: DescribedControl
) -> None:
    declared = DesiredResource("urn:x", token, f"{owner.id}/x", owner.id, {})
    asked = Selection(severities=(severity,))
    read, unread = needed(kinds(), asked, replace(RECORDING, desired=(declared,)))
    assert (read, unread) == ((declared,), ()), "the rule that lists them is read"

    hidden = Finding(Status.UNKNOWN, token, "all of them", owner.id, reason=Reason.PERMISSION)
    part = checked([hidden], Wanted(selection=asked))
    assert [one.status for one in part.findings] == [Status.UNKNOWN]
    assert part.exit_code == ExitCode.NO_ANSWER
