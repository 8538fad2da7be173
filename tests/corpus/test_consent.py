"""An entry of `i_understand` agrees to one value: nothing weaker gets through with it, by neither door.

Of properties whose direction depends on others, `test_weakened_sign_ins.py` goes through the pairs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.apply.gates.loosened import require_understood
from holdfast.apply.loosening import loosened
from holdfast.apply.state import Kept, State
from holdfast.drift.seen import Live
from holdfast.kinds.consequence import DELETED, consequence_of, one_way_of
from holdfast.kinds.field import Protects, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.loosened import Loosened
from holdfast.kinds.nameable import is_never_asked, weakening, wrong_value
from holdfast.kinds.protecting import NOTHING, agrees, looser, stricter_paths
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import InputErrors, RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.model.property_path import at, steps
from holdfast.model.understood import Understood, from_text, to_text
from holdfast.normalise.empties import is_empty
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.understood import understood
from holdfast.plan.yaml_file import read
from holdfast.provider.verbs import KindProvider
from tests.tried import tried_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from holdfast.kinds.field import Field
    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Tenant

PLAN = Plan("c", "t.example", Cloud.GLOBAL, "b@1.0.0", {}, (), (), delete_protected_data=False)
members = st.none() | st.lists(st.sampled_from(["one", "ONE", "two", "three", "All"]), max_size=3)
VALUES: dict[Protects, st.SearchStrategy[Any]] = {
    Protects.HIGHER: st.integers(1, 36500) | st.sampled_from(["unlimited", "Unlimited", "365", 365.0]),
    Protects.TRUE: st.booleans() | st.none(),
    Protects.MORE: members,
    Protects.FEWER: members,
    Protects.ALLOWED: members,
    Protects.EARLIER: st.sampled_from(
        [None, "disabled", "Disabled", "externalUserSharingOnly", "Keep", "KEEP", "Delete", NOTHING]
    ),
    Protects.LOWER: st.integers(1, 100),
    Protects.FALSE: st.booleans() | st.none(),
    Protects.UNSET: st.sampled_from([None, "", "a filter", "A filter", "another", NOTHING]),
    Protects.SAME: st.sampled_from([None, "subject:one", "SUBJECT:one", "subject:other", NOTHING]),
}
"""What a program may declare, by what protects more."""
SCOPES = tried_kind("LitigationHold").groups["scopes"]
WHO = st.sampled_from([None, "nobody", "all", "one", "one,two", "two,ONE", "three"])
"""Of a text that says whose people are meant."""


def values_of(kind: Kind, one: Field) -> st.SearchStrategy[Any]:
    assert one.protecting
    if one.protecting is Protects.FEWER and not one.many:
        return WHO
    if one.type is Type.OBJECT:
        return st.none() | st.lists(st.sampled_from(tried_kind(kind.name).groups[one.name]), max_size=3)
    return VALUES[one.protecting]


JUNK = st.sampled_from([NOTHING, 0, True, [], {}, {"a": 1}, ["nothing"], "All", [{"a": 1}], [{}]])


def protecting(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        if one.type is Type.OBJECT and not one.many:
            yield from protecting(one.fields, f"{above}{one.name}.")
        elif one.protecting:
            yield f"{above}{one.name}", one


CASES = [
    pytest.param(kind, path, one, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    for path, one in protecting(kind.fields)
]
DRAWN = settings(max_examples=30)
"""Of hundreds of properties, each: together they are more than ten thousand."""
DATA = [
    pytest.param(kind, path, one, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    for path, one in protecting(kind.fields)
    if kind.is_measured and not one.fixed
]


def inputs(kind: Kind, path: str, value: Any) -> dict[str, Any]:
    """Inputs of an object named `It` that have a value at a dotted path."""
    for name in reversed(path.split(".")):
        value = {name: value}
    return {kind.key: "It", **cast("dict[str, Any]", value)}


def meant(agreed: Any) -> Any:
    """What an entry's value stands for."""
    return None if agreed == NOTHING or is_empty(agreed) else agreed


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
@DRAWN
@given(data=st.data())
def test_consent_to_one_value_lets_no_weaker_one_through(
    kind: Kind, path: str, one: Field, data: st.DataObject
) -> None:
    values = values_of(kind, one)
    agreed, becomes = data.draw(values | JUNK), data.draw(values)
    if looser(one, meant(agreed), becomes):
        assert not agrees(kind.fields, path, agreed, becomes)
    if becomes != NOTHING:
        assert agrees(kind.fields, path, becomes, becomes) == (
            one.protecting is not Protects.HIGHER or becomes is not None
        )


