"""Duties and outcomes: every control's claims, and that nothing but what was seen to act makes a duty met."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from holdfast.controls.catalogue import controls, described
from holdfast.controls.chosen import ChosenControl
from holdfast.controls.narrowing import KeepsAll, Narrows
from holdfast.controls.sufficing import (
    Decides,
    EveryValue,
    FallsShort,
    JudgedWith,
)
from holdfast.model.control import ControlMetadata, DescribedControl, Enforcement, LeftOut, Severity, Share
from holdfast.model.directory import GROUP
from holdfast.model.duty import OUTCOMES, Duty, Outcome
from holdfast.model.finding import DRIFT, DriftResult, Finding, Population
from holdfast.model.plan import Cloud, Plan, PlannedControl
from holdfast.model.report import ReportInput, ReportKind
from holdfast.model.status import LEAVES_OUT, Status
from holdfast.report.formats.interface import formats
from holdfast.report.outcomes import OutcomeState, duty_verdict, duty_verdicts
from holdfast.report.page import page
from holdfast.report.verdict import Verdict, control_verdict
from tests.tried import narrowing, tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.controls.control import HardeningControl

CONTROLS = dict(controls())
EVERY_CONTROL = pytest.mark.parametrize("name", CONTROLS)
EVERY_OUTCOME = pytest.mark.parametrize("outcome", [one for _, one in OUTCOMES.values()], ids=OUTCOMES)
GOOD = {Status.IN_SYNC, Status.EXCEEDS}


def control(name: str, *outcomes: str, enforcement: Enforcement = Enforcement.ENFORCED) -> DescribedControl:
    metadata = ControlMetadata(
        title=name,
        duties=tuple(dict.fromkeys(OUTCOMES[one][0] for one in outcomes)),
        outcomes=outcomes,
        severity=Severity.HIGH,
        frameworks=(),
        licence="none",
        impact="",
        rollback="",
        revision=1,
    )
    return DescribedControl(id=name, metadata=metadata, enforcement=enforcement, outcomes=outcomes)


def finding(name: str, status: Status, **more: Any) -> Finding:
    return Finding(status, "a:b:C", name, name, f"urn:{name}", **more)


def presumed(*outcomes: Outcome) -> list[DescribedControl]:
    """A control that brings about what `outcomes` presume, where they presume anything."""
    names = dict.fromkeys(name for one in outcomes for name in one.presumes)
    return [control("z.presumed", *names)] if names else []


def state(outcome: Outcome, planned: list[DescribedControl], found: list[Finding]) -> OutcomeState:
    """What an outcome comes to; what it presumes, and no control of the plan brings about, is met."""
    claimed = {each for one in planned for each in one.outcomes}
    besides = [] if claimed & {*outcome.presumes} else presumed(outcome)
    good = [finding(one.id, Status.IN_SYNC) for one in besides]
    verdicts = [one for duty in duty_verdicts([*planned, *besides], [*found, *good]) for one in duty.outcomes]
    (verdict,) = [one for one in verdicts if one.outcome is outcome]
    assert (verdict.limits == ()) == (verdict.state in {OutcomeState.MET, OutcomeState.NOBODY})
    return verdict.state


# The list itself


def test_every_duty_asks_for_outcomes_in_plain_words() -> None:
    assert len(Duty) == 7
    for duty in Duty:
        assert duty.label
        assert duty.risk.endswith(".")
        assert duty.outcomes
        for outcome in duty.outcomes:
            assert outcome.id.startswith(f"{duty.value}.")
            assert not outcome.title.endswith(".")
            assert outcome.sentence.endswith(".")
    assert len(OUTCOMES) == sum(len(duty.outcomes) for duty in Duty), "two outcomes share an id"


@EVERY_CONTROL
def test_control_names_outcomes_of_each_duty_that_it_serves_and_of_no_other(name: str) -> None:
    metadata = CONTROLS[name].metadata

    assert len(set(metadata.outcomes)) == len(metadata.outcomes)
    assert {OUTCOMES[one][0] for one in metadata.outcomes} == set(metadata.duties)


@EVERY_CONTROL
def test_mistaken_outcome_is_an_error_where_the_control_is_defined(name: str) -> None:
    metadata = CONTROLS[name].metadata
    others = next(one for one, (duty, _) in OUTCOMES.items() if duty not in metadata.duties)

    with pytest.raises(ValueError, match=r"names unknown outcomes: privacy\.everything"):
        replace(metadata, outcomes=(*metadata.outcomes, "privacy.everything"))
    with pytest.raises(ValueError, match="names outcomes of duties it does not serve"):
        replace(metadata, outcomes=(*metadata.outcomes, others))
    with pytest.raises(ValueError, match="names no outcome of its duties"):
        replace(metadata, outcomes=())


# What the clients' settings make of it


RETENTION = "purview.retention_policy_applied"
RECORD: dict[str, Any] = {"name": "Record", "duration_days": 31}
INNER: dict[str, Any] = {
    "purview.retention_labels_published": lambda **more: {"labels": [{**RECORD, **more}]},
    RETENTION: lambda **more: {"policies": [{**one, **more} for one in tried(RETENTION).needed["policies"]]},
}
"""By a control with groups of settings that are told apart, what gives it groups with one setting more."""


def settings(name: str, **more: Any) -> dict[str, Any]:
    given = {"break_glass_group": "B"} if "break_glass_group" in CONTROLS[name].Settings.model_fields else {}
    return {**given, **tried(name).needed, **more}


def planned(name: str, **more: Any) -> DescribedControl:
    facts: dict[str, Any] = {one.name: () for one in fields(Plan)}
    facts |= {"client": "acme", "cloud": Cloud.EMBEDDED}
    plan = Plan(**{**facts, "controls": (PlannedControl(name, settings(name, **more)),)})
    (one,) = described(plan)
    return one


@EVERY_CONTROL
def test_description_survives_being_kept(name: str) -> None:
    one = planned(name)

    assert DescribedControl.from_json(json.loads(json.dumps(asdict(one)))) == one
    assert set(one.outcomes) <= set(one.metadata.outcomes)


@EVERY_CONTROL
def test_control_with_a_state_acts_only_when_that_is_enabled(name: str) -> None:
    cls: type[HardeningControl[Any]] = CONTROLS[name]
    if "state" not in cls.Settings.model_fields:
        assert planned(name).enforcement is Enforcement.ENFORCED
        return
    assert planned(name).enforcement is Enforcement.REPORT_ONLY, "the default must not be taken for enforced"
    assert planned(name, state="enabled").enforcement is Enforcement.ENFORCED
    assert planned(name, state="disabled").enforcement is Enforcement.OFF


@pytest.mark.parametrize("name", [name for name, one in CONTROLS.items() if issubclass(one, ChosenControl)])
def test_control_that_nobody_chose_is_off_and_no_gap_of_the_check(name: str) -> None:
    off = planned(name, enabled=False)

    assert (off.enforcement, off.falls_short) == (Enforcement.OFF, ())
    assert control_verdict(off, (), ()) is Verdict.OFF
    for outcome in off.outcomes:
        assert state(OUTCOMES[outcome][1], [off], []) is OutcomeState.NOT_MET


def test_security_defaults_that_are_off_bring_about_nothing() -> None:
    assert planned("entra.security_defaults_settled", enabled=True).outcomes
    assert planned("entra.security_defaults_settled", enabled=False).outcomes == ()


# What makes an outcome met


@EVERY_OUTCOME
def test_outcome_without_a_control_is_seen_to_by_nobody(outcome: Outcome) -> None:
    other = next(one for one in OUTCOMES if one != outcome.id)

    assert state(outcome, [], []) is OutcomeState.NOBODY
    assert state(outcome, [control("x.y", other)], [finding("x.y", Status.IN_SYNC)]) is OutcomeState.NOBODY


@EVERY_OUTCOME
@pytest.mark.parametrize("enforcement", Enforcement)
@pytest.mark.parametrize("status", [None, *Status])
def test_one_control_makes_it_met_only_when_it_was_read_acts_and_is_as_agreed(
    outcome: Outcome, status: Status | None, enforcement: Enforcement
) -> None:
    found = [finding("x.y", status)] if status else []

    is_now = state(outcome, [control("x.y", outcome.id, enforcement=enforcement)], found)

    if status in GOOD and enforcement is Enforcement.ENFORCED:
        assert is_now is OutcomeState.MET
    elif status is Status.UNKNOWN or (status is None and enforcement is not Enforcement.OFF):
        assert is_now is OutcomeState.NOT_KNOWN
    else:
        assert is_now is OutcomeState.NOT_MET


@pytest.mark.parametrize("number", [2, 3])
def test_one_object_that_is_not_good_spoils_a_control(number: int) -> None:
    outcome = OUTCOMES["access-control.second-factor-required"][1]
    for statuses in itertools.product(Status, repeat=number):
        found = [finding("x.y", status) for status in statuses]
        assert (state(outcome, [control("x.y", outcome.id)], found) is OutcomeState.MET) == (
            set(statuses) <= GOOD
        ), statuses


@EVERY_OUTCOME
def test_of_two_controls_both_must_be_met_unless_they_are_alternatives(outcome: Outcome) -> None:
    both = [control("a.b", outcome.id), control("x.y", outcome.id)]
    for one, other in itertools.product([None, *Status], repeat=2):
        found = [
            finding(name, status) for name, status in (("a.b", one), ("x.y", other)) if status is not None
        ]
        good = [one in GOOD, other in GOOD]
        is_now = state(outcome, both, found)
        assert (is_now is OutcomeState.MET) == (any(good) if outcome.alternatives else all(good)), (
            one,
            other,
        )
        if {one, other} & DRIFT and not outcome.alternatives:
            assert is_now is OutcomeState.NOT_MET


@EVERY_OUTCOME
@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population(19, 0), OutcomeState.MET),
        (Population(18, 0, {"excluded": 0}), OutcomeState.MET),
        *(
            (Population(18, 0, {reason: 1}), OutcomeState.NOT_FOR_ALL)
            for reason in sorted(LEAVES_OUT - {"licence"})
        ),
        (Population(18, 0, {"not-concerned": 1}), OutcomeState.MET),
        (Population(17, 0, {"not-concerned": 1, "excluded": 1}), OutcomeState.NOT_FOR_ALL),
        (Population(0, 0, {"not-concerned": 1}), OutcomeState.NOT_KNOWN),
        (Population(14, 0, {"licence": 5, "excluded": 1}), OutcomeState.NOT_MET),
        (Population(14, 0, {"licence": 5}), OutcomeState.NOT_MET),
        (Population(0, 0), OutcomeState.NOT_KNOWN),
        (Population(0, 0, {"licence": 5}), OutcomeState.NOT_KNOWN),
    ],
)
def test_rule_that_leaves_out_members_for_whatever_reason_or_covers_nobody_meets_nothing(
    outcome: Outcome, population: Population, expected: OutcomeState
) -> None:
    found = [finding("x.y", Status.IN_SYNC, population=population)]

    assert state(outcome, [control("x.y", outcome.id)], found) is expected


# What an outcome presumes

PRESUMING = [one for _, one in OUTCOMES.values() if one.presumes]


def test_who_can_vouch_for_a_sign_in_is_presumed_by_each_outcome_about_proof() -> None:
    """Whoever vouches passes every rule that asks for a factor, or for a phishing-resistant one."""
    assert {one.id for one in PRESUMING} == {
        "access-control.second-factor-required",
        "access-control.administrators-strongly-proved",
        "external-attack.stolen-password-not-enough",
        "external-attack.administrators-not-phishable",
    }
    assert {each for one in PRESUMING for each in one.presumes} == {"access-control.vouchers-known"}


def test_what_is_presumed_is_an_outcome_that_presumes_nothing_itself() -> None:
    for one in PRESUMING:
        assert [OUTCOMES[each][1].presumes for each in one.presumes] == [()] * len(one.presumes)


@pytest.mark.parametrize("outcome", PRESUMING, ids=[one.id for one in PRESUMING])
@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("own", [Status.IN_SYNC, Status.UNKNOWN, Status.DRIFTED])
def test_outcome_is_never_more_true_than_what_it_presumes(
    outcome: Outcome, own: Status, status: Status | None
) -> None:
    (beside,) = presumed(outcome)
    both = [control("x.y", outcome.id), beside]
    found = [finding("x.y", own), *([finding(beside.id, status)] if status else [])]

    is_now = state(outcome, both, found)

    if own is Status.DRIFTED or status not in {*GOOD, None, Status.UNKNOWN}:
        assert is_now is OutcomeState.NOT_MET
    elif own is Status.UNKNOWN or status not in GOOD:
        assert is_now is OutcomeState.NOT_KNOWN
    else:
        assert is_now is OutcomeState.MET


@pytest.mark.parametrize("outcome", PRESUMING, ids=[one.id for one in PRESUMING])
def test_outcome_is_not_known_where_nobody_looks_at_what_it_presumes_and_says_so(outcome: Outcome) -> None:
    (beside,) = presumed(outcome)
    good = finding("x.y", Status.IN_SYNC)
    some = finding(beside.id, Status.IN_SYNC, population=Population(18, 0, {"excluded": 1}))
    title = "“Who can vouch for a sign-in is known”"
    for planned_ones, found, expected, why in (
        ([], [good], OutcomeState.NOT_KNOWN, "no control of the plan looks at that"),
        ([beside], [good, some], OutcomeState.NOT_FOR_ALL, "that is not met for all"),
    ):
        verdicts = duty_verdicts([control("x.y", outcome.id), *planned_ones], found)
        (verdict,) = [each for duty in verdicts for each in duty.outcomes if each.outcome is outcome]
        assert verdict.state is expected
        assert verdict.limits == (f"It rests upon {title}, and {why}",)


# What a control brings about in part

SHARED = [(name, one) for name, cls in CONTROLS.items() for one in cls.metadata.shares]


@EVERY_OUTCOME
def test_of_several_controls_one_at_most_brings_about_all_of_an_outcome(outcome: Outcome) -> None:
    naming = [name for name, one in CONTROLS.items() if outcome.id in one.metadata.outcomes]
    alone = [name for name in naming if not CONTROLS[name].metadata.beside(outcome.id)]

    assert len(alone) <= 1 or outcome.alternatives, f"say in `shares` which bring about a part: {alone}"


@pytest.mark.parametrize(("name", "share"), SHARED, ids=[f"{name}-{one.outcome}" for name, one in SHARED])
def test_part_of_an_outcome_is_not_met_without_the_rest_of_it_in_the_plan(name: str, share: Share) -> None:
    asked = OUTCOMES[share.outcome][1]
    there = {
        each: replace(acting(each, **tried(each).whole), metadata=CONTROLS[each].metadata)
        for each in (name, *share.beside)
    }
    found = [finding(each, Status.IN_SYNC) for each in there]

    assert all(share.outcome in one.outcomes for one in there.values())
    assert state(asked, [*there.values()], found) is OutcomeState.MET
    for lacking in share.beside:
        rest = [one for one in there.values() if one.id != lacking]
        (verdict,) = [
            each for duty in duty_verdicts(rest, found) for each in duty.outcomes if each.outcome is asked
        ]
        whole = [one.id for one in rest if not one.metadata.beside(share.outcome)]
        assert (verdict.state is OutcomeState.MET) == bool(whole)
        # A client reads what is lacking by its name, and finds no id.
        assert whole or f"“{CONTROLS[lacking].metadata.title}”" in str(verdict.limits)
        assert lacking not in str(verdict.limits)
    own = control("acme.own", share.outcome)
    assert state(asked, [there[name], own], [*found, finding(own.id, Status.IN_SYNC)]) is OutcomeState.MET


def test_share_of_an_outcome_that_the_control_does_not_name_is_an_error() -> None:
    metadata = CONTROLS["entra.mfa_required"].metadata
    with pytest.raises(ValueError, match="shares outcomes that it does not name"):
        replace(metadata, shares=(Share("privacy.sharing-bounded", ("a.b",)),))


# Whom the settings leave out


def marks(settings: type[BaseModel]) -> Iterator[tuple[str, list[KeepsAll | Narrows]]]:
    """Every setting with what it says of whom it leaves out, those of inner groups too."""
    for name, field in settings.model_fields.items():
        yield name, [one for one in field.metadata if isinstance(one, KeepsAll | Narrows)]
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from marks(inner)


@EVERY_CONTROL
def test_every_setting_says_whether_it_narrows(name: str) -> None:
    for setting, said in marks(CONTROLS[name].Settings):
        assert len(said) == 1, f"{setting}: say Annotated[..., KEEPS_ALL] or Annotated[..., Narrows(...)]"


NARROWING = [
    (name, setting)
    for name, one in CONTROLS.items()
    for setting, said in marks(one.Settings)
    if any(isinstance(mark, Narrows) for mark in said)
]


def acting(name: str, **more: Any) -> DescribedControl:
    """A control that acts, as if others brought about the rest of what it shares with them."""
    one = planned(name, **more)
    return replace(one, enforcement=Enforcement.ENFORCED, metadata=replace(one.metadata, shares=()))


@EVERY_CONTROL
def test_control_that_leaves_nobody_out_meets_its_outcomes(name: str) -> None:
    one = acting(name, **tried(name).whole)

    assert one.leaves_out == ()
    for outcome in one.outcomes:
        assert state(OUTCOMES[outcome][1], [one], [finding(name, Status.IN_SYNC)]) is OutcomeState.MET


@pytest.mark.parametrize(("name", "setting"), NARROWING)
def test_setting_that_leaves_somebody_out_meets_no_outcome_and_no_duty(name: str, setting: str) -> None:
    one = acting(name, **{**tried(name).whole, **narrowing(name, setting)})
    found = [finding(name, Status.IN_SYNC)]

    assert [each.setting for each in one.leaves_out] == [setting]
    assert one.outcomes
    for outcome in one.outcomes:
        assert state(OUTCOMES[outcome][1], [one], found) is OutcomeState.NOT_FOR_ALL
    besides = presumed(*(OUTCOMES[outcome][1] for outcome in one.outcomes))
    found += [finding(each.id, Status.IN_SYNC) for each in besides]
    touched = {duty for each in (one, *besides) for duty in each.metadata.duties}
    for verdict in duty_verdicts([one, *besides], found):
        assert verdict.verdict is (Verdict.PARTLY if verdict.duty in touched else Verdict.NOT_COVERED)


@pytest.mark.parametrize(("name", "setting"), NARROWING)
def test_whoever_is_left_out_is_named_in_every_format(name: str, setting: str) -> None:
    one = acting(name, **{**tried(name).whole, **narrowing(name, setting)})
    result = DriftResult(
        "acme", "t", "b@1", "2026-11-24T06:50:00Z", (finding(name, Status.IN_SYNC),), cloud=Cloud.GLOBAL
    )
    given = ReportInput(result=result, controls=(one,), generated_at=datetime(2026, 11, 26, tzinfo=UTC))
    (left_out,) = one.leaves_out

    (said,) = json.loads(formats()["json"].render(given))["controls"]
    assert said["leavesOut"] == [{"setting": setting, "what": left_out.what, "names": [*left_out.names]}]
    for form in formats().values():
        shown = form.render(given).decode()
        assert setting in shown, form.name
        for who in left_out.names:
            assert who in shown, form.name


@pytest.mark.parametrize(
    ("name", "setting"),
    [pair for pair in NARROWING if "break_glass_group" in CONTROLS[pair[0]].Settings.model_fields],
)
def test_whoever_a_sign_in_rule_leaves_out_stands_outside_beside_the_emergency_accounts(
    name: str, setting: str
) -> None:
    given = {**tried(name).whole, **narrowing(name, setting)}
    planned_both = [acting("entra.break_glass_excluded"), acting(name, **given)]
    found = [finding(one.id, Status.IN_SYNC) for one in planned_both]

    for outcome in planned_both[0].outcomes:
        _, asked = OUTCOMES[outcome]
        assert state(asked, planned_both, found) is OutcomeState.NOT_FOR_ALL
        off = [planned_both[0], replace(planned_both[1], enforcement=Enforcement.OFF)]
        assert state(asked, off, found) is OutcomeState.MET


@pytest.mark.parametrize("reason", ["excluded", "type"])
def test_settings_that_left_out_nobody_in_fact_leave_nobody_out(reason: str) -> None:
    name = "exchange.litigation_hold_enabled"
    one = acting(name, mailbox_types=["user"], excluded_mailboxes=["gone@b.example"])

    for number, expected in ((0, OutcomeState.MET), (3, OutcomeState.NOT_FOR_ALL)):
        found = [finding(name, Status.IN_SYNC, population=Population(17, 0, {reason: number}))]
        for outcome in one.outcomes:
            assert state(OUTCOMES[outcome][1], [one], found) is expected


def test_limit_counts_the_members_and_says_why_others_are_not_covered() -> None:
    one = acting("exchange.litigation_hold_enabled", excluded_mailboxes=["anna@b.example"])
    found = [finding(one.id, Status.IN_SYNC, population=Population(2, 0, {"excluded": 17, "deleted": 1}))]

    for kinds, noun in (((), "members"), ((ReportKind(found[0].token, "Hold", "mailboxes"),), "mailboxes")):
        verdicts = duty_verdicts([one], found, kinds)

        told = (
            f"“Mail cannot be deleted for good: litigation hold is on” is met for 2 of 20 {noun}, "
            "not for 17 excluded and 1 deleted"
        )
        assert {each.limits for duty in verdicts for each in duty.outcomes if each.controls} == {(told,)}


def test_members_without_a_licence_are_counted_by_what_they_are() -> None:
    one = acting("exchange.litigation_hold_enabled")
    found = [finding(one.id, Status.IN_SYNC, population=Population(2, 0, {"licence": 5}))]

    verdicts = duty_verdicts([one], found, (ReportKind(found[0].token, "Hold", "mailboxes"),))

    told = "“Mail cannot be deleted for good: litigation hold is on” leaves out 5 of 7 mailboxes for want of a licence"
    assert {each.limits for duty in verdicts for each in duty.outcomes if each.controls} == {(told,)}


def test_left_out_that_contradicts_no_outcome_there_is_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"contradicts unknown outcomes: privacy\.everything"):
        LeftOut(setting="a", what="users", names=("b",), contradicts=("privacy.everything",))


# What is too little


Sufficing = EveryValue | Decides | JudgedWith | FallsShort


def sayings(settings: type[BaseModel]) -> Iterator[tuple[str, Any, list[Sufficing]]]:
    """Every setting with its type and what it says of the values that are enough, those of inner groups too."""
    for name, field in settings.model_fields.items():
        yield name, field.annotation, [one for one in field.metadata if isinstance(one, Sufficing)]
        for inner in get_args(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from sayings(inner)


def is_text(annotation: Any) -> bool:
    """Whether a setting is free text, or a list of it: names, of which the number is nobody's business here."""
    return annotation is str or (get_origin(annotation) is list and get_args(annotation) == (str,))


