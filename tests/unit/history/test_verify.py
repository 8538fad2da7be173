"""Whatever is done to the files of a chain is found, and the file is named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from holdfast.history.folder import head_file, listing
from holdfast.history.index import _KEPT, NAME, _seal
from holdfast.history.question import history
from holdfast.history.verify import verify
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode
from holdfast.report.history_text import print_verified, verified_json
from tests.unit.history.made import digest_in, put, record, result, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.history.folder import Listing
    from holdfast.model.history import Verified

RUNS = 3
PAIRS = list(combinations(range(RUNS), 2))
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
RAW = KEY.public_key().public_bytes_raw()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return record(tmp_path, *(result(day) for day in range(RUNS)))


def look(files: list[Path], *, with_head: bool = True) -> Verified:
    return verify(files[0].parents[1], [digest_in(files[-1])] if with_head else [])


def found(verified: Verified) -> dict[str, str]:
    """What is wrong, by file."""
    every = [*verified.flaws, *(one for chain in verified.chains for one in chain.flaws)]
    assert bool(every) == (verified.exit_code == ExitCode.DRIFT)
    return {one.file.rpartition("/")[2]: one.what for one in every}


def test_chain_as_it_was_recorded_has_no_flaw_and_tells_its_head(files: list[Path]) -> None:
    verified = look(files)

    assert verified.exit_code == ExitCode.IN_SYNC
    (chain,) = verified.chains
    assert (chain.client, chain.runs, chain.head) == ("contoso", RUNS, digest_in(files[-1]))
    assert chain.notes == ("runs 1 to 3: not signed",)
    assert json.loads(verified_json(verified, "x"))["chains"][0]["head"] == chain.head


@pytest.mark.parametrize("which", range(RUNS))
def test_every_changed_byte_is_found_and_the_file_named(files: list[Path], which: int) -> None:
    path = files[which]
    content = path.read_bytes()
    for at in range(len(content)):
        # Every byte, and every bit of some.
        for bit in range(8) if at % 64 == 0 else [at % 8]:
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            put(path, bytes(changed))
            assert set(found(look(files, with_head=False))) == {path.name}, (at, bit)
    put(path, content)
    assert not found(look(files))


@pytest.mark.parametrize("which", range(RUNS))
def test_every_byte_that_is_taken_away_or_put_in_is_found(files: list[Path], which: int) -> None:
    path = files[which]
    content = path.read_bytes()
    for at in range(0, len(content) + 1, 7):
        for changed in (content[:at], content[:at] + b" " + content[at:], content[:at] + content[at + 1 :]):
            if changed != content:
                put(path, changed)
                assert set(found(look(files, with_head=False))) == {path.name}, at


def forget_head(files: list[Path]) -> None:
    """Take away what names the last run, as somebody would who cuts an end off and knows of it."""
    head_file(files[0].parent).unlink()


@pytest.mark.parametrize("which", range(RUNS))
def test_deleted_file_is_missing_by_its_name(files: list[Path], which: int) -> None:
    files[which].unlink()

    last = ": it was recorded last" if which == RUNS - 1 else ""
    for with_head in (True, False):
        assert found(look(files, with_head=with_head)) == {files[which].name: f"it is missing{last}"}


def test_end_that_is_cut_off_with_what_names_it_is_found_by_a_kept_head_alone(files: list[Path]) -> None:
    for path in files[1:]:
        path.unlink()
    assert found(look(files, with_head=False)) == {files[-1].name: "it is missing: it was recorded last"}
    forget_head(files)

    assert not found(look(files, with_head=False))
    assert look(files, with_head=False).exit_code == ExitCode.NO_ANSWER, "nobody knows whether it is the end"
    assert "an end was cut off" in "".join(found(look(files)).values())
    record(files[0].parents[1], result(7))
    assert look(files, with_head=False).exit_code == ExitCode.IN_SYNC
    assert "an end was cut off" in "".join(found(look(files)).values())


def test_several_missing_files_are_told_at_once_and_so_is_the_beginning(files: list[Path]) -> None:
    files += [record(files[0].parents[1], result(3 + day))[0] for day in range(2)]
    for path in (files[0], files[2], files[3]):
        path.unlink()

    assert found(look(files)) == {
        files[0].name: "it is missing",
        files[3].name: "it and all others from run 3 on are missing",
    }


def test_chain_without_any_file_is_not_known(files: list[Path]) -> None:
    for path in files:
        path.unlink()

    assert found(look(files)) == {files[-1].name: "it is missing: it was recorded last"}
    forget_head(files)

    verified = look(files, with_head=False)
    assert verified.exit_code == ExitCode.NO_ANSWER
    assert "all were taken away" in verified.chains[0].unread[0].what
    assert verify(files[0].parents[2]).exit_code == ExitCode.NO_ANSWER
    assert verify(files[0].parents[2] / "nothing").exit_code == ExitCode.NO_ANSWER


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda chain: chain.rename(chain.with_suffix(".old")),
        lambda chain: chain.rename(chain.parent / "x"),
    ],
    ids=["deleted", "renamed", "called otherwise"],
)
@pytest.mark.parametrize("indexed", [False, True])
def test_whole_chain_of_one_of_several_clients_that_is_gone_is_missing(
    files: list[Path], harm: Callable[[Path], object], indexed: bool
) -> None:
    """And no new one is begun in its place, as if there had been none."""
    chain, folder = files[0].parent, files[0].parents[1]
    record(folder, result(0, client="acme"))
    if indexed:
        history(folder, "contoso")
    harm(chain)

    assert found(verify(folder)) == {files[-1].name: "it is missing: it was recorded last"}
    with pytest.raises(HoldfastError, match=r"contoso\.head names, is not there"):
        record(folder, result(9))
    assert not list(folder.glob("contoso.runs/0*"))


@pytest.mark.parametrize("pair", PAIRS)
def test_swapped_contents_are_found_in_both(files: list[Path], pair: tuple[int, int]) -> None:
    one, other = (files[at] for at in pair)
    contents = one.read_bytes(), other.read_bytes()
    put(one, contents[1])
    put(other, contents[0])

    assert set(found(look(files, with_head=False))) == {one.name, other.name}


@pytest.mark.parametrize("pair", PAIRS)
def test_swapped_places_are_found_in_both(files: list[Path], pair: tuple[int, int]) -> None:
    one, other = (files[at] for at in pair)
    names = [
        one.with_name(f"{number + 1:06}-{digest_in(path)}.json")
        for number, path in zip(pair[::-1], (one, other), strict=True)
    ]
    one.rename(names[0])
    other.rename(names[1])

    assert set(found(look(files, with_head=False))) >= {path.name for path in names}


@pytest.mark.parametrize(
    ("which", "place"), [one for one in product(range(RUNS), range(RUNS + 1)) if len({*one}) == 2]
)
def test_doubled_file_is_found_at_whatever_place(files: list[Path], which: int, place: int) -> None:
    double = files[which].with_name(f"{place + 1:06}-{digest_in(files[which])}.json")
    double.write_bytes(files[which].read_bytes())

    assert double.name in found(look(files, with_head=False))


@pytest.mark.parametrize("place", range(RUNS))
def test_run_that_somebody_made_in_place_of_one_is_found(files: list[Path], place: int) -> None:
    previous = digest_in(files[place - 1]) if place else ""
    made = write(files[0].parents[1], place + 1, previous, result(place, {"entra.one": "met"}))
    files[place].unlink()

    flaws = found(look(files, with_head=place == RUNS - 1))
    assert (made.name in flaws) == (place < RUNS - 1)
    assert flaws, "the last one shows by the head alone"


@pytest.mark.parametrize("place", range(RUNS))
def test_run_that_somebody_put_beside_one_is_found(files: list[Path], place: int) -> None:
    previous = digest_in(files[place - 1]) if place else ""
    made = write(files[0].parents[1], place + 1, previous, result(place, {"entra.one": "met"}))

    flaws = found(look(files, with_head=False))
    assert "it was put in, or two machines recorded at once" in flaws[made.name]
    assert (files[place].name in flaws) == (place == RUNS - 1), "which of two last ones is it, nobody can say"


def test_run_of_another_client_tenant_or_chain_is_found(files: list[Path]) -> None:
    folder = files[0].parents[1]
    (foreign,) = record(folder, result(0, client="acme"))
    moved = foreign.rename(files[0].with_name(f"000004-{digest_in(foreign)}.json"))
    assert {moved.name, foreign.name} <= {*found(look(files))}
    moved.unlink()
    forget_head([foreign])

    other = write(folder, 4, digest_in(files[-1]), result(4, tenant="x.onmicrosoft.com"))
    assert "another tenant" in found(look(files))[other.name]
    other.unlink()

    begins = write(folder, 4, "", result(4))
    assert "begins a chain of its own" in found(look(files))[begins.name]
    begins.unlink()

    strange = write(folder, 4, digest_in(files[-1]), result(4, client="acme"))
    moved = strange.rename(files[0].with_name(strange.name))
    assert found(look(files)) == {moved.name: "it is a run of client acme"}


def test_file_that_is_called_as_no_run_is_is_a_stranger(files: list[Path]) -> None:
    names = {"000001-x.json", f"0{files[1].name}", f"000000-{digest_in(files[0])}.json", "notes.txt"}
    for name in names:
        (files[0].parent / name).write_bytes(files[1].read_bytes())

    assert found(look(files)) == dict.fromkeys(names, "it is no run: somebody put it there")


def odd(path: Path, content: bytes) -> Path:
    """A file whose name is right for whatever is in it."""
    made = path.with_name(f"000004-{hashlib.sha256(content).hexdigest()}.json")
    made.write_bytes(content)
    return made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"run":{}}',
        b'{"run":{"schema":1}}',
        b"[" * 100_000,
        b"1e999",
        b"NaN",
    ],
)
def test_file_that_is_no_run_is_a_flaw_whatever_it_holds(files: list[Path], content: bytes) -> None:
    made = odd(files[0], content)

    assert "it is no run" in found(look(files))[made.name]


@pytest.mark.parametrize(
    "form",
    [
        lambda content: content.replace(b'{"run":', b'{ "run":'),
        lambda content: content.replace(b'"number":4', b'"number":3,"number":4'),
        lambda content: content.replace(b'"number":4', b'"more":12345678901234567890,"number":4'),
    ],
    ids=["space", "twice", "number"],
)
def test_run_that_is_not_canonical_is_a_flaw(files: list[Path], form: object) -> None:
    made = write(files[0].parents[1], 4, digest_in(files[-1]), result(4))
    assert callable(form)
    content = form(made.read_bytes())
    assert content != made.read_bytes()
    made.unlink()

    path = odd(files[0], content)
    assert "not in canonical form" in found(look(files))[path.name]


def test_run_of_a_newer_program_is_told_and_not_passed_over(files: list[Path]) -> None:
    made = write(files[0].parents[1], 4, digest_in(files[-1]), result(4), schema="2.0")

    verified = look(files)
    assert verified.exit_code == ExitCode.NO_ANSWER
    (chain,) = verified.chains
    assert chain.unread[0].file.endswith(made.name)
    assert "of version 2.0" in chain.unread[0].what
    later = write(files[0].parents[1], 4, digest_in(files[-1]), result(4), schema="1.7")
    made.unlink()
    assert look(files).exit_code == ExitCode.IN_SYNC, later


def test_file_that_cannot_be_read_is_not_known(files: list[Path]) -> None:
    files[1].unlink()
    os.mkfifo(files[1])

    verified = look(files)
    assert verified.exit_code == ExitCode.NO_ANSWER
    assert verified.chains[0].unread[0].file.endswith(files[1].name)


def test_folder_that_cannot_be_listed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(HoldfastError) as caught:
        verify(tmp_path / "file")
    assert caught.value.slug == "history-unreadable"


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("spoil", [as_folder, as_pipe, lambda path: path.write_bytes(b"x" * 5000)])
def test_one_client_of_whom_nothing_can_be_read_hides_no_other(
    spoil: Callable[[Path], object], files: list[Path]
) -> None:
    """What names a client's last run is no file, or no such: the others are judged, and it is named."""
    folder = files[0].parents[1]
    record(folder, result(1, client="fabrikam"), result(2, client="fabrikam"))
    files[1].unlink()
    spoil(head_file(folder / "fabrikam.runs"))

    verified = verify(folder, [digest_in(files[-1])])

    ours, theirs = verified.chains
    assert [one.file for one in ours.flaws] == [f"contoso.runs/{files[1].name}"]
    assert [one.file for one in theirs.unread] == ["fabrikam.head"]
    assert not theirs.flaws
    assert verified.heads
    assert not verified.flaws
    with pytest.raises(HoldfastError, match=r"fabrikam\.head: ") as caught:
        history(folder, "fabrikam")
    assert caught.value.slug == "history-unreadable"


