"""A value of the wrong type, at any property of any kind, makes that object alone UNKNOWN, and is never overwritten."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.look import require_look
from holdfast.apply.state import Kept
from holdfast.drift.check import Checked
from holdfast.drift.judge import judge
from holdfast.drift.seen import Live
from holdfast.kinds.codec import DAY, MOMENT, PERIOD, Codec
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.normal_form import normal_form
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.translate import from_wire
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import ReadError, RefusedError
from holdfast.model.finding import DriftResult, Finding, Population
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason, Status
from holdfast.provider.state import NOTHING_DECLARED, inputs_after_read, outputs
from holdfast.provider.verbs import KindProvider
from tests.corpus.properties import KINDS
from tests.corpus.rows import ID, live, row, wire_fields
from tests.corpus.test_statements import least

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject

OTHER = "0d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f00"
READ = [kind for kind in KINDS if not isinstance(kind, PopulationKind)]
WRONG: dict[Type, tuple[Any, ...]] = {
    Type.STRING: (7, True, {"a": "b"}, ["text"]),
    Type.BOOLEAN: ("True", 1, "yes", [True]),
    Type.INTEGER: ("4", 4.5, True, [4], -1, 2**31, 10**30),
    Type.DAYS: ("P7Y", "seven years", True, -1, [7]),
    Type.OBJECT: ("text", 7, ["x"]),
}
"""Brackets around a single value, or none around a list, are told as not understood: never as drift, nor let pass."""
WRONG_TIMES: dict[Codec | None, tuple[Any, ...]] = {
    PERIOD: (
        "P2W",
        "P6M",
        "P1Y",
        "-P1D",
        "P-1D",
        "P0D",
        "PT0S",
        "P",
        "PT",
        "p180d",
        "P180D ",
        "180",
        "30.00:00:00",
    ),
    MOMENT: (
        "never",
        "2031-01-01",
        "2031-01-01T00:00:00",
        "2031-13-45T00:00:00Z",
        "2031-01-01T00:00:00+25:00",
    ),
    DAY: ("never", "2026-12-01T00:00:00Z", "01/12/2026", "2026-13-01", "20261201", "2026-W49-2"),
}
"""Texts that are no time, or none that means one thing."""


def places(fields: Sequence[Field], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield the wire place of every field that is no list of objects, those inside objects too."""
    for field in fields:
        if field.output:
            continue
        place = (*above, *field.place)
        yield place, field
        if field.type is Type.OBJECT and not field.many:
            yield from places(field.fields, place)


SWITCHES = [
    (kind, field)
    for kind in READ
    for field in kind.row_fields()
    if isinstance(field.default, bool) and not field.output
]
CASES = [
    (kind, place, field, value)
    for kind in READ
    for place, field in places(wire_fields(kind, row(kind, least(kind))))
    if place[-1] != kind.key
    and field.name not in {kind.key, "labels", "countriesAndRegions", "ip", "country"}
    if not place[-1].startswith(("country", "includeUnknown"))
    for value in ((7, "text", True, [["text"]]) if field.many else WRONG[field.type])
    if not (field.many and value == "text" and (field.codec or kind.name == "RetentionLabelPolicy"))
    if not (field.codec and field.refers_to)
]


def broken(kind: Kind, place: tuple[str, ...], field: Field, value: Any) -> LiveObject:
    wire = row(kind, least(kind))
    node = wire
    for name in place[:-1]:
        node[name] = node.get(name) or {}
        node = node[name]
    if field.enabled_by:
        node[field.enabled_by] = True
    node[place[-1]] = value
    return live(kind, wire)