def closed_values(annotation: Any) -> list[Any]:
    return [True, False] if annotation is bool else list(get_args(annotation))


SAID = [(name, *said) for name, one in CONTROLS.items() for said in sayings(one.Settings)]
SHORT = [
    (name, setting, given)
    for name, setting, _, said in SAID
    if any(isinstance(one, FallsShort) for one in said)
    for given in tried(name).too_little.get(setting, ())
]


@pytest.mark.parametrize(
    ("name", "setting", "annotation", "said"), SAID, ids=[f"{a}-{b}" for a, b, *_ in SAID]
)
def test_every_number_period_choice_and_group_says_what_is_enough(
    name: str, setting: str, annotation: Any, said: list[Sufficing]
) -> None:
    narrows = setting in {one for of, one in NARROWING if of == name}
    text = is_text(annotation) and not any(isinstance(one, FallsShort) for one in said)
    expected = 0 if narrows or text else 1

    assert len(said) == expected, (
        f"{name} {setting}: say EVERY_VALUE, DECIDES, JudgedWith(…) or FallsShort(…)"
    )


@pytest.mark.parametrize(
    ("name", "setting", "annotation"),
    [one[:3] for one in SAID if any(isinstance(s, EveryValue) for s in one[3])],
)
def test_setting_of_which_every_value_is_enough_is_one_of_closed_values_with_all_of_which_nothing_changes(
    name: str, setting: str, annotation: Any
) -> None:
    assert annotation is bool or get_origin(annotation) is Literal, "of a number some value is too little"
    inner = setting not in CONTROLS[name].Settings.model_fields
    for value in closed_values(annotation):
        one = planned(name, **(INNER[name](**{setting: value}) if inner else {setting: value}))
        assert (one.falls_short, one.outcomes) == ((), one.metadata.outcomes), value


