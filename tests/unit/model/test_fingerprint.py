"""A fingerprint survives what does not make another finding of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.control import DescribedControl
from holdfast.model.finding import Difference, DriftResult, Finding
from holdfast.model.fingerprint import Fingerprints, fingerprint, fingerprints
from holdfast.model.status import Status
from tests.golden.report.cases import CASES, CONTROLS, HELD, HOLD, MFA, POLICY, result

TEXTS = st.text(max_size=12)
PATHS = st.sampled_from(
    ["", "state", "a.b", "devices[0].filter", "members[anna@x.example].days", "members[ß]"]
)
DIFFERENCES = st.lists(
    st.builds(Difference, PATHS, TEXTS, TEXTS, member_id=TEXTS), max_size=4, unique_by=lambda one: one.path
)
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(Status),
        st.sampled_from([POLICY, HOLD]),
        TEXTS,
        st.sampled_from(["", MFA.id, HELD.id]),
        live_id=TEXTS,
        differences=DIFFERENCES.map(tuple),
    ),
    max_size=6,
    unique_by=lambda one: (one.token, one.control, one.name.casefold()),
)


def prints(*findings: Finding, controls: tuple[DescribedControl, ...] = CONTROLS) -> tuple[Fingerprints, ...]:
    return fingerprints(result(*findings), controls)


@given(FINDINGS, st.randoms())
def test_order_changes_no_fingerprint(findings: list[Finding], random: object) -> None:
    mixed = findings[::-1]
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis's own Random

    before = dict(zip(map(id, findings), prints(*findings), strict=True))
    after = dict(zip(map(id, mixed), prints(*mixed), strict=True))

    assert before == after


@given(FINDINGS, TEXTS, st.sampled_from(Status))
def test_values_ids_times_versions_and_verdicts_change_no_fingerprint(
    findings: list[Finding], text: str, status: Status
) -> None:
    others = [
        replace(
            one,
            status=status,
            live_id=f"{text}{number}",
            explanation=text,
            notes=(text,),
            differences=tuple(
                replace(each, expected=text, found=[text], note=text) for each in one.differences
            ),
        )
        for number, one in enumerate(findings)
    ]
    later = replace(result(*others), checked_at=text, baseline=text, requests=99)

    assert fingerprints(later, CONTROLS) == prints(*findings)


@given(FINDINGS)
def test_no_two_findings_or_properties_have_the_same(findings: list[Finding]) -> None:
    all_of_them = [one for own in prints(*findings) for one in (own.own, *own.differences)]
    whole = sum(any(not each.path for each in one.differences) for one in findings)

    # A difference without a path is the finding as a whole.
    assert len(set(all_of_them)) >= len(all_of_them) - whole


@pytest.mark.parametrize("part", range(5))
def test_each_part_counts_and_none_runs_into_the_next(part: int) -> None:
    parts = ["ab", "cd", "ef", "gh", "ij"]
    other = [*parts[:part], "x", *parts[part + 1 :]]

    assert fingerprint(*parts) != fingerprint(*other)
    assert fingerprint("ab", "c", "", "", "") != fingerprint("a", "bc", "", "", "")


def test_renamed_control_keeps_the_fingerprints_of_its_objects_rules_and_members() -> None:
    new = "exchange.mail_held"
    renamed = replace(HELD, id=new, metadata=replace(HELD.metadata, former_ids=(HELD.id,)))
    again = replace(HELD, id="x.y", metadata=replace(HELD.metadata, former_ids=(HELD.id, new)))
    rule = Finding(
        Status.DRIFTED, HOLD, f"{HELD.id}/rule", HELD.id, differences=(Difference("members[a].x", 1, 2),)
    )
    label = Finding(Status.MISSING, POLICY, "Name", HELD.id)

    def since(control: DescribedControl) -> tuple[Fingerprints, ...]:
        moved = replace(rule, name=f"{control.id}/rule", control=control.id)
        return prints(moved, replace(label, control=control.id), controls=(control,))

    assert since(HELD) == since(renamed) == since(again)
    assert since(HELD) != since(replace(HELD, id=new))


def test_item_of_a_list_keeps_its_fingerprint_at_another_place_and_letters_in_another_form() -> None:
    def of(path: str, name: str = "Été") -> Fingerprints:
        (own,) = prints(Finding(Status.DRIFTED, POLICY, name, MFA.id, differences=(Difference(path, 1, 2),)))
        return own

    assert of("devices[0].filter") == of("devices[7].filter")
    assert of("a", "Été") == of("a", "e\u0301TE\u0301")
    assert of("members[a [1]].x") != of("members[a [2]].x")


def test_two_objects_of_one_name_are_told_apart_and_neither_is_the_one_that_was_alone() -> None:
    one, other = (Finding(Status.UNMANAGED, POLICY, "Tea", live_id=live_id) for live_id in "12")

    (alone,), (first, second) = prints(one), prints(one, other)

    assert len({alone.own, first.own, second.own}) == 3


def test_two_members_of_one_name_are_told_apart() -> None:
    members = tuple(Difference("members[a].x", 1, 2, member_id=one) for one in "12")

    (own,) = prints(Finding(Status.DRIFTED, HOLD, "rule", HELD.id, differences=members))

    assert len({own.own, *own.differences}) == 3


def test_fingerprints_that_were_noted_stay_valid() -> None:
    checked, controls = CASES["drift"]
    assert isinstance(checked, DriftResult)

    assert fingerprints(checked, controls)[0] == Fingerprints(
        own="1d9df4e0d64ded168915fb6f53d418d2", differences=("5b84ae729222835d0b838e245b23eb4f",)
    )
