"""Of which tenant something was attested: judged when a file is loaded, and each time it is read anew."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from holdfast.plan.quick import with_client_file
from tests.newest import ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

TODAY = date(2026, 11, 24)
CONTROL = "sharepoint.version_history_kept"
VALUES = {"versions": 500, "kept_days": "unlimited", "libraries": "all"}


def write(project: Path, of: Mapping[str, Any], tenant: str = "acme.example") -> None:
    """Write a client whose file has one attestation."""
    entry = json.dumps({"control": CONTROL, **ENTRY, "values": VALUES, **of})
    config = f"  holdfast:tenant: {tenant}\n  holdfast:baseline: home@1.0.0\n"
    (project / "clients").mkdir(exist_ok=True)
    (project / "clients" / "Pulumi.acme.yaml").write_text(
        f"config:\n{config}  holdfast:attestations:\n    - {entry}\n", encoding="utf-8"
    )
    (project / "baselines" / "home").mkdir(parents=True, exist_ok=True)
    (project / "baselines" / "home" / "1.0.0.yaml").write_text(
        f"baseline: home\nversion: 1.0.0\ncontrols:\n  {CONTROL}: {{}}\n", encoding="utf-8"
    )


@pytest.mark.parametrize("tenant", ["acme.example", "ACME.Example"])
def test_what_was_attested_of_the_client_s_tenant_counts(tmp_path: Path, tenant: str) -> None:
    write(tmp_path, {"tenant": tenant})
    plan = load_plan(tmp_path, "acme", controls(), today=TODAY)

    assert [(one.control, one.tenant) for one in plan.attestations] == [(CONTROL, tenant)]
    quick = with_client_file(replace(plan, attestations=()), tmp_path)
    assert quick is not None
    assert quick.attestations == plan.attestations


@pytest.mark.parametrize(
    ("of", "slug"),
    [
        ({"tenant": "globex.example"}, "bad-attestation"),
        ({"tenant": "sub.acme.example"}, "bad-attestation"),
        ({"tenant": ""}, "wrong-value"),
        ({"tenant": 7}, "wrong-type"),
        ({}, "missing-key"),
    ],
)
def test_what_was_attested_of_another_tenant_or_of_none_is_refused(
    tmp_path: Path, of: dict[str, Any], slug: str
) -> None:
    write(tmp_path, of)
    with pytest.raises(InputErrors) as raised:
        load_plan(tmp_path, "acme", controls(), today=TODAY)
    assert {(one.line, one.slug) for one in raised.value.mistakes} >= {(5, slug)}


def test_a_file_that_comes_to_name_another_tenant_is_loaded_in_full_and_not_taken_as_it_was(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"tenant": "acme.example"})
    plan = load_plan(tmp_path, "acme", controls(), today=TODAY)
    write(tmp_path, {"tenant": "acme.example"}, tenant="globex.example")
    assert with_client_file(plan, tmp_path) is None


NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_whoever_writes_today_s_date_where_he_is_has_written_no_day_to_come(
    tmp_path: Path, hour: int
) -> None:
    """The file of an owner in the east is a day ahead of UTC for hours, and blinds nobody's check meanwhile."""
    now = NOW + timedelta(hours=hour)
    for zone in (*range(-12, 15), 13.75):
        local = (now + timedelta(hours=zone)).date()
        write(
            tmp_path, {"tenant": "acme.example", "on": str(local), "until": str(local + timedelta(days=400))}
        )
        plan = load_plan(tmp_path, "acme", controls(), today=now.date())
        assert [one.on for one in plan.attestations] == [local]


def test_a_day_that_has_begun_nowhere_is_refused_where_it_stands(tmp_path: Path) -> None:
    for ahead in (2, 3, 300):
        day = TODAY + timedelta(days=ahead)
        write(tmp_path, {"tenant": "acme.example", "on": str(day), "until": str(day)})
        with pytest.raises(InputErrors) as raised:
            load_plan(tmp_path, "acme", controls(), today=TODAY)
        assert [(one.line, one.slug) for one in raised.value.mistakes] == [(5, "bad-attestation")]


@pytest.mark.parametrize(
    "digest",
    [sha256().hexdigest(), sha256().hexdigest().upper(), "", "12", "g" * 64, "0f" * 31],
)
def test_a_digest_of_nothing_is_no_evidence(tmp_path: Path, digest: str) -> None:
    write(tmp_path, {"tenant": "acme.example", "evidence": {"sha256": digest, "kept": "wiki"}})

    with pytest.raises(InputErrors) as raised:
        load_plan(tmp_path, "acme", controls(), today=TODAY)

    (told,) = raised.value.mistakes
    assert (told.line, told.slug) == (5, "bad-attestation")
    assert ("empty file" in str(told)) is (len(digest) == 64 and "g" not in digest)
