"""What was told last: a file whose damage is told, and never keeps anything from anybody."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.errors import HoldfastError, HoldfastWarning
from holdfast.model.status import Status
from holdfast.notify.memory import Memory, Remembered, Told, alone, beside
from tests.odd_files import ODD, make_odd

if TYPE_CHECKING:
    from pathlib import Path

KEY = ("slack=env:HOOK", "contoso", "contoso.onmicrosoft.com", False)
TOLD = Told("f" * 32, "e" * 32, Status.DRIFTED, "high", "Policy/\ud800\u202eMFA", "state", "digest")
REMEMBERED = Remembered(datetime(2026, 11, 24, 7, 0, tzinfo=UTC), {TOLD.fingerprint: TOLD}, "12")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memory") / "contoso.notified.json"
    Memory(path).keep(KEY, REMEMBERED)
    return path


def test_what_is_kept_is_recalled_and_another_is_not(written: Path) -> None:
    again = Memory(written)
    assert again.recall(KEY) == REMEMBERED
    for other in (("slack=env:X", *KEY[1:]), (*KEY[:1], "x", *KEY[2:]), (*KEY[:3], True)):
        assert again.recall(other) is None


def test_two_runs_at_once_are_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.notify.memory._PATIENCE_SECONDS", 0.0)
    path = tmp_path / "contoso.notified.json"

    with alone(path), alone(tmp_path / "fabrikam.notified.json"):
        with pytest.raises(HoldfastError, match="run it again") as caught, alone(path):
            pytest.fail("two at once")
        assert caught.value.slug == "notify-under-way"
    with alone(path):
        pass


def test_where_nothing_can_be_written_nothing_is_held_and_what_fails_inside_is_as_it_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("no folder")

    with alone(tmp_path / "file" / "contoso.notified.json"):
        told = True
    assert told
    with pytest.raises(OSError, match="inside"), alone(tmp_path / "contoso.notified.json"):
        raise OSError("inside")


def test_one_receiver_is_written_beside_the_others(tmp_path: Path) -> None:
    memory, other = Memory(tmp_path / "m.json"), ("teams=env:HOOK", *KEY[1:])
    memory.keep(KEY, REMEMBERED)
    memory.keep(other, replace(REMEMBERED, told={}))
    again = Memory(tmp_path / "m.json")
    assert again.recall(KEY) == REMEMBERED
    assert again.recall(other) == replace(REMEMBERED, told={})


def test_no_value_of_a_tenant_is_kept(written: Path) -> None:
    assert {one.name for one in fields(Told)}.isdisjoint({"expected", "found", "who", "why"})
    assert "slack=env:HOOK" in written.read_text(encoding="utf-8")


@given(data=st.data())
def test_whatever_is_changed_in_the_file_is_told_and_taken_for_empty(
    written: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = written.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.sampled_from([b"", b"x", b"0", b'"', b"\xff", b" "]))
    changed = content[:place] + other + content[place + 1 :]
    path = tmp_path_factory.mktemp("damaged") / "m.json"
    path.write_bytes(changed)
    if changed.split() == content.split():
        return

    try:
        with pytest.warns(HoldfastWarning, match="is damaged"):
            memory = Memory(path)
    except pytest.fail.Exception:
        assert Memory(path).recall(KEY) == REMEMBERED, "it says something else, and nobody was told"
    else:
        assert memory.recall(KEY) is None


FOREIGN = {
    "a list": b"[]",
    "an object": b"{}",
    "a word": b"null",
    "of one line": b'{"form": 2}',
    "deep": b"[" * 100_000,
    "a check": b'{\n  "digest": "0",\n  "findings": []\n}\n',
    "a client file": b"config:\n  holdfast:tenant: contoso.onmicrosoft.com\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "a script": b"#!/bin/sh\nexit 0\n",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_file_that_never_was_a_memory_is_refused_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(content)
    with pytest.raises(HoldfastError) as refused:
        Memory(path)
    assert refused.value.slug == "notify-memory-foreign"
    assert str(path) in refused.value.message
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("m.json", content)]


@pytest.mark.parametrize("end", [0, 1, 2, 20, 60, 200, -1])
@pytest.mark.parametrize("rest", [b"", b"\0" * 4096], ids=["cut", "zeroed"])
def test_memory_that_lost_its_end_is_damaged_and_no_other_file(
    written: Path, tmp_path: Path, end: int, rest: bytes
) -> None:
    content = written.read_bytes()[:end] + rest
    (tmp_path / "m.json").write_bytes(content)
    (tmp_path / "m.json").write_bytes(content)
    with pytest.warns(HoldfastWarning, match=r"everything is told anew.*\[notify-memory-damaged\]"):
        memory = Memory(tmp_path / "m.json")
    assert memory.recall(KEY) is None

    memory.keep(KEY, REMEMBERED)
    assert Memory(tmp_path / "m.json").recall(KEY) == REMEMBERED
    aside = tmp_path / "m.json.damaged"
    assert aside.read_bytes() == content, "it may be something else that was named by mistake"
    aside.unlink()
    memory.keep(KEY, REMEMBERED)
    assert not aside.exists()


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_told_and_one_that_is_not_there_is_the_first_time(
    tmp_path: Path, kind: str
) -> None:
    make_odd(tmp_path / "m.json", kind)
    if kind == "missing":
        assert Memory(tmp_path / "m.json").recall(KEY) is None
        return
    with pytest.warns(HoldfastWarning, match="is damaged"):
        assert Memory(tmp_path / "m.json").recall(KEY) is None


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    memory = Memory(tmp_path / "m.json")
    memory._path = tmp_path / "file" / "m.json"
    with pytest.raises(HoldfastError) as refused:
        memory.keep(KEY, REMEMBERED)
    assert refused.value.slug == "notify-not-remembered"


def test_nothing_is_laid_beside_a_device(tmp_path: Path) -> None:
    (tmp_path / "null").symlink_to("/dev/null")
    with alone(tmp_path / "null"):
        assert [one.name for one in tmp_path.iterdir()] == ["null"]


@pytest.mark.parametrize("client", ["../../etc/x", "a/b", "", ".", "..", "a\x00b", "x" * 300, "con toso"])
def test_no_client_has_its_memory_elsewhere(tmp_path: Path, client: str) -> None:
    path = beside(tmp_path / "drift.json", client)
    assert path.parent == tmp_path
    assert len(path.name) < 100
    assert beside(tmp_path / "drift.json", "contoso").name == "contoso.notified.json"
