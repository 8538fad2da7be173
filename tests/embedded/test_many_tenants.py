"""A folder of more tenants than a process may have files open: few are open, and those that nobody touched are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control, store
from holdfast.emulator.description import NAME, Description
from holdfast.emulator.store import TenantFolder, TenantStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOMAINS = [f"tenant{number}.example" for number in range(6)]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every file that is opened from now on, in order; three may be open."""
    found: list[str] = []

    class Counted(TenantStore):
        """Writes down that it is opened."""

        def __init__(self, path: Path) -> None:
            found.append(path.stem)
            super().__init__(path)

    monkeypatch.setattr(store, "TenantStore", Counted)
    monkeypatch.setattr(store, "_MOST_OPEN", 3)
    return found


@pytest.fixture
def folder(tmp_path: Path, opened: list[str]) -> Iterator[TenantFolder]:
    """Six tenants, each with an id of its own."""
    folder = TenantFolder(tmp_path)
    for number, domain in enumerate(DOMAINS):
        organization = {"id": f"id-{number}", "verifiedDomains": [{"name": domain}]}
        folder.create(domain).put("organization", "one", organization)
    opened.clear()
    yield folder
    folder.close()


def test_few_are_open_and_who_was_closed_is_opened_again(folder: TenantFolder, opened: list[str]) -> None:
    assert [folder.open(domain).get("organization", "one") is not None for domain in DOMAINS] == [True] * 6
    assert len(folder._stores) == 3
    opened.clear()
    folder.open(DOMAINS[3])
    folder.open(DOMAINS[0])
    assert (opened, list(folder._stores)) == ([DOMAINS[0]], [DOMAINS[5], DOMAINS[3], DOMAINS[0]])


def test_ids_of_all_are_learned_by_looking_through_them_once(folder: TenantFolder, opened: list[str]) -> None:
    folder.open("id-5")
    looked = len(opened)
    assert looked <= len(DOMAINS)
    assert folder.open("ID-4").path.stem == DOMAINS[4]
    assert folder.open("id-1").path.stem == DOMAINS[1]
    assert len(opened) <= looked + 2
    with pytest.raises(KeyError):
        folder.open("id-6")


def test_faults_of_all_are_set_whatever_their_number(folder: TenantFolder) -> None:
    control.set_faults(folder.path, [{"route": "*", "fault": "500"}])
    assert all(folder.open(domain).setting("faults") for domain in DOMAINS)


def test_description_opens_who_was_touched_and_nobody_else(
    folder: TenantFolder, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.emulator.description._TICK_NANOSECONDS", -(10**18))
    description = Description(folder, {"proxy_url": "http://127.0.0.1:1"}, lambda _: None)
    description.refresh()
    opened.clear()
    description.refresh()
    assert opened == []

    folder.open(DOMAINS[0]).put("applications", "one", {"displayName": "Holdfast", "appId": "app"})
    opened.clear()
    description.refresh()

    assert set(opened) <= {DOMAINS[0]}
    told = json.loads((folder.path / NAME).read_bytes())["tenants"]
    assert [told[domain]["client_id"] for domain in DOMAINS] == ["app", None, None, None, None, None]


def test_what_was_written_within_a_tick_is_looked_at_again(folder: TenantFolder, opened: list[str]) -> None:
    description = Description(folder, {"proxy_url": "http://127.0.0.1:1"}, lambda _: None)
    description.refresh()
    opened.clear()
    for domain in DOMAINS:
        folder.open(domain).put("organization", "one", {"id": f"other-{domain}"})
    description.refresh()
    told = json.loads((folder.path / NAME).read_bytes())["tenants"]
    assert [told[domain]["tenant_id"] for domain in DOMAINS] == [f"other-{domain}" for domain in DOMAINS]
