"""What a control or a kind brings for the tests, in one file of its own: what only somebody who knows it can say.

`tests/controls/<service>/<name>.py` holds `TRIED`, a `TriedControl`; `tests/kinds/<service>/<name>.py`, named as the
kind's own file, a `TriedKind`. The folders are walked, as components are, and the tests over everything that exists
draw on all of them. `tests/corpus/test_tried.py` says which field is missing. What there is nothing to say of needs no
file, and what the code says already is not said again here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tests.conditions import Condition
from tests.controls.shared import ANY_TEXT, NARROWING

HERE = Path(__file__).parent
CONTOSO = "contoso.onmicrosoft.com"
"""The tenant that things are tried in."""
TAKEN_OVER = "Taken over"
"""Name of an object that is there before it is declared."""

Settings = Mapping[str, Any]
"""Values by the names of settings, or of parameters."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """One difference that a check finds after a tampering, in the tenant of `test_data_that_stays`."""

    kind: str
    """Name of the kind, such as `RetentionPolicy`."""
    path: str
    _: KW_ONLY
    expected: object
    found: object
    put_right: bool = True
    """Whether an apply puts it right: what is assessed is never written."""
    control: str = ""
    """Id of the control whose object it is, where that is another one than the tampered one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an auditor asks, so that something which a control claims of SCuBA or CIS is met."""

    kind: str
    """Name of the kind of which one declared object has to meet all conditions."""
    asked: tuple[Condition, ...]
    """Over its wire form; over the inputs of a rule or an assessment."""
    given: Settings = field(default_factory=dict)
    """Settings without which it is not met: its own and `needed`, where nothing is said."""
    without: Settings = field(default_factory=dict)
    """Settings with which it is not met, each of which the claim names in what it lacks."""
    lacks: str = ""
    """A part of what the claim says of what it lacks, where no setting decides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedControl:
    """How one control is tried. Each field is empty where the control has nothing of its sort."""

    chosen: Settings = field(default_factory=dict)
    """Parameters of the newest baseline by which a client chooses what is off by default.

    Those that are the `enabled` of a control are chosen anyway.
    """
    acting: Settings = field(default_factory=dict)
    """Parameters without which it binds nobody, for `CONTOSO`, where every policy acts."""
    attested: Settings = field(default_factory=dict)
    """Values of an attestation that are as good as asked."""
    needed: Settings = field(default_factory=dict)
    """Settings that it needs, or without which its defaults leave something undone."""
    whole: Settings = field(default_factory=dict)
    """Settings with which it leaves nobody out and binds somebody, where its defaults do not."""
    narrowing: Mapping[str, Settings] = field(default_factory=dict)
    """By setting that `Narrows`, settings by which it leaves somebody out; `shared.py` has those of many controls."""
    enough: Mapping[str, tuple[Settings, ...]] = field(default_factory=dict)
    """By setting that `FallsShort`, settings that are just enough."""
    too_little: Mapping[str, tuple[Settings, ...]] = field(default_factory=dict)
    """By setting that `FallsShort`, settings that are too little."""
    any_text: Mapping[str, str] = field(default_factory=dict)
    """By setting that is a list of texts without a form, why any text is taken; `shared.py` as well."""
    claims: Mapping[str, Claim] = field(default_factory=dict)
    """By id of SCuBA or CIS, the conditions of what the control claims."""
    found: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    """By tampering, what is found of it; several tamperings are done together, so that none may hide another's."""
    listed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By tampering that makes what nobody declared, the kind and the name by which that is listed."""
    alone: tuple[str, ...] = ()
    """Tamperings that touch what others touch, so that each is done in a tenant of its own, which takes long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An object of a kind that is taken over, what may be declared otherwise, and states that it can be in."""

    collection: str
    """Where the embedded tenant keeps it."""
    inputs: Settings
    """What it is made of; its name is `TAKEN_OVER`."""
    changes: tuple[Settings, ...]
    """Inputs of which each is declared otherwise by itself; None takes one away."""
    states: Mapping[str, Settings] = field(default_factory=dict)
    """States that no watched property tells: values of the stored row, by the name that `Frozen.place` has for it."""
    telling: Settings = field(default_factory=dict)
    """By watched property, a value that says something, where its form does not tell what that is."""
    alike: Mapping[str, Settings] = field(default_factory=dict)
    """By state, what has to be declared as well, or something else that is fixed would be refused first."""
    before: Mapping[str, tuple[Settings, ...]] = field(default_factory=dict)
    """By type token, inputs of objects that have to be there."""
    not_answered: tuple[str, ...] = ()
    """States that the embedded tenant does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedKind:
    """How one kind is tried. Each field is empty where there is nothing of its sort."""

    rows: Iterable[str] = ()
    """Properties of the embedded tenant's rows, of a service in code; a declared service is asked itself."""
    adoption: Adoption | None = None
    """Of a kind of which a tenant has several objects."""
    obeyed: Settings = field(default_factory=dict)
    """Of an assessment that asks Graph, a rule that the tenant of `test_assessments_whole` obeys."""
    comes_whole: str = ""
    """Of such an assessment, how that comes which it reads, where it asks for no property by name."""
    preset: Settings = field(default_factory=dict)
    """Of a rule over policies of filters, what the weaker preset, Standard, sets.

    "Recommended settings for cloud organizations", https://learn.microsoft.com/defender-office-365/
    recommended-settings-for-eop-and-office365 (recalled, 2026-11-27). File types of the malware filter are the
    service's own list, which the presets share.
    """
    groups: Mapping[str, tuple[Settings, ...]] = field(default_factory=dict)
    """By property that is a list of groups, each of which protects or lets in by itself: some that may be declared,

    such as the same in another letter case, one that is stronger and one that is weaker, and another one."""
    enough_without: Mapping[str, str] = field(default_factory=dict)
    """By property that it asks for and can do without, why."""
    neither_way: Mapping[str, str] = field(default_factory=dict)
    """Of a tenant's settings, or of a rule, by property of which neither way is stricter for everybody, why."""


