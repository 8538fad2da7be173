"""The tenants' store: order, versions, transactions, secrets, and several processes at one file."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.gate import TenantGate
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.store import TenantFolder, TenantStore
from holdfast.emulator.tenant import Tenant
from holdfast.emulator.wire import Call, CmdletError, GraphError, Operation, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TenantStore]:
    opened = TenantStore(tmp_path / "a.example.sqlite")
    yield opened
    opened.close()


def test_documents_keep_their_place_and_compare_keys_without_case(store: TenantStore) -> None:
    for key in ("B", "a", "c"):
        store.put("things", key, {"id": key})
    store.put("things", "b", {"id": "b again"})
    assert [one["id"] for one in store.all("things")] == ["b again", "a", "c"]
    assert store.get("things", "C") == {"id": "c"}
    assert store.get("others", "c") is None
    assert (store.delete("things", "A"), store.delete("things", "A"), store.count("things")) == (
        True,
        False,
        2,
    )
    first, *_ = store.after("things", 0, 1)
    assert [one["id"] for _, one in store.after("things", first[0], 5)] == ["c"]


def test_a_document_is_a_copy(store: TenantStore) -> None:
    store.put("things", "a", {"list": []})
    store.all("things")[0]["list"].append(1)
    assert store.get("things", "a") == {"list": []}


def test_a_failed_transaction_leaves_nothing_and_remembers_nothing(store: TenantStore) -> None:
    def names() -> tuple[str, ...]:
        return store.memo("names", ("things",), lambda: tuple(one["id"] for one in store.all("things")))

    store.put("things", "a", {"id": "a"})
    before = store.version("things")

    def fail() -> None:
        with store.transaction():
            store.put("things", "b", {"id": "b"})
            assert names() == ("a", "b")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.version("things") == before
    # The next write gets the version that the failed one had.
    store.put("things", "c", {"id": "c"})
    assert names() == ("a", "c")


def test_another_process_is_seen_at_the_next_read(store: TenantStore) -> None:
    other = TenantStore(store.path)
    count = store.memo("count", ("things",), lambda: store.count("things"))
    other.put("things", "a", {})
    again = store.memo("count", ("things",), lambda: store.count("things"))
    other.clear()
    last = store.memo("count", ("things",), lambda: store.count("things"))
    other.close()
    assert (count, again, last) == (0, 1, 0)


def test_a_file_that_several_open_at_once_is_made_once(tmp_path: Path) -> None:
    """SQLite does not wait where it changes the mode of a journal: of 4,000 openings at once 300 were refused."""
    paths = [tmp_path / f"{number}.example.sqlite" for number in range(100)]
    together = threading.Barrier(4)

    def open_all(key: str) -> None:
        for path in paths:
            together.wait(900)
            with closing(TenantStore(path)) as opened:
                opened.put("things", key, {})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_all, "abcd"))
    for path in paths:
        with closing(TenantStore(path)) as opened:
            assert opened.count("things") == 4
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in paths}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_clear_empties_every_table_but_keeps_secrets_and_versions_growing(store: TenantStore) -> None:
    store.connection.execute("CREATE TABLE mailboxes (name TEXT)")
    store.connection.execute("INSERT INTO mailboxes VALUES ('x')")
    store.put("things", "a", {})
    store.set_setting("faults", [1])
    secret, version = store.secret("Holdfast"), store.version("things")
    store.keep("seed", "small")
    store.clear()
    assert (store.all("things"), store.setting("faults")) == ([], None)
    assert store.connection.execute("SELECT COUNT(*) FROM mailboxes").fetchone() == (0,)
    assert store.version("things") > version
    assert (store.secret("Holdfast"), store.kept("seed")) == (secret, "small")


def test_ids_are_reproducible_once_seeded(store: TenantStore) -> None:
    assert store.new_id() != store.new_id()
    rows = []
    for _ in range(2):
        store.clear()
        store.set_setting("seed_number", 7)
        rows.append([store.new_id() for _ in range(3)])
    assert rows[0] == rows[1]
    assert len(set(rows[0])) == 3


def test_a_folder_knows_tenants_by_domain_id_and_verified_name(tmp_path: Path) -> None:
    folder = TenantFolder(tmp_path / "new")
    store = folder.create("A.example")
    names = [{"name": "a.example"}, {"name": "mail.example"}]
    store.put("organization", "Id-1", {"id": "Id-1", "verifiedDomains": names})
    RequestLog(folder.path).close()
    again = TenantFolder(folder.path)
    assert again.domains() == ["a.example"]
    assert {again.open(name).path for name in ("A.EXAMPLE", "id-1", "mail.example")} == {store.path}
    with pytest.raises(KeyError):
        again.open("b.example")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    folder.close()
    again.close()


@pytest.mark.parametrize("error", [GraphError(400, "x", "x"), CmdletError("x", "x"), RuntimeError()])
def test_an_operation_that_fails_leaves_nothing(store: TenantStore, error: Exception) -> None:
    log = RequestLog(store.path.parent)
    tenant = Tenant(store, lambda: datetime(2026, 3, 1, tzinfo=UTC))

    def run() -> Reply:
        store.put("things", "a", {})
        raise error

    operation = Operation(labels=(), write=True, run=run, render_error=lambda _: Reply(400))
    call = Call("POST", "v1.0", "/things")
    if isinstance(error, RuntimeError):
        with pytest.raises(RuntimeError):
            TenantGate(log).perform(tenant, call, operation)
    else:
        assert TenantGate(log).perform(tenant, call, operation).reply.status == 400
    log.close()
    assert store.count("things") == 0