@pytest.mark.parametrize(
    ("name", "setting", "annotation"),
    [one[:3] for one in SAID if any(isinstance(s, Decides) for s in one[3])],
)
def test_setting_that_decides_has_a_value_by_which_nothing_is_brought_about(
    name: str, setting: str, annotation: Any
) -> None:
    bounds = CONTROLS[name].Settings.model_fields[setting].metadata
    numbers = [
        value for one in bounds for value in (getattr(one, "ge", None), getattr(one, "le", None)) if value
    ]
    values = [planned(name, **{setting: value}) for value in [*closed_values(annotation), *numbers]]

    assert any(one.enforcement is not Enforcement.ENFORCED or not one.outcomes for one in values)


@pytest.mark.parametrize(
    ("name", "setting", "said"),
    [(a, b, said) for a, b, _, said in SAID if isinstance([*said, 0][0], JudgedWith)],
)
def test_setting_that_is_judged_with_others_is_inside_one_that_says_what_is_too_little(
    name: str, setting: str, said: list[JudgedWith]
) -> None:
    outer = CONTROLS[name].Settings.model_fields[said[0].setting]

    assert any(isinstance(one, FallsShort) for one in outer.metadata)
    (group,) = get_args(outer.annotation)
    assert setting in group.model_fields
    assert any(
        setting in label
        for given in tried(name).too_little[said[0].setting]
        for label in given[said[0].setting]
    )


