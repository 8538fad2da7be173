"""Several controls own parts of the tenant's only object; one property that two declare differently is a mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.drift.owners import clashes, namesakes, refuse_twice
from holdfast.drift.record_process import record_apart
from holdfast.drift.references import referred_kinds
from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RecordingError
from holdfast.plan.node import Place
from holdfast.plan.places import places_of_controls
from tests.newest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 24)
DEFAULTS = "m365:entra:SecurityDefaults"
SETTINGS = replace(
    kinds()[DEFAULTS],
    title="Settings",
    fields=(
        Field(name="closed", doc="A switch.", type=Type.BOOLEAN),
        Field(name="names", doc="A set.", many=True, any_case=True),
        Field(name="level", doc="A number.", type=Type.INTEGER),
    ),
    harmless=(),
    always=(),
)
OTHER = replace(kinds()["m365:purview:RetentionLabel"])
WHERE = (
    r"SecurityDefaults\.enabled is declared by entra\.security_defaults_settled "
    r"\(baselines/core/1\.0\.0\.yaml:\d+\) as False and by mine \(__main__\.py\) as True.*\[declared-twice\]"
)
KINDS = {DEFAULTS: SETTINGS, OTHER.token: OTHER}


def declared(control: str, token: str = DEFAULTS, **inputs: Any) -> DesiredResource:
    return DesiredResource(f"urn:{control}", token, f"{control}/x", control, inputs)


def clashing(*desired: DesiredResource) -> list[tuple[str, str, str]]:
    return [(one.property, one.first.control, one.second.control) for one in clashes(KINDS, desired)]


def test_parts_and_values_that_mean_the_same_have_owners_who_agree() -> None:
    assert clashing(declared("a", closed=True), declared("b", level=3), declared("c")) == []
    assert clashing(declared("a", closed=True), declared("b", closed=True, level=3)) == []
    assert clashing(declared("a", names=["X", "y"]), declared("b", names=["Y", "x"])) == []


def test_a_property_that_two_declare_differently_is_told_for_every_pair() -> None:
    one, two, three = declared("a", closed=True), declared("b", closed=False, level=1), declared("c", level=2)
    assert clashing(one, two, three) == [("closed", "a", "b"), ("level", "b", "c")]
    assert clashing(declared("a", names=["x"]), declared("b", names=["y"])) == [("names", "a", "b")]


def test_what_is_declared_whole_clashes_with_what_another_leaves_out() -> None:
    whole = {DEFAULTS: replace(SETTINGS, whole=True)}
    found = clashes(whole, [declared("a", closed=True), declared("b", level=1)])
    assert [one.property for one in found] == ["closed", "level"]


def test_objects_of_a_collection_and_unknown_types_are_not_looked_at() -> None:
    labels = [
        declared("a", OTHER.token, name="L", comment="x"),
        declared("b", OTHER.token, name="M", comment="y"),
    ]
    assert clashing(*labels) == []
    assert clashing(declared("a", "x:y:Z", closed=True), declared("b", "x:y:Z", closed=False)) == []


def test_the_mistake_names_both_places_both_values_and_what_to_do() -> None:
    places = {"a": Place("baselines/core/1.0.0.yaml", 12, "controls.a")}
    with pytest.raises(RecordingError) as caught:
        refuse_twice(
            KINDS, [declared("a", closed=True, level=1), declared("b", closed=False, level=2)], places
        )
    for sentence in str(caught.value).removesuffix(" [declared-twice]").split("; "):
        assert sentence.endswith(
            ": a tenant has one Settings, so let one of the two own this property, or have both declare the same"
        )
    assert str(caught.value).startswith(
        "SecurityDefaults.closed is declared by a (baselines/core/1.0.0.yaml:12) as True and by b (__main__.py) as "
        "False: "
    )
    assert "SecurityDefaults.level is declared by" in str(caught.value)
    refuse_twice(KINDS, [declared("a", closed=True), declared("b", closed=True)], places)


def test_a_name_that_two_controls_declare_is_told_with_both_places() -> None:
    label = OTHER.token
    places = {one: Place("baselines/x.yaml", line, "") for one, line in (("a", 3), ("b", 9))}

    with pytest.raises(RecordingError, match="declared-twice") as found:
        refuse_twice(KINDS, [declared(one, label, name="Keep") for one in ("a", "b")], places)

    assert "`Keep` is declared by a (baselines/x.yaml:3) and by b (baselines/x.yaml:9)" in found.value.message


def test_place_of_a_control_is_in_the_layer_that_has_it() -> None:
    places = places_of_controls(PROJECT, "core@1.0.0", controls())
    line = (
        (PROJECT / "baselines/core/1.0.0.yaml")
        .read_text("utf-8")
        .splitlines()[places["entra.security_defaults_settled"].line - 1]
    )
    assert line.strip() == "entra.security_defaults_settled:"


PROPERTY = (
    "from holdfast.provider.resources import SecurityDefaults\nSecurityDefaults('mine', enabled=True)\n"
)
NAME = (
    "from pulumi_azuread import Group\nGroup('mine', display_name='CA-BreakGlass', security_enabled=True)\n"
)
NAMED_TWICE = (
    r"the Group `CA-BreakGlass` is declared by mine \(__main__\.py\) and by entra\.break_glass_excluded "
    r"\(baselines/core/1\.0\.0\.yaml:\d+\): a name means one object.*\[declared-twice\]"
)


@pytest.mark.parametrize(("more", "told"), [(PROPERTY, WHERE), (NAME, NAMED_TWICE)], ids=["property", "name"])
def test_a_program_that_declares_twice_has_no_recording(tmp_path: Path, more: str, told: str) -> None:
    for name in ("clients", "baselines"):
        (tmp_path / name).symlink_to(PROJECT / name, target_is_directory=True)
    program = (PROJECT / "__main__.py").read_text("utf-8")
    (tmp_path / "__main__.py").write_text(f"{program}\n{more}", encoding="utf-8")
    with pytest.raises(RecordingError, match=told):
        record_apart(tmp_path, "contoso", TODAY)


REFERRED = sorted(
    {
        token
        for kind in kinds().values()
        for token in referred_kinds(kind.fields)
        if token in kinds() and kinds()[token].shape is Shape.OBJECT
    }
)


@pytest.mark.parametrize("token", REFERRED)
def test_names_that_differ_by_letter_case_are_one_where_others_refer_to_them(token: str) -> None:
    kind = kinds()[token]
    first, second, third = (
        DesiredResource(f"urn:{name}", token, name, "", {kind.key: name})
        for name in ("Café A", "CAFÉ a", "Café B")
    )

    assert [found for _, found in namesakes(kinds(), [first, second, third])] == [[first, second]]
    with pytest.raises(RecordingError, match="declared-twice"):
        refuse_twice(kinds(), [first, second], {})
    refuse_twice(kinds(), [first, third], {})
