"""What a setting hands to a service as it is written has the service's form, or is refused in the client file.

Else an apply would be stopped in the middle, with a part of the plan in the tenant. A text that is free says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from holdfast.controls.catalogue import controls
from tests.tried import any_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

BLANKS = ("", " ", "\u202e", "\u2800", "\u200b\t")
_ODD = "/x"
"""Neither an id nor an address, a domain, a site, a range or a query."""


def texts(settings: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Settings that are lists of texts, those of inner groups too."""
    for name, one in settings.model_fields.items():
        if one.annotation == list[str]:
            yield name, one
        for inner in getattr(one.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from texts(inner)


def test_every_list_takes_its_form_alone_or_says_why_any_text() -> None:
    lists = [(id_, *pair) for id_, one in controls().items() for pair in texts(one.Settings)]
    free = {(control, name) for control, name, each in lists if takes_any(each)}
    silent = sorted(pair for pair in free if not any_text(*pair))
    assert not silent, (
        f"give it a form, or say in its tests/controls/ file, `any_text`, why it has none: {silent}"
    )
    assert len({name for _, name, _ in lists} - {name for _, name in free}) >= 9


def named(settings: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, Any]]:
    """Settings that are texts or lists of texts, with a value in which nothing can be seen; of inner groups too."""
    for name, one in settings.model_fields.items():
        for blank in BLANKS if one.annotation is list[str] else BLANKS[1:] if one.annotation is str else ():
            yield settings, name, [blank] if one.annotation is list[str] else blank
        for inner in getattr(one.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from named(inner)


def test_nothing_that_cannot_be_seen_names_an_account_a_group_or_anything() -> None:
    """Else a list that looks empty is not, and a look-up tells that nobody is there of a name that nobody sees."""
    asked = [one for control in controls().values() for one in named(control.Settings)]
    assert len(asked) > 200
    for settings, name, blank in asked:
        with pytest.raises(ValidationError) as refused:
            settings.model_validate({name: blank})
        assert name in {one["loc"][0] for one in refused.value.errors()}, (settings, name, blank)


def test_no_setting_takes_a_control_character() -> None:
    """A NUL in a name is taken by every plan, and the service refuses it in the middle of an apply."""
    asked = {
        (settings, name, isinstance(blank, list))
        for one in controls().values()
        for settings, name, blank in named(one.Settings)
    }
    assert len(asked) > 50
    for settings, name, is_list in asked:
        for text in ("CA-\x00BreakGlass", "a\x1b[1m", "two\nlines", "\x85x"):
            with pytest.raises(ValidationError) as refused:
                settings.model_validate({name: [text] if is_list else text})
            assert name in {one["loc"][0] for one in refused.value.errors()}, (settings, name, text)


def takes_any(field: FieldInfo) -> bool:
    """Whether a list of a text that has no form is accepted."""
    form: Any = Annotated[field.annotation, *field.metadata]
    accepts: TypeAdapter[Any] = TypeAdapter(form)
    least = next((one.min_length for one in field.metadata if hasattr(one, "min_length")), 1)
    try:
        accepts.validate_python([_ODD, *(f"{_ODD} {number}" for number in range(1, least))])
    except ValidationError:
        return False
    return True
