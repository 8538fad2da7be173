"""YAML with positions: what is read, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from holdfast.model.errors import InputErrors, InputMistake
from holdfast.plan import yaml_file
from holdfast.plan.mistakes import Mistakes
from holdfast.plan.yaml_file import read
from holdfast.plan.yaml_text import plain_scalar

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.plan.node import Node


def parse(tmp_path: Path, text: str | bytes) -> Node:
    """Return the root of a file without mistakes."""
    (tmp_path / "f.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    mistakes = Mistakes()
    root = read(tmp_path / "f.yaml", "f.yaml", mistakes)
    mistakes.raise_if_any()
    assert root is not None
    return root


def refused(tmp_path: Path, text: str | bytes) -> InputMistake:
    """Return the only mistake of a file."""
    with pytest.raises(InputErrors) as caught:
        parse(tmp_path, text)
    (mistake,) = caught.value.mistakes
    return mistake


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("0", 0),
        ("-5", -5),
        ("2555", 2555),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1.50", 1.5),
        ("1.0.0", "1.0.0"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("2027-03-31", "2027-03-31"),
        ("9" * 30, "9" * 30),
    ],
)
def test_plain_scalars_are_json_values_and_never_guessed(written: str, value: Any) -> None:
    found = plain_scalar(written)
    assert found == value
    assert type(found) is type(value)


def test_quoted_scalars_stay_texts(tmp_path: Path) -> None:
    assert parse(tmp_path, "a: '5'\nb: \"true\"\nc: !!str 5\nd: |\n  5\n").plain() == {
        "a": "5",
        "b": "true",
        "c": "5",
        "d": "5\n",
    }


def test_every_part_knows_line_and_path_of_name_and_value(tmp_path: Path) -> None:
    root = parse(tmp_path, "\na:\n  b.c:\n    - 1\n    - d:\n        x\n")
    item = root.items()["a"].items()["b.c"].elements()[1]
    value = item.items()["d"]
    assert (root.place.line, root.place.path) == (2, "")
    assert (item.key.line, item.key.path) == (5, "a.b.c[1]")
    assert (value.key.line, value.place.line, value.place.path) == (5, 6, "a.b.c[1].d")


def test_a_missing_value_is_at_the_line_of_its_name(tmp_path: Path) -> None:
    root = parse(tmp_path, "a:\n\n\nb: {c:\n\n}\n")
    assert root.items()["a"].place.line == 1
    assert root.items()["b"].items()["c"].place.line == 4
    assert root.get("a") is None


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    root = parse(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: \xc3\xbc\r\n")
    assert root.plain() == {"a": 1, "b": "ü"}
    assert root.items()["b"].place.line == 2


def test_an_alias_repeats_the_value_under_its_own_name(tmp_path: Path) -> None:
    root = parse(tmp_path, "a: &x [1]\nb: *x\n")
    assert root.plain() == {"a": [1], "b": [1]}
    assert (root.items()["b"].key.line, root.items()["b"].place.line) == (2, 1)


@pytest.mark.parametrize(
    ("text", "line", "slug", "words"),
    [
        ("a: 1\na: 2\n", 2, "duplicate-key", "first in line 1"),
        ("a: {b: 1,\n  b: 2}\n", 2, "duplicate-key", "first in line 1"),
        ("a: *x\n", 1, "yaml-syntax", "there is no `&x`"),
        ("a: &x\n  - *x\n", 2, "yaml-unsupported", "stands inside itself"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", 3, "yaml-unsupported", "merge keys"),
        ("a: !x 1\n", 1, "yaml-unsupported", "tag `!x`"),
        ("a: !!set {b}\n", 1, "yaml-unsupported", "tag"),
        ("a: !!int 5\n", 1, "yaml-unsupported", "tag"),
        ("? [1]\n: 2\n", 1, "yaml-unsupported", "a name must be a text"),
        ("a: 1\n---\nb: 2\n", 2, "yaml-syntax", "second document"),
        ("a:\n  - 'x\n", 2, "yaml-syntax", "quote that opens here"),
        ("a: {b: 1\n\n", 1, "yaml-syntax", "not closed by `}`"),
        ('a: "\\q"\n', 1, "yaml-syntax", "use single quotes"),
        ("a: @b\n", 1, "yaml-syntax", "needs quotes"),
        ("- a\nb: 1\n", 2, "yaml-syntax", "check the indentation"),
        ("a: 1\n b: 2\n", 2, "yaml-syntax", "check the indentation"),
        ("%YAML 3.0\n---\na: 1\n", 1, "yaml-syntax", "incompatible"),
        ("a: 1\nb: \x00\n", 2, "yaml-syntax", "control character"),
        (b"a: 1\nb: \xff\n", 2, "not-utf8", "save the file as UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, "not-utf8", "save the file as UTF-8"),
        ("# nothing\n", 1, "wrong-type", "the file holds none"),
        ("---\n", 1, "wrong-type", "the file holds none"),
        ("text\n", 1, "wrong-type", "the file holds none"),
        ("a: " + "[" * 200_000, 1, "yaml-unsupported", "nested"),
        ("a: " + "[" * 60 + "]" * 60, 1, "yaml-unsupported", "nested"),
        ("a: " + "x" * 1_000_001, 0, "yaml-unsupported", "larger"),
        ("a: [" + "1," * 50_001 + "]", 1, "yaml-unsupported", "more than 50000 values"),
    ],
)
def test_a_file_that_would_be_guessed_at_is_refused(
    tmp_path: Path, text: str | bytes, line: int, slug: str, words: str
) -> None:
    mistake = refused(tmp_path, text)
    assert (mistake.file, mistake.line, mistake.slug) == ("f.yaml", line, slug)
    assert words in mistake.message


def test_aliases_that_multiply_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert refused(tmp_path, "\n".join(lines)).slug == "yaml-unsupported"


def test_a_file_that_cannot_be_opened_is_a_mistake_without_a_line(tmp_path: Path) -> None:
    mistakes = Mistakes()
    assert read(tmp_path / "gone.yaml", "gone.yaml", mistakes) is None
    with pytest.raises(InputErrors, match=r"^gone\.yaml: cannot be read: .* \[unreadable-file\]$"):
        mistakes.raise_if_any()


@pytest.mark.parametrize("text", ["a: b: c\n", "a: 'x\n", "a: [1\nb: 2\n", "a:\n\t- 1\n", "a: @x\n"])
def test_without_the_c_parser_the_mistakes_are_the_same(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_c = refused(tmp_path, text)
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    assert refused(tmp_path, text) == with_c
