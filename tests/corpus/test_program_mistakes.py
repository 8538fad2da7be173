"""What a recorded program may not declare, over every kind: told as the provider tells it, before any engine step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.record import record
from holdfast.kinds.field import Type
from holdfast.kinds.input_mistakes import mistakes, program_mistakes, refused_values
from holdfast.model.desired import SECRET, reference
from holdfast.model.errors import RecordingError
from holdfast.provider.values import UNKNOWN
from tests.corpus.properties import EVERY_KIND, each
from tests.corpus.test_mistakes import places, wrong_items

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count

ANSWERED = [SECRET, reference("azuread:index/group:Group", "VIP")]


@EVERY_KIND
def test_what_the_provider_refuses_is_refused_in_a_recording(kind: Kind, count_case: Count) -> None:
    def test(inputs: dict[str, Any], chance: random.Random) -> None:
        assert list(program_mistakes(kind, inputs)) == []
        for path, field, holder in places(kind.fields, inputs):
            right = holder[field.name]
            wrong = chance.choice(wrong_items(field))
            for value in ([*right, wrong], [None]) if field.many else (wrong,):
                count_case(kind.token)
                holder[field.name] = value
                told = list(mistakes(kind.fields, inputs, UNKNOWN))
                assert told, path
                assert told == list(program_mistakes(kind, inputs))[: len(told)]
            for answered in ANSWERED:
                holder[field.name] = [answered] if field.many else answered
                assert list(program_mistakes(kind, inputs)) == []
            holder[field.name] = right

    each(kind, test)


@EVERY_KIND
def test_a_null_in_a_list_and_another_shape_are_refused_whoever_provides_the_kind(
    kind: Kind, count_case: Count
) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        assert list(refused_values(kind.fields, inputs)) == []
        for path, field, holder in places(kind.fields, inputs):
            right = holder[field.name]
            shapes = ["x", 5, True] if field.type is Type.OBJECT else [{"a": "b"}, [["x"]]]
            wrong = [None, *shapes] if field.many else shapes
            for value in wrong:
                count_case(kind.token)
                holder[field.name] = [value] if field.many else value
                told = [at for at, _ in refused_values(kind.fields, inputs)]
                assert told == [f"{path}[0]" if field.many else path]
            holder[field.name] = right

    each(kind, test)


LABEL = (
    "m365.RetentionLabel('l', name='L', retention_action='Kep', retention_duration_days=7, retention_type='x'"
)


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("m365.AppsAndServices('a', settings='x')", "settings: should be an object, is a text ('x')"),
        ("m365.AppsAndServices('a', settings={'isOfficeStoreEnabld': False})", "there is no such property"),
        (f"{LABEL})", "retentionAction: should be one of"),
        (f"{LABEL}, reviewer_email=[None])", "reviewerEmail[0]: should be a text, is nothing (null)"),
        (
            "azuread.NamedLocation('p', display_name='P', ip={'ip_ranges': [None]})",
            "ip.ipRanges[0]: is nothing (null) in a list: take it out",
        ),
    ],
)
def test_a_program_that_declares_it_is_refused(tmp_path: Path, declared: str, told: str) -> None:
    program = f"import pulumi_azuread as azuread\nimport holdfast.provider.resources as m365\n{declared}\n"
    (tmp_path / "__main__.py").write_text(program, encoding="utf-8")

    with pytest.raises(RecordingError) as refused:
        record(tmp_path, "acme")

    assert refused.value.slug == "value-refused-by-service"
    assert told in refused.value.message
