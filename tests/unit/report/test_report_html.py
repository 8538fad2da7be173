"""The page itself: whatever a name contains, the page stays one page and the name is read as it is."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.model.finding import Basis, Difference
from holdfast.model.status import Status
from holdfast.report.formats.html import FORMAT
from holdfast.report.formats.interface import formats
from holdfast.report.text import visible
from tests.golden.report.cases import CASES, CONTROLS, HOSTILE, MFA, MFA_OK, input_of, named, result

pytestmark = pytest.mark.unmeasured  # nothing of the reports is measured

_VOID = {"meta", "link", "br"}


class Reader(HTMLParser):
    """Reads a page strictly: tags with their attributes' names, text, headings; every tag must be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes.extend((name, value or "") for name, value in attrs)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes.extend((name, value or "") for name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(text: str) -> tuple[str, Reader]:
    result, controls = named(text)
    page = FORMAT.render(input_of(result, controls)).decode()
    return page, Reader(page)


_PLAIN = read("annaB")[1]
_AS_JSON = 2
"""Times that `named` puts the text into a value that is no text: JSON writes its quotation marks otherwise."""
_ANY = st.text(min_size=1, max_size=40) | st.text(
    "<>&\"'/{}%#\u202e\u2066\x00\r\n `-!a", min_size=1, max_size=40
)
# Hypothesis takes words of the code as well, and findings of the control that is described stand with it.
_NAMES = _ANY.filter(lambda text: text != MFA.id)


@settings(max_examples=300)
@given(_NAMES)
def test_any_name_is_escaped_and_readable(name: str) -> None:
    page, reader = read(name)

    page.encode()
    assert structure(reader) == structure(_PLAIN)
    assert times_shown(name, reader) >= times_shown("annaB", _PLAIN) - _AS_JSON


def structure(reader: Reader) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tags, without the path below a property's label: it is left out where both are the same."""
    return [tag for tag in reader.tags if tag[0] not in {"br", "code"}]


def times_shown(name: str, reader: Reader) -> int:
    """Return how often the page shows the name; a property's plain label may change its letter case."""
    return "".join(reader.text).casefold().count(visible(name).casefold())


def test_hostile_name_leaves_no_character_that_turns_text_around() -> None:
    page, _ = read(HOSTILE)

    assert not {"\u202e", "\u202c", "\x00"} & set(page)
    assert "<script" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("case", CASES)
def test_page_asks_nobody_for_anything_and_runs_nothing(case: str) -> None:
    result, controls = CASES[case]

    reader = Reader(FORMAT.render(input_of(result, controls)).decode())

    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    assert not [
        name for name, _ in reader.attributes if name.startswith("on") or name in {"src", "style", "srcset"}
    ]
    links = [value for name, value in reader.attributes if name == "href"]
    assert all(link.startswith("#") or link == "data:," for link in links)
    ids = [value for name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize("case", CASES)
def test_page_can_be_heard(case: str) -> None:
    result, controls = CASES[case]

    page = FORMAT.render(input_of(result, controls)).decode()
    reader = Reader(page)

    assert '<html lang="en">' in page
    assert reader.headings[0] == 1
    assert reader.headings.count(1) == 1
    assert all(
        later - earlier <= 1 for earlier, later in zip(reader.headings, reader.headings[1:], strict=False)
    )
    assert all("scope" in names for tag, names in reader.tags if tag == "th")
    tables = sum(tag == "table" for tag, _ in reader.tags)
    assert sum(tag == "caption" for tag, _ in reader.tags) == tables


def test_coverage_comes_before_verdict_duties_controls_unmanaged_and_appendix() -> None:
    page, _ = read("Anna")

    parts = ["coverage", "verdict", "duties", "controls", "unmanaged", "reading"]
    places = [page.index(f'<h2 id="{part}">') for part in parts]
    assert places == sorted(places)


def test_style_sheet_is_in_the_page_and_is_the_only_one_that_its_policy_lets_in() -> None:
    page, _ = read("Anna")

    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert style.startswith(":root {")
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page.replace("'", "&#39;")


def test_an_assessment_of_two_controls_is_told_once_with_a_link_to_it() -> None:
    seen = Difference("members[anna].elc", "off", "on")
    both = (
        replace(MFA_OK, control=one.id, status=Status.DRIFTED, basis=Basis.ASSESSED, differences=(seen,))
        for one in CONTROLS[:2]
    )

    page = FORMAT.render(input_of(result(*both), CONTROLS)).decode()

    assert page.count("What differs:") == 1
    (to,) = re.findall(r'This is told already, under <a href="#([\w-]+)">', page)
    assert page.count(f'id="{to}"') == 1
    assert page.index(f'id="{to}"') < page.index("What differs:") < page.index("This is told already")


def test_time_without_zone_is_refused() -> None:
    good = input_of(*CASES["in-sync"])

    with pytest.raises(ValueError, match="time zone"):
        replace(good, generated_at=datetime(2026, 11, 24))  # noqa: DTZ001 - the case


def test_formats_are_found_by_walking_the_package() -> None:
    assert {name: one.suffix for name, one in formats().items()} == {
        "csv": ".csv",
        "github": ".annotations",
        "html": ".html",
        "json": ".json",
        "jsonl": ".jsonl",
        "junit": ".xml",
        "markdown": ".md",
        "ocsf": ".ocsf.json",
        "oscal": ".oscal.json",
        "sarif": ".sarif",
        "table": ".txt",
    }


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("case", CASES)
def test_every_format_says_the_same_of_the_same_input(name: str, case: str) -> None:
    one = formats()[name].render(input_of(*CASES[case]))

    assert one == formats()[name].render(input_of(*CASES[case]))
    assert one.decode().strip()
