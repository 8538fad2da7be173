"""Runs are added whole or not at all, one after the other, and to no chain of anything else."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785

from holdfast.history import chain
from holdfast.history.canonical import canonical, kept
from holdfast.history.chain import add_run
from holdfast.history.folder import LOCK, head_file, keep_head
from holdfast.history.verify import verify
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode
from holdfast.process_lock import locked
from holdfast.whole_file import UNFINISHED
from tests.unit.history.made import MORE, START, digest_in, finding, put, record, result, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_each_run_names_the_digest_of_the_file_before_it(tmp_path: Path) -> None:
    files = record(tmp_path, result(0), result(1), result(2))

    runs = [json.loads(one.read_bytes())["run"] for one in files]
    assert [one["number"] for one in runs] == [1, 2, 3]
    digests = [hashlib.sha256(one.read_bytes()).hexdigest() for one in files]
    assert [one["previous"] for one in runs] == ["", *digests[:2]]
    assert [digest_in(one) for one in files] == digests
    assert all(stat.S_IMODE(one.stat().st_mode) & 0o222 == 0 for one in files), (
        "nobody writes on it by mistake"
    )


def test_file_holds_the_whole_result_and_is_canonical(tmp_path: Path) -> None:
    checked = result(
        0, {"entra.one": "met"}, [finding('A\u202e"\\ \n é 🔒', expected=[1.5, 2.0, None, True])]
    )
    (path,) = record(tmp_path, checked)

    found = json.loads(path.read_bytes())
    assert found["run"]["result"] == checked
    assert rfc8785.dumps(found) == path.read_bytes()
    assert found["signature"] is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**53, "9007199254740992"),
        (-(2**64), "-18446744073709551616"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        ("a\ud800b", "a\\ud800b"),
    ],
)
def test_what_the_canonical_form_has_no_place_for_is_kept_as_text(value: Any, text: str) -> None:
    assert kept({"a": [value, 1, True]}) == {"a": [text, 1, True]}
    assert json.loads(canonical(kept((value, 2**53 - 1, 0.5)))) == [text, 2**53 - 1, 0.5]


def test_a_result_with_such_values_is_recorded(tmp_path: Path) -> None:
    record(tmp_path, result(0, None, [finding("big\udfff", expected=2**63)]), result(1))

    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC


def test_several_clients_have_a_chain_each(tmp_path: Path) -> None:
    record(tmp_path, result(0), result(1, client="acme"), result(2), result(3, client=".."))

    found = verify(tmp_path)
    assert {one.client: one.runs for one in found.chains} == {"contoso": 2, "acme": 1, "..": 1}
    assert found.exit_code == ExitCode.IN_SYNC
    names = ("contoso", "acme", "..")
    assert {one.name for one in tmp_path.iterdir()} == {
        f"{name}.{end}" for name in names for end in ("runs", "head")
    }


@pytest.mark.parametrize(
    "other", [{"tenant": "x.onmicrosoft.com"}, {"simulation": True}], ids=["tenant", "simulation"]
)
def test_check_of_another_world_is_recorded_nowhere(tmp_path: Path, other: dict[str, Any]) -> None:
    record(tmp_path, result(0))

    with pytest.raises(HoldfastError, match="into another folder") as caught:
        record(tmp_path, result(1, **other))

    assert caught.value.slug == "history-of-another"
    assert verify(tmp_path).chains[0].runs == 1


def test_letter_case_of_a_domain_makes_no_other_tenant(tmp_path: Path) -> None:
    record(tmp_path, result(0), result(1, tenant="Contoso.onmicrosoft.com"))

    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC


def changed(path: Path) -> None:
    put(path, path.read_bytes().replace(b"core@1.0.0", b"core@1.0.1"))


def unlike(path: Path) -> None:
    write(path.parents[1], 1, "", result(5))


def moved(path: Path) -> None:
    path.rename(path.with_name(path.name.replace("000001", "000007")))


def newer(path: Path) -> None:
    write(path.parents[1], 2, digest_in(path), result(1), schema="2.0")


@pytest.mark.parametrize("harm", [changed, unlike, moved, newer])
def test_nothing_is_added_to_an_end_that_is_not_as_it_was(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    (first,) = record(tmp_path, result(0))
    harm(first)
    before = sorted(first.parent.iterdir())

    with pytest.raises(HoldfastError) as caught:
        record(tmp_path, result(1))

    assert caught.value.slug == "history-not-continued"
    assert "update it" in caught.value.message or harm is not newer
    assert sorted(first.parent.iterdir()) == before


def test_clock_that_goes_backwards_is_told_and_changes_no_order(tmp_path: Path) -> None:
    record(tmp_path, result(0))
    added = add_run(tmp_path, result(-1), MORE, now=START - timedelta(hours=1))

    assert added.number == 2
    assert added.ahead == "2026-11-01T02:01:00Z"
    (found,) = verify(tmp_path).chains
    assert not found.flaws
    assert "a clock went backwards: run 2 was recorded at 2026-11-01T01:00:00Z" in "".join(found.notes)
    assert add_run(tmp_path, result(1), MORE, now=START).ahead == ""


# --- two at once, and locks


def test_runs_at_once_neither_fork_nor_lose_a_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda day: add_run(tmp_path, result(day), MORE), range(8)))

    (found,) = verify(tmp_path).chains
    assert (found.runs, found.flaws) == (8, ())


def test_lock_that_stays_held_is_told_and_the_file_it_leaves_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_PATIENCE_SECONDS", 0)
    with (
        locked(tmp_path / "contoso.runs" / LOCK, str, ""),
        pytest.raises(HoldfastError, match="another process holds") as caught,
    ):
        record(tmp_path, result(0))
    assert caught.value.slug == "history-not-written"

    # Who held it is gone; its file is still there.
    assert (tmp_path / "contoso.runs" / LOCK).exists()
    record(tmp_path, result(0))


# --- killed, or out of luck, at any call to the file system


class KilledError(BaseException):
    """The process ends here: nothing of ours catches it."""


CALLS = frozenset(
    {"open", "mkdir", "flock", "listdir", "scandir", "read", "write", "flush", "fsync", "chmod", "replace", "unlink"}
)  # fmt: skip


def failing_at(count: int, error: BaseException, action: Callable[[], object], hits: list[str]) -> None:
    """Do something, and raise in place of its call number `count` to the file system.

    The name of that call is added to `hits`; nothing is where there are not that many.
    """
    seen = 0

    def watch(_frame: object, event: str, call: Any) -> None:
        nonlocal seen
        if event != "c_call" or call.__name__ not in CALLS or isinstance(call.__self__, BytesIO):
            return
        if (call.__module__ or type(call.__self__).__module__) not in {"posix", "_io", "io", "fcntl"}:
            return
        seen += 1
        if seen == count + 1:
            hits.append(call.__name__)
            raise error

    sys.setprofile(watch)
    try:
        action()
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("before", [0, 2])
def test_killed_at_any_call_leaves_a_chain_that_verifies_and_goes_on(tmp_path: Path, before: int) -> None:
    hits: list[str] = []
    for count in range(100):
        folder = tmp_path / str(count)
        record(folder, *(result(day) for day in range(before)))
        with suppress(KilledError):
            failing_at(count, KilledError(), lambda: record(folder, result(9)), hits)  # noqa: B023 - at once
        if len(hits) == count:
            break
        found = verify(folder)
        runs = sum(one.runs for one in found.chains)
        assert runs in {before, before + 1}
        chain = folder / "contoso.runs"
        known = runs and (head_file(chain).exists() or (chain / ".head").exists())
        assert found.exit_code == (ExitCode.IN_SYNC if known else ExitCode.NO_ANSWER)
        record(folder, result(10))
        (after,) = verify(folder).chains
        assert (after.runs, after.flaws) == (runs + 1, ())
        assert not [one for one in (folder / "contoso.runs").iterdir() if one.name.endswith(UNFINISHED)]
    assert hits.count("fsync") == 3
    assert {"mkdir", "flock", "open", "write", "flush", "replace"} <= {*hits}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_disk_that_fails_at_any_call_is_one_sentence_and_harms_nothing(tmp_path: Path, number: int) -> None:
    hits: list[str] = []
    slugs = set[tuple[str, bool]]()
    for count in range(100):
        folder = tmp_path / str(count)
        record(folder, result(0))
        try:
            error = OSError(number, os.strerror(number))
            failing_at(count, error, lambda: record(folder, result(9)), hits)  # noqa: B023 - at once
        except HoldfastError as told:
            slugs.add((told.slug, os.strerror(number) in told.message))
        if len(hits) == count:
            break
        assert not [one for one in (folder / "contoso.runs").iterdir() if one.name.endswith(UNFINISHED)]
        assert verify(folder).exit_code == ExitCode.IN_SYNC
        record(folder, result(10))
        assert verify(folder).exit_code == ExitCode.IN_SYNC
    assert hits.count("fsync") == 3
    # What cannot be read at the end of the chain is not gone on from.
    assert slugs == {("history-not-written", True), ("history-not-continued", True)}


def test_content_is_on_the_disk_before_its_name_and_both_before_the_answer(tmp_path: Path) -> None:
    calls: list[str] = []

    def watch(_frame: object, event: str, call: Any) -> None:
        if event == "c_call" and call.__name__ in {"fsync", "replace"}:
            calls.append(call.__name__)

    sys.setprofile(watch)
    try:
        record(tmp_path, result(0))
    finally:
        sys.setprofile(None)
    assert calls[:3] == ["fsync", "replace", "fsync"]


def test_file_that_was_written_in_part_is_no_run(tmp_path: Path) -> None:
    first, second = record(tmp_path, result(0), result(1))
    torn = second.with_name(f"{second.name}.4711{UNFINISHED}")
    torn.write_bytes(second.read_bytes()[:100])
    second.unlink()
    keep_head(first.parent, first.name)

    assert verify(tmp_path, [digest_in(first)]).exit_code == ExitCode.IN_SYNC
    record(tmp_path, result(1))
    assert not torn.exists()


@pytest.mark.parametrize("left", [0, 1, 2])
def test_nothing_is_added_where_the_end_is_gone(tmp_path: Path, left: int) -> None:
    written = record(tmp_path, *(result(day) for day in range(3)))
    for path in written[left:]:
        path.unlink()

    with pytest.raises(
        HoldfastError, match=f"{written[-1].name}, its last run, which contoso.head names, is not there"
    ) as caught:
        record(tmp_path, result(5))

    assert caught.value.slug == "history-not-continued"
    assert len(list(written[0].parent.glob("0*.json"))) == left


@pytest.mark.parametrize("said", [b"", b"\xff\n", b"000007-abc.json\n", b"../../x\n"])
def test_what_does_not_say_which_run_was_last_stops_nobody(tmp_path: Path, said: bytes) -> None:
    (first,) = record(tmp_path, result(0))
    head_file(first.parent).write_bytes(said)

    assert verify(tmp_path).exit_code == ExitCode.NO_ANSWER, "whether it was the last nobody knows"
    assert verify(tmp_path, [digest_in(first)]).exit_code == ExitCode.IN_SYNC
    (second,) = record(tmp_path, result(1))
    assert head_file(first.parent).read_text() == f"{second.name}\n"
    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC


def test_head_in_the_chain_s_folder_as_former_versions_wrote_it_counts_until_the_next_run(
    tmp_path: Path,
) -> None:
    first, second = record(tmp_path, result(0), result(1))
    old = first.parent / ".head"
    head_file(first.parent).rename(old)
    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC
    content = second.read_bytes()
    second.unlink()
    assert verify(tmp_path).exit_code == ExitCode.DRIFT

    put(second, content)
    record(tmp_path, result(2))

    assert not old.exists()
    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST_BYTES", 100)

    with pytest.raises(HoldfastError, match="larger than 100 bytes"):
        record(tmp_path, result(0))