@pytest.mark.parametrize(("name", "setting", "given"), SHORT)
def test_what_is_too_little_meets_nothing_and_is_told_in_every_format(
    name: str, setting: str, given: dict[str, Any]
) -> None:
    one = acting(name, **{**tried(name).whole, **given})
    found = [finding(name, Status.IN_SYNC)]

    (short,) = one.falls_short
    assert short.setting == setting
    for outcome in one.outcomes:
        assert state(OUTCOMES[outcome][1], [one], found) is OutcomeState.NOT_MET
    for verdict in duty_verdicts([one], found):
        assert verdict.verdict is (
            Verdict.NOT_MET if verdict.duty in one.metadata.duties else Verdict.NOT_COVERED
        )
    result = DriftResult("acme", "t", "b@1", "2026-11-24T06:50:00Z", tuple(found), cloud=Cloud.GLOBAL)
    report = ReportInput(result=result, controls=(one,), generated_at=datetime(2026, 11, 26, tzinfo=UTC))
    (said,) = json.loads(formats()["json"].render(report))["controls"]
    assert (said["state"], said["tooLittle"]) == ("too-little", [{"setting": setting, "told": short.told}])
    (view,) = page(report).controls
    assert f"It asks for too little: {short.told} (by the setting {setting})." in view.note
    for form in formats().values():
        shown = form.render(report).decode()
        assert setting in shown, form.name
        assert short.told in shown, form.name


