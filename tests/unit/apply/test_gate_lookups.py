"""Every reference of every kind: what is neither in the tenant nor declared stops the run, told once for all."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.lookups import missing_names, require_found, require_names
from holdfast.drift.seen import Live
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.errors import RefusedError
from holdfast.plan.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field


@dataclass
class Recorded:
    desired: tuple[DesiredResource, ...]


@dataclass
class Looked:
    """What the gate takes of a check."""

    recording: Recorded
    live: Live = field(default_factory=Live)


def referring(fields: Sequence[Field]) -> Iterator[str]:
    for one in fields:
        if one.refers_to:
            yield one.refers_to
        yield from referring(one.fields)


CASES = sorted(
    {(token, to) for token, kind in kinds().items() for to in referring(kind.fields) if to in kinds()}
)
"""Which kind refers to which."""


def looked(token: str, to: str, *more: DesiredResource) -> Looked:
    """A look after which two objects of `token` refer to an object of `to` that is not there."""
    desired = [
        DesiredResource(f"urn:{number}", token, f"one-{number}", "control", {"any": [reference(to, "Gone")]})
        for number in range(2)
    ]
    found = Looked(Recorded((*desired, *more)))
    found.live.objects[to] = ()
    return found


def require(found: Looked) -> None:
    require_names(kinds(), found.recording.desired, found.live, lambda name: f"file-of-{name}:7")


@pytest.mark.parametrize(("token", "to"), CASES)
def test_what_is_not_there_is_told_once_with_its_place_and_all_that_needs_it(token: str, to: str) -> None:
    with pytest.raises(RefusedError) as refused:
        require(looked(token, to))

    told = str(refused.value)
    assert told.endswith("[lookup-failed]")
    assert told.count("'Gone'") == 1
    assert "file-of-Gone:7 names for 2 objects" in told
    assert "\n" not in told


@pytest.mark.parametrize(("token", "to"), CASES)
def test_what_is_there_is_declared_or_could_not_be_read_passes(token: str, to: str) -> None:
    kind = kinds()[to]
    there = looked(token, to)
    there.live.directory.ids[to, "gone"] = "1"
    require(there)
    unread = looked(token, to)
    del unread.live.objects[to]
    require(unread)
    inputs: dict[str, Any] = {kind.key: "Gone"}
    declared = looked(token, to, DesiredResource("urn:own", to, "own", "control", inputs))
    expected = {} if kind.key_of(inputs) == "Gone" else {(to, "Gone"): 2}
    assert missing_names(kinds(), declared.recording.desired, declared.live) == expected


def test_a_place_is_the_line_of_the_whole_name(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "baselines" / "core").mkdir(parents=True)
    (tmp_path / "clients" / "Pulumi.acme.yaml").write_text(
        "a: [SG-Service-Accounts-2]\nb: [x, SG-Service-Accounts]\nholdfast:baseline: core@1.1.0\n"
    )
    baselines = tmp_path / "baselines" / "core"
    (baselines / "0.9.0.yaml").write_text("group: Only here, nowhere\n")
    (baselines / "1.0.0.yaml").write_text("\n\ngroup: Only here, in both\n")
    (baselines / "1.1.0.yaml").write_text("extends: core@1.0.0\ngroup: in both\n")

    assert place_of(tmp_path, "acme", "SG-Service-Accounts") == "clients/Pulumi.acme.yaml:2"
    assert place_of(tmp_path, "acme", "only here") == "baselines/core/1.0.0.yaml:3"
    assert place_of(tmp_path, "acme", "in both") == "baselines/core/1.1.0.yaml:2"
    assert place_of(tmp_path, "acme", "nowhere") == "the program"


@pytest.mark.parametrize("to", ["azuread:index/group:Group", "azuread:index/user:User"])
def test_what_the_program_looks_up_by_hand_is_one_object_that_is_there(to: str) -> None:
    """Whether nothing refers to it, or the program makes it: the engine would stop half-way."""
    kind = kinds()[to]
    made = DesiredResource("urn:made", to, "made", "control", {kind.key: "Ours"})

    told: list[str] = []

    def slug(*there: str, asked: str = "Ours") -> str:
        objects = tuple(
            LiveObject(id=str(n), key=name, inputs={kind.key: name}) for n, name in enumerate(there)
        )
        try:
            require_found(kinds(), [made], Live(objects={to: objects}), [(to, asked, "program.py:7")])
        except RefusedError as error:
            told.append(str(error))
            return error.slug
        return ""

    assert (
        slug() == slug(asked="OURS") == slug(asked="Gone") == slug("Gone ", asked="Gone") == "lookup-failed"
    )
    assert slug("Ours", "OURS") == slug("Gone", "gone", asked="Gone") == "ambiguous-name"
    assert slug("Ours", "Other") == slug("OURS") == slug("Gone", asked="gone") == ""
    require_found(kinds(), [made], Live(), [(to, "Ours", "program.py:7")])  # not read: told by others
    assert all("program.py:7" in one for one in told)
    assert ["made has yet to make" in one for one in told] == [True, True, False, False, False, False]
