"""Odd values of every setting of every control: refused with one sentence at their line, or applied to the meaning.

Whatever YAML makes of what somebody wrote, no plan ends in a traceback, nothing is turned into another value without a
word, what is said twice counts once, and what a plan takes the kinds take: else an apply would stop in the middle.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from holdfast.controls import identifiers
from holdfast.controls.catalogue import controls
from holdfast.kinds.input_mistakes import mistakes
from holdfast.kinds.registry import kinds
from holdfast.model.errors import InputErrors
from holdfast.plan.load import load_plan
from holdfast.provider.values import UNKNOWN
from tests.corpus.test_claims_in_every_setting import values
from tests.tried import tried
from tools.docs.declared import declares
from tools.docs.settings_cases import settings_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic.fields import FieldInfo

    from holdfast.model.errors import InputMistake

TODAY = date(2026, 11, 24)
FILE = "baselines/odd/1.0.0.yaml"
NUMBERS = ("0", "-1", "1", "2", "1.0", "30.0", "99999999999999999999", "1e3", ".nan", ".inf", "1_000", "012")
WORDS = (
    "no",
    "true",
    "false",
    "null",
    "~",
    "2026-01-01",
    "unlimited",
    "''",
    "' '",
    "'\u00a0'",
    "é",
    '"\\0"',
    "x",
)
SHAPES = ("[]", "[null]", "[[]]", "[0]", "[true]", "{}", "{a: 1}", "['']", "[' ']", '["a\\u200bb"]', "[x]")
ITEMS = (
    *("'*'", "'?'", "acme.example", "ACME.EXAMPLE", "acme.example.", "'*.acme.example'", "münchen.example"),
    *("-a.example", "a..b", "127.0.0.1", "localhost", "fabri\u212aam.com", "\u017fharepoint.com"),
    *("ana@acme.example", "ANA@ACME.EXAMPLE", "'*@acme.example'", "' ana@acme.example'", "ana@acme.example."),
    *(
        "786548dd-877b-4760-a749-6b1efbc1190a",
        "'{786548dd-877b-4760-a749-6b1efbc1190a}'",
        "0.0.0.0/0",
        "'::/0'",
    ),
    *("https://acme.sharepoint.com/sites/hr", "'https://acme.sharepoint.com/*'", "no", "012", "2026-01-01"),
)
NO_NAME = (
    "*",
    "?",
    "-a.example",
    "a..b",
    "127.0.0.1",
    "fabri\u212aam.com",
    "\u017fharepoint.com",
    "*@acme.example",
)
"""What is no domain and no address of mail, and what stands for nobody in a list of such."""
TWICE = (
    *(("acme.example", "ACME.EXAMPLE"), ("ana@acme.example", "ANA@ACME.EXAMPLE"), ("Staff", "Staff")),
    *(("10.1.0.0/16", "10.1.0.0/16"), ("Fido2", "fido2"), ("ExchangeItem", "exchangeitem")),
    *(("786548dd-877b-4760-a749-6b1efbc1190a", "786548DD-877B-4760-A749-6B1EFBC1190A"), ("user", "user")),
)
"""Lists that say one thing twice, in two letter cases where these mean nothing."""


SETTINGS = list(
    {
        (setting, repr(field)): (setting, name)
        for name, one in controls().items()
        for setting, field in one.Settings.model_fields.items()
    }.values()
)
"""Each setting with a control that has it: one that several have alike is tried with one of them."""
LISTS = [
    (setting, name)
    for setting, name in SETTINGS
    if get_origin(controls()[name].Settings.model_fields[setting].annotation) is list
]


@cache
def given(name: str) -> Mapping[str, Any]:
    """Settings that a control needs; asked for with every odd value of it."""
    return {**settings_cases(controls()[name].Settings)[0], **tried(name).needed}


def odd(field: FieldInfo) -> Iterator[str]:
    """What may be written for a setting, whatever may be in it."""
    is_list = get_origin(field.annotation) is list
    yield from (*SHAPES, "x", "no", "''", "null") if is_list else (*NUMBERS, *WORDS, "[]", "[x]", "{}")


def taken(
    project: Path, name: str, setting: str, written: str, beside: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """The settings of a plan that says so of a control; None where it is refused, at the line that is at fault."""
    others = given(name) if beside is None else beside
    lines = {**{one: json.dumps(value) for one, value in others.items()}, setting: written}
    text = "".join(f"    {one}: {value}\n" for one, value in lines.items())
    (project / FILE).write_text(f"baseline: odd\nversion: 1.0.0\ncontrols:\n  {name}:\n{text}", "utf-8")
    try:
        return load_plan(project, "acme", controls(), today=TODAY).controls[0].settings
    except InputErrors as error:
        stray = [str(told) for told in error.mistakes if not at_fault(told, name, setting, list(lines))]
    assert not stray, written
    return None


def at_fault(told: InputMistake, name: str, setting: str, lines: list[str]) -> bool:
    """Whether a mistake is told of the setting in its line; what two settings say together, in that of the control."""
    line, path = 5 + lines.index(setting), f"controls.{name}.{setting}"
    if f"`{setting}`" in str(told) and told.line == line - 1 - lines.index(setting):
        path = f"controls.{name}"
    elif told.line != line:
        return False
    return told.file == FILE and path in str(told)


def not_taken(name: str, settings: dict[str, Any]) -> list[str]:
    """What kinds say of what a control declares."""
    return [
        f"{kinds()[one['type']].name}.{path}: {told}"
        for one in declares(name, settings)
        if one["type"] in kinds()
        for path, told in mistakes(kinds()[one["type"]].fields, one["inputs"], UNKNOWN)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one client, whose baseline is written by each case."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / "clients").mkdir()
    client = "config:\n  holdfast:tenant: acme.example\n  holdfast:cloud: embedded\n  holdfast:baseline: odd@1.0.0\n"
    (tmp_path / "clients/Pulumi.acme.yaml").write_text(client, "utf-8")
    return tmp_path


@pytest.mark.parametrize(("setting", "name"), SETTINGS)
def test_odd_value_is_refused_at_its_line_or_taken_by_every_kind(
    setting: str, name: str, project: Path
) -> None:
    field = controls()[name].Settings.model_fields[setting]
    for written in odd(field):
        if settings := taken(project, name, setting, written):
            assert not_taken(name, settings) == [], written
            assert like(field, settings[setting]), written


@pytest.mark.parametrize(("setting", "name"), LISTS)
def test_odd_item_of_a_list_is_refused_at_its_line_or_taken_by_every_kind(
    setting: str, name: str, project: Path
) -> None:
    each = [taken(project, name, setting, f"[{one}]") for one in ITEMS]
    items = [one for settings in each if settings for one in settings[setting]]
    if items and (settings := taken(project, name, setting, json.dumps(items))):
        assert not_taken(name, settings) == []


@pytest.mark.parametrize("name", controls())
def test_ends_and_choices_are_taken_by_every_kind_alone_and_with_each_other(name: str) -> None:
    model = controls()[name].Settings
    each = {setting: ends for setting, field in model.model_fields.items() if (ends := inside(field))}
    alone = [{setting: value} for setting, ends in each.items() for value in ends]
    together = [{setting: ends[which] for setting, ends in each.items()} for which in (0, -1)]
    for said in (*alone, *together):
        settings = {**given(name), **said}
        # What two settings say together may be refused, by the control itself.
        if accepts(TypeAdapter(model), settings):
            assert not_taken(name, settings) == [], said


def inside(field: FieldInfo) -> list[Any]:
    """Every choice that is right, and both ends of a number, the lowest first."""
    # What a type checker cannot know as a type: it is made of a field.
    said: Any = Annotated[field.annotation, *field.metadata]
    adapter: TypeAdapter[Any] = TypeAdapter(said)
    return [value for value in values(field) if accepts(adapter, value)]


def accepts(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


GROUPS = [
    (setting, name)
    for setting, name in SETTINGS
    for inner in get_args(controls()[name].Settings.model_fields[setting].annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel)
]


@pytest.mark.parametrize(("setting", "name"), GROUPS)
def test_odd_value_in_a_group_is_refused_in_it_or_taken_by_every_kind(
    setting: str, name: str, project: Path
) -> None:
    """What several values of a group say together is told of the group."""
    model = controls()[name].Settings
    (inner,) = get_args(model.model_fields[setting].annotation)
    said = next(one for one in (given(name), *settings_cases(model)) if one.get(setting))
    for part, field in inner.model_fields.items():
        for written in odd(field):
            group = {one: json.dumps(value) for one, value in said[setting][0].items()} | {part: written}
            text = "{" + ", ".join(f"{one}: {value}" for one, value in group.items()) + "}"
            if settings := taken(project, name, setting, f"[{text}]", said):
                assert not_taken(name, settings) == [], (part, written)
                assert like(field, settings[setting][0][part]), (part, written)


def like(field: FieldInfo, value: Any) -> bool:
    """Whether a value is of the type that a setting has, where that is a simple one."""
    wanted = field.annotation
    if get_origin(wanted) is Literal:
        return any(type(value) is type(one) and value == one for one in get_args(wanted))
    return type(value) is wanted if wanted in {bool, int, str} else True


@pytest.mark.parametrize(("setting", "name"), LISTS)
def test_what_a_list_says_twice_counts_once(setting: str, name: str, project: Path) -> None:
    model = controls()[name].Settings
    for pair in TWICE:
        settings = taken(project, name, setting, json.dumps(list(pair)))
        said = getattr(model.model_validate(settings), setting) if settings else []
        assert len(said) < len(pair) or pair[0] != pair[1], pair
        if settings and len(said) == 1:
            again, once = (
                [one["inputs"] for one in declares(name, {**settings, setting: which})]
                for which in (list(pair), said)
            )
            assert again == once, pair


FORMED = ("Domains", "Domain", "DomainsOrAny", "Senders", "Addresses")
"""Forms of names of domains and of addresses of mail."""


@pytest.mark.parametrize("form", FORMED)
@pytest.mark.parametrize("text", NO_NAME)
def test_what_names_no_domain_or_address_is_none(form: str, text: str) -> None:
    if form == "DomainsOrAny" and text == "*":
        return
    for one in (text, f"ana@{text}") if form in {"Senders", "Addresses"} else (text,):
        with pytest.raises(ValidationError):
            TypeAdapter(getattr(identifiers, form)).validate_python(one if form == "Domain" else [one])


@pytest.mark.parametrize("form", ["Places", "Sites"])
@pytest.mark.parametrize("end", ["*", "sites/*", "sites/hr?web=1", "sites/hr#top", "sites/h r", 'sites/"hr"'])
def test_what_stands_for_several_sites_or_for_a_part_of_one_is_none(form: str, end: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(getattr(identifiers, form)).validate_python([f"https://acme.sharepoint.com/{end}"])