def swapped(value: Any) -> Any:
    """A value with every text in the other letter case."""
    if isinstance(value, dict):
        return {name: swapped(one) for name, one in value.items()}
    if isinstance(value, list):
        return [swapped(one) for one in value]
    return value.swapcase() if isinstance(value, str) else value


@pytest.mark.parametrize(("name", "given"), [(a, given) for a, _, given in SHORT if swapped(given) != given])
def test_what_is_too_little_is_so_in_another_letter_case_or_refused(name: str, given: dict[str, Any]) -> None:
    try:
        one = acting(name, **{**tried(name).whole, **swapped(given)})
    except ValidationError:
        return
    assert one.falls_short


@pytest.mark.parametrize("status", Status)
def test_what_is_too_little_is_never_better_than_what_was_found(status: Status) -> None:
    name = "exchange.litigation_hold_enabled"
    enough, short = acting(name, **tried(name).whole), acting(name, **tried(name).whole, duration_days=1)
    found = [finding(name, status)]

    for outcome in (OUTCOMES[each][1] for each in short.outcomes):
        known = state(outcome, [enough], found) is not OutcomeState.NOT_KNOWN
        assert state(outcome, [short], found) is (OutcomeState.NOT_MET if known else OutcomeState.NOT_KNOWN)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        (name, given)
        for name, setting in sorted({(a, b) for a, b, _ in SHORT})
        for given in tried(name).enough.get(setting, ())
    ],
)
def test_what_is_just_enough_falls_not_short(name: str, given: dict[str, Any]) -> None:
    assert acting(name, **{**tried(name).whole, **given}).falls_short == ()


