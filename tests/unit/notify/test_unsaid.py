"""No secret, and no half of one, is in what is said of a receiver that failed, whatever it answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.notify.unsaid import quoted, without

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=12, max_size=60)
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda word: word,
    "in other letters": str.swapcase,
    "escaped": lambda word: quote(word, safe=""),
    "read": unquote,
    "in JSON": json.dumps,
    "as an address": lambda word: f"https://hooks.example/services/{word}?sig={word}",
}


@pytest.mark.parametrize("form", FORMS)
@given(word=WORDS, before=st.integers(0, 220), times=st.integers(1, 5))
@example(word="ghs_0123456789abcdefghij", before=185, times=1)
def test_no_half_of_a_secret_is_left_where_an_answer_is_cut(
    form: str, word: str, before: int, times: int
) -> None:
    said = quoted("." * before + FORMS[form](word) * times + " and so on" * 30, [word])
    plain = said.casefold()
    halves = {word[:length].casefold() for length in range(8, len(word) + 1)}
    assert not [half for half in halves if half in plain]


@pytest.mark.parametrize(
    ("secret", "answer"),
    [
        ("smtps://holdfast:p%40ss-w0rd%21@h?from=a@b.c", "535 p@ss-w0rd! is wrong"),
        ("https://hooks.example/a%2Fs3cr3t%20w0rds", "no such path: /a/s3cr3t w0rds"),
        ("https://hooks.example/services/T0001/s3cr3t-w0rd", "NO SUCH PATH: /SERVICES/T0001/S3CR3T-W0RD"),
        ("https://h.example/x?sp=%2Ftriggers&sig=s3cr3t+w0rd", '{"path":"\\/x?sp=/triggers&amp;sig=s3cr3t+w0rd"}'),
    ],
)  # fmt: skip
def test_secret_is_taken_out_as_it_is_written_and_as_it_is_read(secret: str, answer: str) -> None:
    left = without(answer, [secret]).casefold()
    assert not [word for word in ("ss-w0rd", "s3cr3t", "w0rd", "t0001") if word in left]


def test_what_is_no_secret_stays() -> None:
    assert (
        quoted(" no \n team,\x1b https://", ["https://hooks.example/s3cr3t", "abc"])
        == "no team,⟨U+001B⟩ https://"
    )
    assert without("as it was", []) == "as it was"
