"""What the page says: coverage, duties, controls and counts, from the data only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from holdfast.model.control import DescribedControl, Enforcement
from holdfast.model.duty import Duty
from holdfast.model.finding import Basis, Difference, Finding, Population
from holdfast.model.status import Reason, Status
from holdfast.report.closing import closing
from holdfast.report.findings import SHOWN_DIFFERENCES, finding_view
from holdfast.report.page import Page, page
from tests.golden.report.cases import (
    CONTROLS,
    DRIFT,
    EXCEPTED,
    HELD,
    HOLD,
    HOLD_OK,
    KINDS,
    LABELS,
    LEGACY_OK,
    MFA,
    MFA_OK,
    POLICY,
    UNREAD,
    URN,
    input_of,
    result,
)


def made(*findings: Finding, controls: tuple[DescribedControl, ...] = CONTROLS) -> Page:
    return page(input_of(result(*findings), controls))


def states(one: Page) -> dict[str, str]:
    return {duty.title: duty.mark.label for duty in one.duties}


def outcomes(one: Page) -> dict[str, str]:
    return {outcome.title: outcome.mark.label for duty in one.duties for outcome in duty.outcomes}


def test_coverage_counts_what_was_read_and_lists_what_was_not() -> None:
    one = made(*UNREAD.findings)

    assert one.coverage_sentence == "3 of 5 objects were read, 2 were not."
    assert [(view.name, view.sentences[0]) for view in one.unread] == [
        ("Business record", "The identity of the check may not read it."),
        ("all of Named location", "The service kept asking the check to slow down."),
    ]
    assert one.coverage.members == 19
    assert one.mark.label == "Not known"
    assert one.verdict_sentences == (
        "No verdict is possible: 2 objects could not be read. What was read is as agreed.",
    )


def test_what_is_attested_is_never_called_read() -> None:
    attested = result(MFA_OK, replace(HOLD_OK, basis=Basis.ATTESTED))

    assert page(input_of(attested, ())).verdict_sentences == (
        "Everything was read or is attested, and the tenant is as agreed.",
    )
    assert closing(attested) == ("In sync:", "everything was read or is attested and is as declared")
    assert closing(result(MFA_OK)) == ("In sync:", "everything was read and is as declared")


def test_coverage_counts_what_cannot_apply_as_neither_read_nor_unread() -> None:
    one = made(MFA_OK, replace(LEGACY_OK, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE))

    assert one.coverage_sentence == "1 of 2 objects was read, 1 cannot apply to this tenant."


def test_every_duty_is_there_and_one_without_control_is_seen_to_by_nobody() -> None:
    assert states(made(*DRIFT.findings)) == {
        "Accidental deletion": "Nobody sees to it",
        "Attack from inside": "Not met",
        "Attack from outside": "Not met",
        "Access control": "Not met",
        "Regulatory compliance": "Not met",
        "Data retention": "Partly met",
        "Privacy": "Nobody sees to it",
    }
    assert len(Duty) == 7


def test_drift_verdict_names_each_sort_of_drift() -> None:
    (sentence,) = made(*DRIFT.findings).verdict_sentences

    assert sentence == (
        "The tenant is not as agreed: "
        "2 objects were changed, 1 is missing and 1 is in the tenant without being in the plan."
    )


def test_drift_verdict_says_that_there_may_be_more() -> None:
    one = made(DRIFT.findings[0], UNREAD.findings[0], controls=(MFA, LABELS, HELD))

    assert one.verdict_sentences[1:] == (
        "There may be more: 1 object could not be read and 1 control gave no answer.",
    )


def test_control_without_finding_is_not_known_and_stops_the_good_verdict() -> None:
    one = made(MFA_OK, controls=(MFA, LABELS))

    assert [view.title for view in one.silent] == [LABELS.metadata.title]
    assert outcomes(one)["Retention periods are published"] == "Not known"
    assert one.mark.label == "Not known"


def test_control_that_is_switched_off_declares_nothing_and_is_no_gap() -> None:
    one = made(MFA_OK, controls=(MFA, replace(LABELS, enforcement=Enforcement.OFF)))

    assert one.silent == ()
    assert one.mark.label == "Met"
    assert any("switched off and protects nobody" in sentence for sentence in one.verdict_sentences)
    assert outcomes(one)["Retention periods are published"] == "Not met"
    (off,) = [view for view in one.controls if view.id == LABELS.id]
    assert (off.mark.label, off.note) == (
        "Switched off",
        "It is switched off, so it declares nothing: what is there was not looked at.",
    )


def test_nothing_checked_is_never_good() -> None:
    one = made(controls=())

    assert one.coverage_sentence == "Nothing was checked."
    assert one.verdict_sentences == ("No verdict is possible: nothing was checked. Nothing was read.",)


def test_controls_come_worst_first_and_severest_first() -> None:
    ids = [view.id for view in made(*DRIFT.findings).controls]

    assert ids == [
        "entra.mfa_required",
        "entra.legacy_authentication_blocked",
        "exchange.litigation_hold_enabled",
        "purview.retention_labels_published",
    ]


def test_finding_of_a_control_that_nobody_described_is_shown_under_its_id() -> None:
    one = made(MFA_OK, Finding(Status.DRIFTED, POLICY, "own", urn=URN), controls=())

    assert [(view.title, view.mark.label) for view in one.controls] == [
        ("Declared by the client's own program", "Not met"),
        ("entra.mfa_required", "Met"),
    ]
    assert one.unmanaged == ()


def test_exception_is_shown_with_owner_and_expiry() -> None:
    one = made(*EXCEPTED.findings)
    legacy = next(view for view in one.controls if view.id == "entra.legacy_authentication_blocked")

    assert legacy.mark.label == "Not as agreed, accepted"
    assert legacy.findings[0].sentences == (
        "Exception: accepted by it@contoso.example until 2027-03-31: scanner in the warehouse",
    )
    assert [view.name for view in one.unmanaged] == ["Warehouse north"]
    assert one.verdict_sentences == (
        "Everything was read. The tenant is as agreed but for 2 accepted deviations.",
    )


def test_population_counts_add_up_to_everything_that_was_looked_at() -> None:
    kinds = {kind.token: kind for kind in KINDS}

    assert finding_view(HOLD_OK, kinds).sentences == ("14 of 19 mailboxes covered, 5 not licensed.",)
    assert finding_view(HOLD_OK, {}).sentences == ("14 of 19 members covered, 5 not licensed.",)
    assert finding_view(replace(HOLD_OK, population=Population(1, 2, {"other": 3})), {}).sentences == (
        "1 of 6 members covered, 2 not as agreed, 3 other.",
    )


def test_long_list_of_members_is_cut_and_says_so() -> None:
    many = tuple(Difference(f"members[{number}].x", 1, 2) for number in range(SHOWN_DIFFERENCES + 7))

    view = finding_view(Finding(Status.DRIFTED, HOLD, "rule", differences=many), {})

    assert (len(view.differences), view.more) == (SHOWN_DIFFERENCES, 7)


@pytest.mark.parametrize(
    "what",
    [
        {"status": Status.DRIFTED, "differences": (Difference("members[anna].elc", "off", "on"),)},
        {"status": Status.UNKNOWN, "reason": Reason.PERMISSION, "explanation": "Get-Mailbox: not allowed"},
    ],
)
@pytest.mark.parametrize("basis", list(Basis))
def test_one_assessment_of_two_controls_is_told_once_and_both_are_judged_by_it(
    what: dict[str, Any], basis: Basis
) -> None:
    first, second = (
        replace(MFA_OK, token=HOLD, name=one, control=one, urn=f"{URN}{one}", basis=basis, **what)
        for one in (CONTROLS[0].id, CONTROLS[1].id)
    )
    other = replace(second, name="other", differences=(Difference("members[boris].elc", "off", "on"),))

    one = made(first, second, other)

    views = {view.title: view for view in one.controls}
    told = [(view.title, at.told_at) for view in one.controls for at in view.findings]
    again = [(title, at) for title, at in told if at is not None]
    assert len(told) == 3
    if basis is not Basis.ASSESSED:
        assert not again, "what is in the tenant, or attested, is each one's own"
        return
    ((title, at),) = again
    assert views[at.title].anchor == at.anchor
    assert views[at.title].mark == views[title].mark
    (bare,) = [found for found in views[title].findings if found.told_at]
    assert (bare.differences, bare.sentences, bare.more, bare.change) == ((), (), 0, None)


def test_control_that_cannot_apply_says_so() -> None:
    one = made(replace(MFA_OK, status=Status.NOT_APPLICABLE, reason=Reason.LICENCE), controls=(MFA,))

    assert one.controls[0].note == (
        "The tenant's licences do not offer it: there was nothing to check, and it protects nobody."
    )
    assert one.controls[0].mark.label == "Not possible with these licences"


def test_control_that_excludes_everybody_says_that_nobody_is_left_to_judge() -> None:
    excluded = replace(MFA_OK, status=Status.NOT_APPLICABLE, reason=Reason.EXCLUDED)
    unlicensed = replace(excluded, reason=Reason.LICENCE)
    one = made(excluded, controls=(MFA,))

    assert one.controls[0].note == (
        "The client's settings exclude everybody whom it is for: nobody is left to judge."
    )
    assert one.controls[0].mark.label == "Nobody is left to judge"
    assert "licence" not in " ".join(one.verdict_sentences)
    assert (
        made(excluded, unlicensed, controls=(MFA,)).controls[0].mark.label
        == "Not possible with these licences"
    )
