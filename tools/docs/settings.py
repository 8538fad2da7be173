"""A control's settings as a table: type, default and what each is, from the pydantic model and its docstrings."""

from __future__ import annotations

import ast
import inspect
import json
import types
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from holdfast.controls.narrowing import Narrows
from tools.docs.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

_PLAIN = {str: "text", int: "whole number", bool: "true or false", float: "number"}


def settings_table(model: type[BaseModel]) -> str:
    """Return one row for each setting, in the order of the model, members of inner models below their list."""
    return table(("Setting", "Type", "Default", "What it is"), _rows(model, ""))


def _rows(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    docs = attribute_docs(model)
    for name, field in model.model_fields.items():
        inner = _inner_model(field.annotation)
        kind = _told_type(field.annotation) + _bounds(field)
        narrows = (
            " Narrows what the control is for." if any(isinstance(m, Narrows) for m in field.metadata) else ""
        )
        yield f"`{prefix}{name}`", kind, _default(field), f"{docs.get(name, '')}{narrows}"
        if inner is not None:
            yield from _rows(inner, f"{prefix}{name}[].")


def attribute_docs(model: type) -> dict[str, str]:
    """Return the text below each attribute of a model or dataclass and its bases, on one line, by attribute."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if base not in {object, BaseModel}:
            docs.update(_own_docs(base))
    return docs


@cache
def _own_docs(base: type) -> Mapping[str, str]:
    """Of the class alone; its source is read and parsed once, whatever number of models has it as a base."""
    body = ast.parse(dedent(inspect.getsource(base))).body[0]
    if not isinstance(body, ast.ClassDef):
        return {}
    return {
        declared.target.id: " ".join(str(text.value.value).split())
        for declared, text in zip(body.body, body.body[1:], strict=False)
        if isinstance(declared, ast.AnnAssign)
        and isinstance(declared.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def _told_type(annotation: Any) -> str:
    """Return a type in plain words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin is list:
        return f"list of {_told_type(arguments[0])}"
    if origin in {Union, types.UnionType}:
        return " or ".join(_told_type(one) for one in arguments)
    if hasattr(annotation, "__metadata__"):
        return _told_type(arguments[0]) + _told_bounds(_facts(annotation.__metadata__))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "groups"
    return _PLAIN[annotation]


def _bounds(field: FieldInfo) -> str:
    return _told_bounds(_facts(tuple(field.metadata)))


def _facts(metadata: tuple[Any, ...]) -> dict[str, Any]:
    """Return the limits in `metadata`, which holds them bare or inside pydantic's field."""
    facts: dict[str, Any] = {}
    for one in metadata:
        for limit in getattr(one, "metadata", [one]):
            for name in ("ge", "le", "min_length"):
                if getattr(limit, name, None) is not None:
                    facts[name] = getattr(limit, name)
    return facts


def _told_bounds(facts: dict[str, Any]) -> str:
    if "min_length" in facts:
        return ", not empty" if facts["min_length"] == 1 else f", at least {facts['min_length']}"
    if "ge" in facts and "le" in facts:
        return f" from {facts['ge']} to {facts['le']}"
    return ""


def _default(field: FieldInfo) -> str:
    return (
        "required" if field.is_required() else f"`{json.dumps(field.get_default(call_default_factory=True))}`"
    )


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    arguments = get_args(annotation)
    candidate = arguments[0] if get_origin(annotation) is list else annotation
    return candidate if isinstance(candidate, type) and issubclass(candidate, BaseModel) else None