# What makes a duty met


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_duty_is_met_only_when_each_outcome_is(number: int) -> None:
    for states in itertools.product(OutcomeState, repeat=number):
        verdict = duty_verdict(states)
        assert (verdict is Verdict.MET) == (set(states) == {OutcomeState.MET}), states
        if OutcomeState.NOT_FOR_ALL in states:
            assert verdict is Verdict.PARTLY, states
        assert verdict is not Verdict.ACCEPTED
        if set(states) == {OutcomeState.NOBODY}:
            assert verdict is Verdict.NOT_COVERED


@pytest.mark.parametrize("duty", Duty)
def test_duty_lacks_whatever_single_outcome_is_lacking(duty: Duty) -> None:
    elsewhere = {name for one in duty.outcomes for name in one.presumes} - {one.id for one in duty.outcomes}
    names = [*(one.id for one in duty.outcomes), *elsewhere]
    everything = [control(f"x.{number}", one) for number, one in enumerate(names)]
    found = [finding(one.id, Status.IN_SYNC) for one in everything]

    def verdict(planned: list[DescribedControl], found: list[Finding]) -> Verdict:
        return next(one.verdict for one in duty_verdicts(planned, found) if one.duty is duty)

    assert verdict(everything, found) is Verdict.MET
    for number in range(len(names)):
        without = [*everything[:number], *everything[number + 1 :]]
        assert verdict(without, found) is not Verdict.MET, names[number]
        for status in set(Status) - GOOD:
            worse = [*found[:number], finding(f"x.{number}", status), *found[number + 1 :]]
            assert verdict(everything, worse) is not Verdict.MET, (names[number], status)