@pytest.mark.parametrize(
    ("kind", "place", "field", "value"),
    CASES,
    ids=lambda one: ".".join(one) if isinstance(one, tuple) else getattr(one, "name", None) or repr(one),
)
def test_what_is_not_understood_is_unknown_alone(
    kind: Kind, place: tuple[str, ...], field: Field, value: Any
) -> None:
    odd = broken(kind, place, field, value)
    assert odd.misread is not None
    assert ".".join(place[-1:]) in odd.misread.message

    declared = least(kind)
    ours = DesiredResource("urn:1", kind.token, "one", "", declared)
    found = judge({kind.token: kind}, [ours], Live(objects={kind.token: (odd,)}))

    (verdict,) = found
    assert (verdict.status, verdict.reason) == (Status.UNKNOWN, Reason.UNEXPECTED)
    assert verdict.live_id == odd.id
    checked = Checked(DriftResult("c", "t", "b", "now", (verdict,), cloud=Cloud.GLOBAL), None, None)  # type: ignore[arg-type] # unused
    with pytest.raises(RefusedError, match="an apply would overwrite it"):
        require_look(
            {kind.token: kind}, checked, {"urn:1": Kept("urn:1", kind.token, odd.id, {}, stays=False)}
        )


RULES = [one for one in KINDS if one.is_rule]


@pytest.mark.parametrize("kind", RULES, ids=lambda one: one.name)
def test_whoever_nothing_is_known_of_in_a_rule_stops_no_apply(kind: Kind) -> None:
    """A rule that was measured changes those who break it: a backup that was asked for today is on its way."""
    blank = Finding(
        status=Status.UNKNOWN,
        token=kind.token,
        name="rule",
        urn="urn:1",
        live_id=kind.key,
        reason=Reason.UNEXPECTED,
    )
    members = Population(covered=3, violating=0, exempt={}, unknown=1)
    kept = {"urn:1": Kept("urn:1", kind.token, kind.key, {}, stays=False)}

    def looked(finding: Finding) -> Checked:
        return Checked(DriftResult("c", "t", "b", "now", (finding,), cloud=Cloud.GLOBAL), None, None)  # type: ignore[arg-type] # unused

    require_look({kind.token: kind}, looked(replace(blank, population=members)), kept)
    with pytest.raises(RefusedError, match="an apply would overwrite it"):
        require_look({kind.token: kind}, looked(blank), kept)