@cache
def tried_controls() -> Mapping[str, TriedControl]:
    """How each control is tried, by id; those without a file are not in it."""
    return _walked("controls", TriedControl)


def tried(control: str) -> TriedControl:
    """How a control is tried: nothing is said of it where it has no file."""
    return tried_controls().get(control, TriedControl())


def narrowing(control: str, setting: str) -> Settings:
    """Settings by which a control leaves somebody out through one of them; none where nobody says."""
    return tried(control).narrowing.get(setting) or NARROWING.get(setting, {})


def claims_itself(control: str, claim: str) -> bool:
    """Whether a control's own file has the conditions of what it claims."""
    return claim in tried(control).claims


def any_text(control: str, setting: str) -> str:
    """Why any text is taken in a list; empty where nobody says."""
    return tried(control).any_text.get(setting) or ANY_TEXT.get(setting, "")


@cache
def tried_kinds() -> Mapping[str, TriedKind]:
    """How each kind is tried, by its name in small letters; those without a file are not in it."""
    found = _walked("kinds", TriedKind)
    return {name.partition(".")[2].replace("_", ""): one for name, one in found.items()}


def tried_kind(name: str) -> TriedKind:
    """How a kind is tried: nothing is said of it where it has no file."""
    return tried_kinds().get(name.lower(), TriedKind())


def _walked(folder: str, sort: type[T]) -> Mapping[str, T]:
    found = {}
    for path in sorted((HERE / folder).glob("*/*.py")):
        name = f"{path.parent.name}.{path.stem}"
        one = getattr(importlib.import_module(f"tests.{folder}.{name}"), "TRIED", None)
        assert isinstance(one, sort), f"{path}: say TRIED = {sort.__name__}(…), as `holdfast new` writes it"
        found[name] = one
    return found
