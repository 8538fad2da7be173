"""What writes JSON quickly writes what the standard library does, and leaves to it what it cannot write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from holdfast.report.json_text import json_document
from holdfast.report.text import is_hidden


@pytest.mark.parametrize(
    "value",
    [
        {"name": "half \ud800 of a pair"},
        {"number": 2**70},
        {"name": "right \u202e to left, \x7f, \u2028, \x00 and é \U0001f600", "empty": [[], {}]},
        {"numbers": [1, -1, 1.5, 1e16], "others": [True, False, None], "": ""},
    ],
)
def test_document_is_that_of_the_standard_library_with_all_that_hides_escaped(value: Any) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    shown = "".join(json.dumps(one)[1:-1] if is_hidden(one) and one != "\n" else one for one in text)

    assert json_document(value).decode() == f"{shown}\n"
    assert json.loads(shown) == value