@pytest.mark.parametrize(("kind", "path", "one"), CASES)
@DRAWN
@given(data=st.data())
def test_up_goes_on_exactly_when_what_becomes_of_it_is_agreed_to(
    kind: Kind, path: str, one: Field, data: st.DataObject
) -> None:
    values = values_of(kind, one)
    was, becomes, agreed = data.draw(values), data.draw(values), data.draw(values | JUNK)
    urn = f"urn:pulumi:c::holdfast::{kind.token}::it"
    state = State(resources={urn: Kept(urn, kind.token, "it", inputs(kind, path, was), stays=False)})
    wanted = DesiredResource(urn, kind.token, "it", "", inputs(kind, path, becomes))
    found = loosened(kinds(), PLAN, [wanted], state, Live())
    assert [one.path for one in found] == ([path] if looser(one, was, becomes) else [])
    for told in found:
        entry = Understood(told.object, path, agreed, "known")
        if looser(one, meant(agreed), becomes):
            with pytest.raises(RefusedError) as refusal:
                require_understood(found, [entry])
            assert told.entry in refusal.value.message
        if becomes != NOTHING:  # the word for no value is no value of any property
            require_understood(found, [Understood(told.object, path, told.value, "known")])


class Provider(KindProvider):
    """A provider of one kind that agrees to one value."""

    def __init__(self, kind: Kind, entry: Understood) -> None:
        super().__init__("m365", "0", {kind.token: kind})
        self.understood = from_text(to_text([entry]))

    async def open(self) -> Tenant:
        raise NotImplementedError

    async def warn(self, message: str, urn: str) -> None:
        raise NotImplementedError


@pytest.mark.parametrize(("kind", "path", "one"), DATA)
@DRAWN
@given(data=st.data())
def test_by_hand_nothing_is_written_that_is_weaker_than_what_is_there_and_than_what_was_agreed_to(
    kind: Kind, path: str, one: Field, data: st.DataObject
) -> None:
    values = values_of(kind, one)
    was, becomes, agreed = data.draw(values), data.draw(values), data.draw(values | JUNK)
    name = f"{kind.name}/{kind.key_of(inputs(kind, path, was))}"
    provider = Provider(kind, Understood(name, path, agreed, ""))
    live = LiveObject(id="it", key="It", inputs=inputs(kind, path, was))
    wanted = inputs(kind, path, becomes)
    refusals: list[str] = []
    written: list[Any] = []
    try:
        written.append(at(provider._not_loosened(kind, live, wanted), steps(path)))
    except RefusedError as refusal:
        refusals.append(str(refusal))

    # What is known of a rule was declared: nobody made it stricter.
    stricter = not kind.is_rule and path in stricter_paths(kind.fields, live.inputs, wanted)
    if stricter and not agrees(kind.fields, path, agreed, becomes):
        assert written == [was], "what is stricter than asked stays so"
    for value in written:
        assert not looser(one, was, value) or not looser(one, meant(agreed), value)
    for told in refusals:
        assert told.endswith("[not-understood]")
        step = one_way_of([kind], name, path, becomes)
        assert Loosened(name, path, "", value=becomes, one_way=step).entry in told
        assert looser(one, was, becomes)
        assert not agrees(kind.fields, path, agreed, becomes)


