"""The index of a history: what its files come to, kept beside them so that a question need not read them all.

Nothing is only here. It is made anew when it is missing, damaged, of another form, or of other files than there are;
where it cannot be kept, the answer comes from the files alone. Tables for whoever asks with SQL: `run`, `subject`,
`span` (`last` is null while no later run saw anything else).
"""

from __future__ import annotations

import json
import sqlite3
import warnings
from contextlib import closing, suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from holdfast.history.canonical import canonical, digest, kept
from holdfast.history.folder import RunFile, added_last, chain_folder, listing
from holdfast.history.look import look
from holdfast.history.reading import missing, steps
from holdfast.history.spans import Spans
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, HoldfastWarning, in_words
from holdfast.model.finding import Change
from holdfast.model.history import Run, Sort, Span, Subject
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from holdfast.history.reading import Step

NAME = "index.sqlite"
"""Name of the file, in the folder of the histories."""
_FORM = 1
"""Raised when the tables, or what is kept in them for the same files, change."""
_BUSY_SECONDS = 30.0
_GONE = -1
_TABLES = """
CREATE TABLE IF NOT EXISTS file (client TEXT, number INTEGER, digest TEXT, name TEXT, size INTEGER, changed INTEGER,
    PRIMARY KEY (client, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (client TEXT, number INTEGER, until INTEGER, file TEXT, problem TEXT, checked_at TEXT,
    recorded_at TEXT, tenant TEXT, simulation INTEGER, baseline TEXT, PRIMARY KEY (client, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject (client TEXT, sort TEXT, key TEXT, control TEXT, type TEXT, name TEXT,
    PRIMARY KEY (client, sort, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS span (client TEXT, sort TEXT, key TEXT, first INTEGER, last INTEGER, state TEXT, by TEXT,
    why TEXT, PRIMARY KEY (client, sort, key, first)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS span_by_state ON span (state, first);
CREATE TABLE IF NOT EXISTS seal (client TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
"""
_KEPT = {
    "file": "client, number, digest, name, size, changed",
    "run": "client, number, until, file, problem, checked_at, recorded_at, tenant, simulation, baseline",
    "subject": "client, sort, key, control, type, name",
    "span": "client, sort, key, first, last, state, by, why",
}
"""Columns by table, as rows are read and written."""


@value_class
class Indexed:
    """What the files of one client come to."""

    files: tuple[tuple[RunFile, int, int], ...]
    """Each with its size in bytes and the time of its last change in nanoseconds, by number.

    The one that was added last is among them when it is gone as well: its size is `_GONE` then.
    """
    runs: tuple[Run, ...]
    spans: tuple[Span, ...]


def indexed(folder: Path, client: str) -> Indexed:
    """Return what the files of a client's chain come to, by the index where it is of these files.

    Raises:
        HoldfastError: `history-unreadable` when the folder cannot be listed.
    """
    try:
        files = _files(folder, client)
    except OSError as error:
        where = error.filename or chain_folder(folder, client)
        told = f"the history of {client} cannot be read: {where}: {error.strerror or error}"
        raise HoldfastError("history-unreadable", f"{told}: look who may read it, and what it is") from None
    if not files:
        return Indexed((), (), ())
    try:
        return _by_index(folder, client, files)
    except (sqlite3.DatabaseError, *NOT_UNDERSTOOD):
        _remove(folder)
    try:
        return _by_index(folder, client, files)
    except (sqlite3.Error, *NOT_UNDERSTOOD) as error:
        told = f"the index in {folder} cannot be kept ({error}), so every answer reads all files"
        warnings.warn(told, HoldfastWarning, stacklevel=2)
        return _made(folder, client, files, None)


def lies(folder: Path, client: str) -> bool:
    """Return whether the index would answer otherwise than the files do, in whatever way it came to that.

    One that is missing, damaged or of other files than there are answers nothing: it is made anew.

    Raises:
        OSError: when the folder cannot be listed.
    """
    try:
        files = _files(folder, client)
        with closing(sqlite3.connect(f"{(folder / NAME).absolute().as_uri()}?mode=ro", uri=True)) as index:
            known = _load(index, client)
    except (sqlite3.Error, *NOT_UNDERSTOOD):
        return False
    return known is not None and known.files == files and known != _made(folder, client, files, None)


def _files(folder: Path, client: str) -> tuple[tuple[RunFile, int, int], ...]:
    chain = chain_folder(folder, client)
    there = listing(chain).runs
    facts = [(chain / one.name).lstat() for one in there]
    found = [(one, fact.st_size, fact.st_mtime_ns) for one, fact in zip(there, facts, strict=True)]
    last = added_last(chain)
    if last and last not in there:  # an end that was lost is a run of which nothing is known, and no end
        found.append((last, _GONE, 0))
    return tuple(sorted(found))


def _remove(folder: Path) -> None:
    """Take a damaged index away; SQLite passes over the journal of one that is gone."""
    with suppress(OSError):  # what cannot be taken away cannot be used either, which is told then
        (folder / NAME).unlink(missing_ok=True)


def _by_index(folder: Path, client: str, files: tuple[tuple[RunFile, int, int], ...]) -> Indexed:
    with closing(_opened(folder / NAME)) as index:
        known = _load(index, client)
        if known and known.files == files:
            return known
        made = _made(folder, client, files, known)
        _keep(index, client, made)
        return made