def test_accidental_deletion_is_not_met_by_all_controls_that_exist() -> None:
    everything = [replace(planned(name), enforcement=Enforcement.ENFORCED) for name in CONTROLS]
    found = [finding(name, Status.IN_SYNC) for name in CONTROLS]

    (duty,) = [one for one in duty_verdicts(everything, found) if one.duty is Duty.ACCIDENTAL_DELETION]

    if any(one.state is OutcomeState.NOBODY for one in duty.outcomes):
        assert duty.verdict is not Verdict.MET
    asked = {one.outcome.id.partition(".")[2] for one in duty.outcomes}
    assert {
        "deleted-items-recoverable",
        "versions-kept",
        "independent-daily-backup",
        "restore-tried",
    } <= asked


EXCUSING = [
    name
    for name, one in CONTROLS.items()
    if {"break_glass_group", "emergency_group"} & {*one.Settings.model_fields}
]


def test_every_control_that_leaves_a_group_of_another_one_out_says_so() -> None:
    assert EXCUSING
    saying = [name for name, one in CONTROLS.items() if one.metadata.excuses_groups_of]
    assert saying == EXCUSING
    for name in saying:
        assert set(CONTROLS[name].metadata.excuses_groups_of) <= set(CONTROLS)


@pytest.mark.parametrize("name", EXCUSING)
@pytest.mark.parametrize("status", Status)
def test_no_outcome_is_met_for_all_while_a_group_that_is_left_out_is_not_as_agreed(
    name: str, status: Status
) -> None:
    one = replace(acting(name, **tried(name).whole), leaves_out=())
    (of,) = CONTROLS[name].metadata.excuses_groups_of
    group = Finding(status, GROUP, "Glass", of, "urn:glass")
    good = finding(name, Status.IN_SYNC)
    for outcome in (OUTCOMES[each][1] for each in one.outcomes):
        assert state(outcome, [one], [good]) is OutcomeState.MET
        as_agreed = status in GOOD | {Status.NOT_APPLICABLE}
        expected = OutcomeState.MET if as_agreed else OutcomeState.NOT_FOR_ALL
        assert state(outcome, [one], [good, group]) is expected
