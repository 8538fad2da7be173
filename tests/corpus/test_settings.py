"""Settings of which every tenant has one object: no apply makes them weaker, and no silence passes for strict.

Rules over members are held to the same: what one of them asks for is not made less without a word.

Controls share these objects, and administrators turn their switches by hand. So which way is stricter is said of each
switch, number and word, and what an answer leaves out is not taken for what was declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.references import Directory
from holdfast.drift.seen import Live
from holdfast.kinds.field import Type
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.property_path import at, placed, steps
from holdfast.model.status import Status
from tests.tried import tried_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field

SETTINGS = [kind for kind in kinds().values() if kind.shape is Shape.SINGLETON]
RULES = [kind for kind in kinds().values() if kind.shape not in (Shape.SINGLETON, Shape.OBJECT)]


def leaves(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every property with its path, but for those inside items of lists."""
    for one in fields:
        if one.type is Type.OBJECT and not one.many:
            yield from leaves(one.fields, f"{above}{one.name}.")
        elif not one.output:
            yield f"{above}{one.name}", one


@pytest.mark.parametrize("kind", [*SETTINGS, *RULES], ids=lambda kind: kind.name)
def test_every_setting_says_which_way_is_stricter_or_why_neither(kind: Kind) -> None:
    silent = {
        path
        for path, one in leaves(kind.fields)
        if (one.type is not Type.OBJECT or kind in RULES) and one.protecting is None
    }
    neither_way = {*tried_kind(kind.name).neither_way}
    assert silent <= neither_way, (
        f"which way is {sorted(silent - neither_way)} of {kind.name} stricter? Say it of the field (`protects`), or in "
        f"{file_of(kind)} why neither way is (`neither_way`)"
    )
    assert neither_way <= silent, f"{file_of(kind)} says of what is not there that neither way is stricter"


def file_of(kind: Kind) -> str:
    """Where it is said how a kind is tried: at the place of its own file."""
    (found,) = [one for one in kinds().files if one.rpartition(".")[2].replace("_", "") == kind.name.lower()]
    return f"{found.replace('holdfast.', 'tests.').replace('.', '/')}.py"


LISTS = [
    pytest.param(kind, path, id=f"{kind.name}.{path}")
    for kind in SETTINGS
    for path, one in leaves(kind.fields)
    if one.many
]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_list_that_is_declared_empty_and_not_answered_is_unknown(kind: Kind, path: str) -> None:
    example = kind.examples[0]
    declared = placed(dict(example.inputs), path, [])
    row, where = {**example.row, **kind.wire(declared)}, place(kind, path)
    assert status(kind, declared, row) is Status.IN_SYNC
    for silence in (placed(row, where, None), silent(row, where)):
        assert status(kind, declared, silence) is Status.UNKNOWN


def place(kind: Kind, path: str) -> str:
    """The wire path of a property path."""
    fields: Sequence[Field] = kind.fields
    names: list[str] = []
    for name in path.split("."):
        one = next(each for each in fields if each.name == name)
        names += one.place
        fields = one.fields
    return ".".join(names)


def silent(row: dict[str, Any], where: str) -> dict[str, Any]:
    """The row with null at a wire path."""
    *above, last = steps(where)
    holder = {**at(row, above), last: None}
    return placed(row, ".".join(above), holder) if above else holder


def status(kind: Kind, declared: Mapping[str, Any], row: Mapping[str, Any]) -> Status:
    """What a check says of the only object of a kind."""
    urn = f"urn:pulumi:c::holdfast::{kind.token}::it"
    wanted = DesiredResource(urn, kind.token, "it", "", dict(declared))
    live = Live(objects={kind.token: (kind.live(row, "it"),)}, directory=Directory())
    (finding,) = judge(kinds(), [wanted], live)
    return finding.status


WORDS = [
    pytest.param(kind, path, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    if kind.examples
    for path, one in leaves(kind.fields)
    if one.values and not one.many
]


@pytest.mark.parametrize("word", ["unknownFutureValue", "anotherWord"])
@pytest.mark.parametrize(("kind", "path"), WORDS)
def test_word_outside_of_a_documented_list_is_not_understood(kind: Kind, path: str, word: str) -> None:
    said = [one for one in kind.examples if at(one.inputs, steps(path)) is not None]
    if not said:
        pytest.skip("no documented answer has it")
    inputs = placed(dict(said[0].inputs), path, word)
    assert kind.live({**said[0].row, **kind.wire(inputs)}, "it").misread
