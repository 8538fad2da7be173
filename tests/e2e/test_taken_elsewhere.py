"""A client's file taken to another tenant: it names what it is about, so that nothing but a domain in it is of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.emulator import control
from holdfast.model.finding import DRIFT
from holdfast.model.fingerprint import stamped
from holdfast.model.status import Status
from tests import newest
from tests.e2e.scratch import CONTOSO, Scratch, told

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.drift.check import Checked

ELSEWHERE = "elsewhere.onmicrosoft.com"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NOT_AS_DECLARED = {*DRIFT, Status.UNKNOWN}


def declared(scratch: Scratch, domain: str) -> list[tuple[str, Any]]:
    """All that the program registers, without the name of the tenant."""
    return [(one.urn, without(one.inputs, domain)) for one in scratch.recording().desired]


def without(value: Any, domain: str) -> Any:
    """A value in which the domain is named `TENANT`."""
    if isinstance(value, dict):
        return {name: without(part, domain) for name, part in value.items()}
    if isinstance(value, list):
        return [without(part, domain) for part in value]
    return value.replace(domain, "TENANT") if isinstance(value, str) else value


def ids(checked: Checked) -> dict[tuple[str, str], str]:
    """The live id of each object that was made in the directory, by kind and name.

    What every tenant has is of the same id everywhere, and the embedded tenant's Purview goes by names.
    """
    return {
        (one.token, one.name): one.live_id
        for one in checked.result.findings
        if one.live_id and one.token.startswith("azuread:")
    }


def test_file_of_one_tenant_hardens_another_whose_ids_are_all_others(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        newest.upgrade(scratch.project, "contoso")
        newest.enable(scratch.project)
        control.seed(scratch.tenants, ELSEWHERE, scratch.seed)
        path = scratch.project / "clients" / "Pulumi.contoso.yaml"
        text = path.read_text(encoding="utf-8")
        assert not _ID.search(text), "a file names what it is about"
        scratch.apply()
        here, said = scratch.check(), declared(scratch, CONTOSO)

        path.write_text(text.replace(CONTOSO, ELSEWHERE), encoding="utf-8")
        before = scratch.check()
        scratch.apply()
        there = scratch.check()

        assert declared(scratch, ELSEWHERE) == said, "nothing but the domain is of one tenant"
    assert before.result.tenant == ELSEWHERE
    assert {one.status for one in before.result.findings} & DRIFT, "the other tenant was not hardened"
    for checked in (here, there):
        assert told(checked, _NOT_AS_DECLARED) == []
    assert ids(here).keys() == ids(there).keys()
    assert ids(here), "some objects have ids of their own"
    same = [name for name, one in ids(here).items() if ids(there)[name] == one]
    assert not same, "all ids are others"
    prints = [
        [one.fingerprint for one in stamped(checked.result, checked.recording.controls).findings]
        for checked in (here, there)
    ]
    assert sorted(prints[0]) == sorted(prints[1]), "what one is known by is no id either"