def _opened(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(index)
    except BaseException:
        index.close()
        raise
    return index


def _prepare(index: sqlite3.Connection) -> None:
    index.execute("PRAGMA synchronous = OFF")  # what a power cut takes is made anew
    form = "PRAGMA user_version"
    if index.execute(form).fetchone()[0] == 0:
        index.executescript(f"BEGIN IMMEDIATE; {_TABLES} {form} = {_FORM}; COMMIT;")
    if index.execute(form).fetchone()[0] != _FORM:
        raise sqlite3.DatabaseError("of another form")


def _load(index: sqlite3.Connection, client: str) -> Indexed | None:
    """Return what is kept of a client; None where nothing is, or it is not as it was kept."""
    index.execute("BEGIN")
    rows = {
        table: index.execute(f"SELECT {columns} FROM {table} WHERE client = ?", (client,)).fetchall()  # noqa: S608 - ours
        for table, columns in _KEPT.items()
    }
    seal = index.execute("SELECT digest FROM seal WHERE client = ?", (client,)).fetchone()
    index.execute("COMMIT")
    if not seal or seal[0] != _seal(rows):
        return None
    subjects = {(sort, key): Subject(Sort(sort), key, *more) for _, sort, key, *more in rows["subject"]}
    spans = Spans(_spans(rows["span"], subjects))
    files = sorted((RunFile(*facts[:3]), *facts[3:]) for _, *facts in rows["file"])
    return Indexed(tuple(files), tuple(_run(row) for row in rows["run"]), spans.all())


def _spans(rows: Iterable[Sequence[Any]], subjects: dict[tuple[str, str], Subject]) -> Iterator[Span]:
    for _, sort, key, first, last, state, by, why in rows:
        changes = tuple(Change(*one) for one in json.loads(by))
        yield Span(subject=subjects[sort, key], state=state, first=first, last=last, by=changes, why=why)


def _run(row: Sequence[Any]) -> Run:
    _, *facts = row
    named = dict(zip((one.name for one in fields(Run)), facts, strict=True))
    return Run(**{**named, "simulation": bool(named["simulation"])})


def _seal(rows: dict[str, list[Any]]) -> str:
    """Return a digest of all rows of a client, in any order: damage that SQLite does not notice shows by it."""
    return digest(canonical(kept({table: sorted(map(repr, found)) for table, found in rows.items()})))


def _made(
    folder: Path, client: str, files: tuple[tuple[RunFile, int, int], ...], known: Indexed | None
) -> Indexed:
    """Return what the files come to, going on from what is known of the first of them."""
    there = tuple(one for one, *_ in files)
    if known and files[: len(known.files)] == known.files and not known.runs[-1].problem:
        # The last file that is known is read again: what comes after it may show that it is not the one.
        last = known.files[-1][0]
        again = [one for one in there if one.number >= last.number]
        first, *rest = steps(folder, client, again)
        if first.run == known.runs[-1]:
            return _added(files, known, rest)
    before = missing(folder, client, there)
    return _added(files, Indexed((), (), ()), [*before, *steps(folder, client, there)])


def _added(files: tuple[tuple[RunFile, int, int], ...], known: Indexed, more: Iterable[Step]) -> Indexed:
    spans = Spans(known.spans)
    runs = list(known.runs)
    for step in more:
        run, seen = step.run, None
        if step.content is not None:
            try:
                seen = look(step.content.result)
            except NOT_UNDERSTOOD as error:
                why = f"it is not understood ({in_words(error)})"
                run = Run(number=run.number, until=run.until, file=run.file, problem=why)
        spans.add(run, seen)
        runs.append(run)
    return Indexed(files, tuple(runs), spans.all())


def _keep(index: sqlite3.Connection, client: str, made: Indexed) -> None:
    """Keep what the files of a client come to, in the place of what was kept of it, in one step."""
    subjects = {(one.subject.sort, one.subject.key): one.subject for one in made.spans}
    rows: dict[str, list[Any]] = {
        "file": [(client, *_values(one), *facts) for one, *facts in made.files],
        "run": [(client, *_values(one)) for one in made.runs],
        "subject": [(client, *_values(one)) for one in subjects.values()],
        "span": [(client, *_span_row(one)) for one in made.spans],
    }
    index.execute("BEGIN IMMEDIATE")
    for table, columns in _KEPT.items():
        index.execute(f"DELETE FROM {table} WHERE client = ?", (client,))  # noqa: S608 - ours
        places = ", ".join("?" for _ in columns.split(","))
        index.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows[table])  # noqa: S608 - ours
    index.execute("INSERT OR REPLACE INTO seal VALUES (?, ?)", (client, _seal(rows)))
    index.execute("COMMIT")


def _values(one: Any) -> tuple[Any, ...]:
    """Return a frozen value's fields as SQLite keeps them."""
    return tuple(_value(getattr(one, field.name)) for field in fields(one))


def _value(value: Any) -> Any:
    if isinstance(value, Sort):
        return value.value
    return int(value) if isinstance(value, bool) else value


def _span_row(one: Span) -> tuple[Any, ...]:
    by = json.dumps([[change.actor, change.time, change.activity] for change in one.by])
    return (str(one.subject.sort), one.subject.key, one.first, one.last, one.state, by, one.why)
