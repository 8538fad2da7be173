"""One id in every way in which a service writes it is one id, and what is none stays what it is."""

from __future__ import annotations

import pytest

from holdfast.model.directory import one_spelling

ID = "0f3a9c1e-1111-4222-8333-abcdefabcdef"


@pytest.mark.parametrize("shape", ["{}", "{{{}}}", "({})", " {} "])
@pytest.mark.parametrize("dashes", [True, False])
@pytest.mark.parametrize("upper", [True, False])
def test_every_way_of_writing_an_id_is_the_directory_s(shape: str, *, dashes: bool, upper: bool) -> None:
    written = ID if dashes else ID.replace("-", "")
    assert one_spelling(shape.format(written.upper() if upper else written)) == ID


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        ("", ""),
        ("Annie@Contoso.example", "annie@contoso.example"),
        (ID[:-1], ID[:-1]),
        (f"{{{ID}", f"{{{ID}"),
        (f"{{{ID})", f"{{{ID})"),
        (ID.replace("-", "", 1), ID.replace("-", "", 1)),
    ],
)
def test_what_is_no_id_stays_what_it_is(other: str, stays: str) -> None:
    assert one_spelling(other) == stays
