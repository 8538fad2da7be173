"""Names are the same to the directory in any letter case; of which letters they are made is no matter of speed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from holdfast.tenant.asked import plain

TEXTS = (
    st.text(max_size=30)
    | st.text(st.characters(max_codepoint=127), max_size=30)
    | st.text("eE\u0301\u00c9 ", max_size=9)
)


@given(TEXTS)
def test_plain_is_without_case_accents_and_blanks_at_the_ends(text: str) -> None:
    letters = unicodedata.normalize("NFKD", text.strip().casefold())

    assert plain(text) == "".join(one for one in letters if not unicodedata.combining(one))


def test_names_that_differ_in_case_accents_or_blanks_alone_are_one() -> None:
    assert {plain(text) for text in (" Rene ", "RENE", "Ren\u00e9", "rene\u0301")} == {"rene"}