FLOORS = [
    pytest.param(kind, path, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    for path, one in protecting(kind.fields)
    if one.protecting is Protects.HIGHER
]


@pytest.mark.parametrize(("kind", "path"), FLOORS)
@pytest.mark.parametrize("floor", [0, 0.0, "0", "0.00:00:00"])
def test_a_floor_of_nothing_agrees_to_no_duration(kind: Kind, path: str, floor: Any) -> None:
    assert [days for days in (1, 365, "unlimited") if agrees(kind.fields, path, floor, days)] == []
    assert agrees(kind.fields, path, 1, 1)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
said = st.integers(1, 36500) | texts | st.lists(texts, min_size=1) | st.dictionaries(texts, texts, min_size=1)


@given(name=texts, value=said)
def test_a_printed_entry_is_read_as_what_it_was_printed_for(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: Any
) -> None:
    # Of no kind there is: of one that there is not every text is a value of every property.
    one = Loosened(f"Example/{name}", "retentionDurationDays", "", value=value)
    assert "\n" not in one.entry
    file = tmp_path_factory.getbasetemp() / "Pulumi.c.yaml"
    file.write_text(f"holdfast:i_understand:\n{one.entry}\n", encoding="utf-8")
    mistakes = Mistakes()
    config = read(file, file.name, mistakes)
    assert config is not None
    (entry,) = understood(config, mistakes)
    mistakes.raise_if_any()
    assert entry == Understood(one.object, one.path, value, consequence_of(one.object, one.path, value))


STEPS = [
    Loosened(f"{kind.name}/It of {value}", field.name, "", value=value, one_way=field.one_way)
    for kind in kinds().values()
    for field in kind.fields
    for value in (True, *(field.values or ["Some name"] * bool(field.one_way_by)))
    if field.is_one_way(value) and not wrong_value(kind, field.name, value)
]
ENDS = [Loosened(f"{kind.name}/It", DELETED, "", value=True) for kind in kinds().values() if kind.is_measured]
VALUES_IN_ORDER = (Protects.TRUE, Protects.FALSE, Protects.EARLIER)
OF_EACH_FORM: tuple[Any, ...] = (1, 30, True, False, "x", ["x"], {"x": 1})
"""One of each form."""


def fitting(kind: Kind, path: str, field: Field) -> Iterator[Any]:
    """Values that a property can have."""
    every = (field.minimum, *OF_EACH_FORM, *field.values, [*field.values[:1]])
    yield from (one for one in every if one is not None and not wrong_value(kind, path, one))


def asked_about(kind: Kind, path: str, field: Field) -> Iterator[Any]:
    """Values that a property can have, and that another one can protect more than."""
    yield from (one for one in fitting(kind, path, field) if not is_never_asked(kind, path, one))


LESS = [
    Loosened(f"{kind.name}/It", path, "", value=next(asked_about(kind, path, field)))
    for kind in kinds().values()
    for path, field in protecting(kind.fields)
    if not field.one_way
]
AGREEING = (
    *("yes", "Y", "ok", "true", "I understand", "I understand what follows from it and agree.", "…", "x"),
    *("It", "It protects less", "backup.exchange_protected", "may be erased", "protects less"),
)
"""Words that agree, or name something, and say nothing of what follows."""


def read_entries(folder: Path, *entries: str) -> list[str]:
    """Read a client file with entries, and return what is wrong with it."""
    file, mistakes = folder / "Pulumi.c.yaml", Mistakes()
    file.write_text("\n".join(["holdfast:i_understand:", *entries]), encoding="utf-8")
    config = read(file, file.name, mistakes)
    assert config is not None
    understood(config, mistakes)
    try:
        mistakes.raise_if_any()
    except InputErrors as refused:
        return [str(one) for one in refused.mistakes]
    return []


def saying(one: Loosened, consequence: str) -> str:
    (written,) = yaml.safe_load(one.entry)
    return f"    - {json.dumps({**written, 'consequence': consequence})}"


def sentence(one: Loosened) -> str:
    return consequence_of(one.object, one.path, one.value, one.one_way)


def test_whoever_agrees_says_what_follows_in_its_own_words_for_every_step_and_every_loosening(
    tmp_path: Path,
) -> None:
    every = [*STEPS, *ENDS, *LESS]
    assert STEPS
    assert read_entries(tmp_path, *(one.entry for one in every)) == []

    refused = read_entries(tmp_path, *(saying(one, "yes") for one in every))

    for line, (one, told) in enumerate(zip(every, refused, strict=True), start=2):
        assert told.startswith(f"Pulumi.c.yaml:{line}: ")
        assert json.dumps(sentence(one), ensure_ascii=False) in told, "what to type is printed"


@pytest.mark.parametrize("one", [*STEPS, ENDS[0], LESS[0]], ids=lambda one: one.object)
def test_words_that_agree_say_no_consequence_and_those_around_it_are_the_client_s_own(
    tmp_path: Path, one: Loosened
) -> None:
    whole = sentence(one)
    names = (one.object, one.path, one.object.partition("/")[0], whole[:-1])
    for words in (*AGREEING, *names):
        assert len(read_entries(tmp_path, saying(one, words))) == 1, words
    for words in (f"  {whole.upper()}. Agreed\n with legal.", f"Ticket 7: {whole}"):
        assert read_entries(tmp_path, saying(one, words)) == [], words


@pytest.mark.parametrize("kind", list(kinds().values()), ids=lambda kind: kind.name)
def test_a_value_that_a_property_cannot_have_is_told_and_no_words_for_it(tmp_path: Path, kind: Kind) -> None:
    paths = [path for path in weakening(kind) if "." not in path]
    wrong = [
        Loosened(f"{kind.name}/It of {value}", path.upper(), "", value=value)
        for path in paths
        for value in ("true", "of no kind", -7, 1.5, [7], False)
        if wrong_value(kind, path, value)
    ]

    told = read_entries(tmp_path, *(saying(one, sentence(one)) for one in wrong))

    for one, each in zip(wrong, told, strict=True):
        assert f"`value` of `{one.path}` " in each
        assert "has to say what follows" not in each


NEVER = [
    (Loosened(f"{kind.name}/It of {value}", path, "", value=value), field)
    for kind in kinds().values()
    for path in weakening(kind)
    if "." not in path and (field := next(one for one in kind.fields if one.name == path))
    for value in (True, False, *field.values)
    if not wrong_value(kind, path, value)
    and (field.one_way or (field.protecting in VALUES_IN_ORDER and not field.deletes_where))
    and not field.is_one_way(value)
    and not any(looser(field, one, value) for one in (True, False, *field.values) if field.protecting)
]


def test_no_words_are_asked_for_that_agree_to_nothing(tmp_path: Path) -> None:
    told = read_entries(tmp_path, *(saying(one, sentence(one)) for one, _ in NEVER))

    assert "regulatory" in {field.name for _, field in NEVER}
    for one, each in zip([one for one, _ in NEVER], told, strict=True):
        assert "which nobody is asked about" in each, one
        assert "has to say what follows" not in each


def test_the_consequence_of_one_value_or_object_is_none_of_another(tmp_path: Path) -> None:
    days = Loosened("RetentionLabel/Deed", "retentionDurationDays", "", value=365).entry
    members = Loosened("RetentionPolicy/Mail", "exchangeLocation", "", value=["a", "b", "c"]).entry
    for other in (
        days.replace("value: 365", "value: 36"),
        days.replace("RetentionLabel/Deed", "RetentionLabel/Invoice"),
        members.replace('["a", "b", "c"]', '["a", "b"]'),
        members.replace('["a", "b", "c"]', '["b", "c"]'),
    ):
        (told,) = read_entries(tmp_path, other)
        assert "has to say what follows" in told


@pytest.mark.parametrize(
    "text", ["", "LitigationHold/it durationDays", "[]", "{}", "7", '[{"object": "x"}]', "[1]"]
)
def test_a_configuration_of_another_form_agrees_to_nothing(text: str) -> None:
    assert from_text(text) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "looses"),
    [
        ([SCOPES[0]], [], True),
        ([SCOPES[0]], None, True),
        ([SCOPES[0]], [SCOPES[1]], False),
        ([SCOPES[1]], [SCOPES[0]], True),
        ([SCOPES[0]], [SCOPES[2]], True),
        ([SCOPES[0]], [SCOPES[3]], True),
        ([SCOPES[3]], [SCOPES[4]], True),
        ([SCOPES[0]], [SCOPES[3], SCOPES[0]], False),
        ([SCOPES[3], SCOPES[2]], [SCOPES[0], SCOPES[3]], False),
        (None, [SCOPES[0]], False),
    ],
)
def test_a_group_of_a_list_protects_what_another_does_for_at_least_as_long(
    was: Any, becomes: Any, looses: bool
) -> None:
    (field,) = (one for one in kinds()["m365:exchange:LitigationHold"].fields if one.name == "scopes")
    assert looser(field, was, becomes) is looses