def test_chain_that_cannot_be_listed_may_have_the_head_that_is_missing(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = files[0].parents[1]
    record(folder, result(1, client="fabrikam"))

    def listed(chain: Path) -> Listing:
        if chain.name == "fabrikam.runs":
            raise PermissionError(13, "Permission denied", str(chain))
        return listing(chain)

    monkeypatch.setattr("holdfast.history.verify.listing", listed)
    verified = verify(folder, ["0" * 64])

    assert verified.exit_code == ExitCode.NO_ANSWER
    assert not verified.flaws
    assert [one.file for chain in verified.chains for one in chain.unread] == ["fabrikam.runs"]


# --- signatures


@pytest.fixture
def signed(tmp_path: Path) -> list[Path]:
    return record(tmp_path, *(result(day) for day in range(RUNS)), key=KEY)


def test_signed_chain_holds_against_its_key_and_no_other(signed: list[Path]) -> None:
    folder = signed[0].parents[1]
    assert verify(folder, keys=[RAW]).exit_code == ExitCode.IN_SYNC
    (chain,) = verify(folder).chains
    assert chain.notes[0].startswith("runs 1 to 3: signed by key ")

    other = OTHER_KEY.public_key().public_bytes_raw()
    assert set(found(verify(folder, keys=[other]))) == {one.name for one in signed}
    assert verify(folder, keys=[other, RAW]).exit_code == ExitCode.IN_SYNC


def test_run_without_a_signature_is_a_flaw_where_a_key_is_asked_for(signed: list[Path]) -> None:
    folder = signed[0].parents[1]
    (plain,) = record(folder, result(3))
    (later,) = record(folder, result(4), key=OTHER_KEY)

    flaws = found(verify(folder, keys=[RAW]))
    assert set(flaws) == {plain.name, later.name}
    assert "not signed" in flaws[plain.name]
    notes = verify(folder).chains[0].notes
    assert [one.partition(":")[0] for one in notes[:3]] == ["runs 1 to 3", "run 4", "run 5"]


def test_chain_made_anew_without_the_key_is_found(signed: list[Path]) -> None:
    folder = signed[0].parents[1]
    forget_head(signed)
    for path in signed:
        path.unlink()
    forged = record(folder, *(result(day, {"entra.one": "met"}) for day in range(RUNS)), key=OTHER_KEY)

    assert verify(folder).exit_code == ExitCode.IN_SYNC, "a chain alone cannot tell"
    assert set(found(verify(folder, keys=[RAW]))) == {one.name for one in forged}


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("value", "AAAA"),
        ("publicKey", "AAAA"),
        ("algorithm", "none"),
        ("value", 1),
        ("value", "ä"),
        ("", None),
    ],
)
def test_signature_that_is_not_of_the_run_is_a_flaw(signed: list[Path], part: str, value: object) -> None:
    facts = json.loads(signed[-1].read_bytes())
    facts["signature"] = {**facts["signature"], part: value} if part else [1]
    signed[-1].unlink()
    made = odd(
        signed[0], json.dumps(facts, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    )
    made = made.rename(made.with_name(made.name.replace("000004", "000003")))

    assert "signature" in found(verify(signed[0].parents[1]))[made.name]
    assert "signature wrong" in "".join(verify(signed[0].parents[1]).chains[0].notes)


def test_signature_of_another_run_is_a_flaw(signed: list[Path]) -> None:
    facts = [json.loads(one.read_bytes()) for one in signed]
    facts[2]["signature"] = facts[1]["signature"]
    signed[2].unlink()
    made = odd(signed[0], json.dumps(facts[2], separators=(",", ":"), sort_keys=True).encode())
    made = made.rename(made.with_name(made.name.replace("000004", "000003")))

    assert found(verify(signed[0].parents[1])) == {
        made.name: "its signature is not one of its content",
        signed[2].name: "it is missing: it was recorded last",
    }


# --- as it is told


def test_table_tells_flaws_heads_and_what_is_not_known(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for verified in outcomes(files):
        print_verified(verified, "history")
    told = capsys.readouterr().out
    assert "As recorded: 3 runs of history, with 1 head kept elsewhere" in told
    assert "that somebody cut an end off shows only against a head" in told
    assert f"Flaw: contoso.runs/{files[1].name}: it is missing" in told
    assert "Not as recorded: 1 flaw in 2 runs of history" in told
    assert "Not as recorded: 2 flaws in 2 runs of history" in told
    assert "Not known: contoso.runs: it has no run" in told
    assert "Not known: not everything of 0 runs of history could be judged" in told
    assert "Not known: history has no history" in told


def outcomes(files: list[Path]) -> Iterator[Verified]:
    yield look(files)
    yield look(files, with_head=False)
    files[1].unlink()
    yield look(files)
    yield verify(files[0].parents[1], ["0" * 64])
    files[0].unlink()
    files[2].unlink()
    yield look(files, with_head=False)
    forget_head(files)
    yield look(files, with_head=False)
    files[0].parent.joinpath(".lock").unlink()
    files[0].parent.rmdir()
    yield look(files, with_head=False)


def test_index_that_answers_otherwise_than_the_files_is_a_flaw(tmp_path: Path) -> None:
    record(tmp_path, *(result(day, {"a.control": "not-met"}) for day in range(RUNS)))
    assert history(tmp_path, "contoso").spans[0].state == "not-met"
    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC

    with closing(sqlite3.connect(tmp_path / NAME)) as index:
        index.execute("UPDATE span SET state = 'met'")
        rows = {
            table: index.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608 - ours
            for table, columns in _KEPT.items()
        }
        index.execute("UPDATE seal SET digest = ?", (_seal(rows),))
        index.commit()
    assert history(tmp_path, "contoso").spans[0].state == "met", "whoever may write there can make it lie"

    found = verify(tmp_path)

    (flaw,) = found.chains[0].flaws
    assert flaw.file == NAME
    assert "delete it" in flaw.what
    (tmp_path / NAME).unlink()
    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC
    assert not (tmp_path / NAME).exists(), "it only reads"
    assert history(tmp_path, "contoso").spans[0].state == "not-met"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and no more", b"x" * 9_000])
def test_index_that_answers_nothing_is_no_flaw(tmp_path: Path, content: bytes) -> None:
    record(tmp_path, result())
    (tmp_path / NAME).write_bytes(content)

    assert verify(tmp_path).exit_code == ExitCode.IN_SYNC
    assert (tmp_path / NAME).read_bytes() == content