def every(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every(field.fields)


TIMES = [
    (f"{kind.name}.{field.name}", field)
    for kind in READ
    for field in every(kind.fields)
    if re.search("date|lifetime|duration|period$", field.name, re.IGNORECASE)
    and field.type is Type.STRING
    and not (field.values or field.output or kind.is_rule)
]


@pytest.mark.parametrize("field", [field for _, field in TIMES], ids=[name for name, _ in TIMES])
def test_a_text_that_is_a_time_is_understood_as_one_or_not_at_all(field: Field) -> None:
    for wrong in WRONG_TIMES[field.codec]:
        misread: list[MisreadError] = []
        told = from_wire((replace(field, wire="it"),), {"it": wrong}, misread)
        assert (told, len(misread)) == ({}, 1), wrong


SPELT: dict[Codec | None, tuple[tuple[str, ...], ...]] = {
    PERIOD: (("P180D", "PT4320H", "P179DT24H", "PT15552000S"), ("PT8H", "PT480M", "P0DT8H")),
    MOMENT: (
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z", "0001-01-01T00:00:00+00:00"),
        ("2031-01-01T00:00:00Z", "2031-01-01T02:00:00+02:00", "2030-12-31T23:00:00.000-01:00"),
    ),
    DAY: (),
}
"""Times that mean the same; a day has one spelling."""


@pytest.mark.parametrize("field", [field for _, field in TIMES], ids=[name for name, _ in TIMES])
def test_a_time_in_another_spelling_is_that_time(field: Field) -> None:
    for first, *others in SPELT[field.codec]:
        for other in others:
            read = from_wire((replace(field, wire="it"),), {"it": other}, [])
            assert normal_form((field,), read) == normal_form((field,), {field.name: first}), other


def test_times_are_found() -> None:
    assert {field.codec for _, field in TIMES} == set(WRONG_TIMES)


WORDS = [
    (kind, place, field, word)
    for kind in READ
    for place, field in places(wire_fields(kind, row(kind, least(kind))))
    for word in (field.values if not field.many else ())
]


@pytest.mark.parametrize(
    ("kind", "place", "field", "word"),
    WORDS,
    ids=lambda one: ".".join(one) if isinstance(one, tuple) else getattr(one, "name", None) or repr(one),
)
def test_a_word_of_a_closed_list_in_other_letters_is_that_word(
    kind: Kind, place: tuple[str, ...], field: Field, word: str
) -> None:
    """It is understood, so that it can be neither drift nor a reason to write over it."""
    written, spelt = (broken(kind, place, field, one) for one in (word, word.swapcase()))

    assert written.misread is spelt.misread is None
    assert normal_form(kind.fields, spelt.inputs) == normal_form(kind.fields, written.inputs)


SWITCHED = [
    (kind, place, field)
    for kind in READ
    for place, field in places(wire_fields(kind, row(kind, least(kind))))
    if field.enabled_by
]


@pytest.mark.parametrize(
    ("kind", "place", "field"),
    SWITCHED,
    ids=lambda one: ".".join(one) if isinstance(one, tuple) else one.name,
)
def test_a_switch_that_is_on_with_nothing_beside_it_is_not_understood(
    kind: Kind, place: tuple[str, ...], field: Field
) -> None:
    for on, understood in ((True, False), (False, True), (None, True)):
        wire = row(kind, least(kind))
        node = wire
        for name in place[:-2]:
            node[name] = node.get(name) or {}
            node = node[name]
        node[place[-2]] = {field.enabled_by: on, place[-1]: None, "@odata.type": "#microsoft.graph.control"}
        assert (live(kind, wire).misread is None) is understood


def test_another_object_beside_it_is_judged() -> None:
    kind = next(kind for kind in READ if kind.name == "RetentionLabel")
    odd = replace(broken(kind, ("IsRecordLabel",), kind.fields[4], "True"), key="odd", id="odd")
    declared = least(kind)
    good = live(kind, row(kind, declared))
    resources = [
        DesiredResource("urn:1", kind.token, "one", "", declared),
        DesiredResource("urn:2", kind.token, "two", "", {**declared, "name": "odd"}),
    ]

    found = judge({kind.token: kind}, resources, Live(objects={kind.token: (good, odd)}))

    assert [one.status for one in found] == [Status.IN_SYNC, Status.UNKNOWN]


@pytest.mark.parametrize(
    "kind", [kind for kind in READ if kind.shape is Shape.OBJECT], ids=lambda kind: kind.name
)
@pytest.mark.parametrize(
    "name", ["", " ", "\u00a0\u2003", "\u3164\u2800", "\u202e", None, 7, True, [], "absent"]
)
def test_a_row_without_a_name_is_unknown_alone_and_may_be_what_is_missing(kind: Kind, name: Any) -> None:
    declared = least(kind)
    good = live(kind, row(kind, declared))
    (place,) = [field.place[0] for field in kind.fields if field.name == kind.key]
    wire = {**row(kind, declared), place: name}
    if name == "absent":
        del wire[place]
    odd = kind.live(wire, OTHER)
    assert odd.nameless is not None
    assert (odd.key, odd.id) == (OTHER, OTHER)
    others = {**declared, kind.key: "another.one@example.com"}
    by_its_id = {**declared, kind.key: OTHER}
    resources = [
        DesiredResource(f"urn:{number}", kind.token, f"{number}", "", one)
        for number, one in enumerate((declared, others, by_its_id))
    ]

    known = replace(kind, report_unmanaged=True)
    found = judge({kind.token: known}, resources, Live(objects={kind.token: (good, odd)}))

    there, missing, meant_by_id, itself = found
    assert there.status is Status.IN_SYNC
    for one in (missing, meant_by_id):
        assert (one.status, one.reason) == (Status.UNKNOWN, Reason.UNEXPECTED)
        assert OTHER in one.explanation
    assert (itself.status, itself.urn, itself.live_id) == (Status.UNKNOWN, "", OTHER)
    assert place in itself.explanation
    assert kind.distinct([good, odd, replace(odd, id=ID[::-1])])


@pytest.mark.parametrize(
    "kind", [kind for kind in READ if kind.shape is Shape.OBJECT], ids=lambda kind: kind.name
)
def test_rows_that_are_no_objects_or_two_of_one_id_make_the_kind_unknown(kind: Kind) -> None:
    good = live(kind, row(kind, least(kind)))
    with pytest.raises(ReadError, match="two objects of the id"):
        kind.distinct([good, replace(good, key="another")])
    if kind.unique_key:
        with pytest.raises(ReadError, match="two objects of the name"):
            kind.distinct([good, replace(good, id=OTHER)])
    wrongs: tuple[Any, ...] = (None, "text", [], {}, {"id": 7}, {"id": ""}, {"id": " "})
    for wrong in wrongs:
        with pytest.raises(ReadError, match="what the service means by it is not known"):
            kind.id_of(wrong, "id")


class _Provider(KindProvider):
    """A provider whose one kind finds what it is told to."""


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.name)
def test_provider_looks_before_it_writes_and_refuses_what_is_not_understood(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = live(kind, row(kind, least(kind)))
    odd = replace(good, misread=ReadError("read-not-understood", "odd", Reason.UNEXPECTED))
    asked: list[str] = []
    found = [odd]

    async def get(*_: Any) -> LiveObject:
        asked.append("get")
        return found[0]

    monkeypatch.setattr(type(kind), "get", get)
    provider = _Provider("x", "1", {kind.token: kind})
    with pytest.raises(ReadError, match="odd"):
        asyncio.run(provider._look(kind, None, ID, {}))  # type: ignore[arg-type] # the fake needs no tenant
    found[0] = replace(good, id=ID)
    asyncio.run(provider._look(kind, None, ID, {}))  # type: ignore[arg-type]
    asyncio.run(provider._look(kind, None, ID, {}))  # type: ignore[arg-type]
    # What was understood once in this process is not read again, unless it protects data.
    assert len(asked) == (3 if kind.protects_data else 2)


@pytest.mark.parametrize("kind", [kind for kind in READ if not kind.whole], ids=lambda kind: kind.name)
def test_kind_of_which_nothing_is_declared_is_carried(kind: Kind) -> None:
    """A refresh takes nothing up that was never declared; an import takes everything."""
    found = live(kind, row(kind, least(kind) or kind.examples[0].inputs))

    assert inputs_after_read(kind, found, {}) == {}
    assert inputs_after_read(kind, found, None) != {}
    plain = replace(found, inputs={})
    assert outputs(kind, plain, {}) == dict(NOTHING_DECLARED), (
        "an import has no state at all, a refresh has some"
    )


@pytest.mark.parametrize(("kind", "switch"), SWITCHES, ids=lambda one: one.name)
def test_a_row_that_leaves_a_switch_out_is_not_understood(kind: Kind, switch: Field) -> None:
    (place,) = switch.place
    rows = [row(kind, one.inputs) for one in kind.examples]
    of_its_sort = [one for one in rows if place in kind.always_in(one)]

    assert of_its_sort, "what is not said would pass for what is usual"
    for one in of_its_sort:
        told = live(kind, {name: value for name, value in one.items() if name != place}).misread
        assert told is not None
        assert place in str(told)


@pytest.mark.parametrize("reason", [Reason.PERMISSION, Reason.SIGN_IN])
@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)
def test_what_may_not_be_read_stops_an_apply_before_it_begins(kind: Kind, reason: Reason) -> None:
    """It would fail there in every run, and what belongs together would be applied in part."""
    unread = Finding(
        status=Status.UNKNOWN,
        token=kind.token,
        name="one",
        urn="urn:1",
        live_id="",
        reason=reason,
        explanation="it may not be read",
    )
    checked = Checked(DriftResult("c", "t", "b", "now", (unread,), cloud=Cloud.GLOBAL), None, None)  # type: ignore[arg-type] # unused
    kept = {"urn:1": Kept("urn:1", kind.token, "1", {}, stays=False)}

    if not kind.writes:
        require_look({kind.token: kind}, checked, {})
        return
    # What is held is left as it was applied; who may not sign in cannot even do that.
    passed = [kept] if reason is Reason.PERMISSION else []
    for state in passed:
        require_look({kind.token: kind}, checked, state)
    for state in ({}, kept):
        if state not in passed:
            with pytest.raises(
                RefusedError, match=r"it may not be read.*Nothing was changed.*\[look-failed\]"
            ):
                require_look({kind.token: kind}, checked, state)
