"""Writes the Python code that `pulumi import` shows for what it has imported.

The engine describes the imported resources in its own notation, and asks the language host for the same
in Python. Covered is what an import produces: resources with literal inputs and options. Anything else is
shown as the engine described it, in a comment.

Copied beside the language host, so it must not import anything else of Holdfast.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdfast.model.value_class import value_class

PythonFacts = Callable[[str], Mapping[str, Any]]
"""Returns what the schema of a Pulumi package says of its Python package (`language.python`), perhaps nothing."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<name>[A-Za-z_][\w-]*(?:\.\w+)*)
      | (?P<mark>[{}\[\]=,()])""",
    re.VERBOSE,
)
_CONSTANTS = {"true": "True", "false": "False", "null": "None"}
_LINE_WIDTH = 88


class _NotCoveredError(ValueError):
    """The notation holds something that an import of literals does not."""


@value_class
class _Resource:
    """One described resource."""

    variable: str
    token: str
    """`package:module:Type`."""
    name: str
    inputs: tuple[tuple[str, str], ...]
    """Python argument name and expression."""
    options: tuple[tuple[str, str], ...]
    """As `inputs`, for the resource options."""


def resource_code(source: str, python_facts: PythonFacts) -> str:
    """Returns a Python program that declares the resources described by `source`."""
    try:
        resources = _Reader(source).resources()
    except _NotCoveredError as error:
        described = "".join(f"#   {line}\n" for line in source.strip().splitlines())
        return f"# Not written in Python ({error}); the engine describes the resources as:\n{described}"
    packages = sorted({resource.token.split(":")[0] for resource in resources})
    facts = {package: python_facts(package) for package in packages}
    lines = ["import pulumi"]
    for package in packages:
        alias = _alias(package)
        lines.append(f"import {facts[package].get('packageName') or f'pulumi_{alias}'} as {alias}")
    statements = (_declaration(one, facts[one.token.split(":")[0]]) for one in resources)
    return "\n".join(lines) + "\n\n" + "".join(statements)


def snake_case(name: str) -> str:
    """Returns a property's Python name, as Pulumi's own Python packages spell it."""
    spaced = re.sub(r"(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])", r"_\1\2", name)
    snake = spaced.lower().replace("-", "_")
    return f"{snake}_" if keyword.iskeyword(snake) else snake


def _alias(package: str) -> str:
    """Returns the name under which a package is imported."""
    return package.replace("-", "_")


def _class_path(token: str, facts: Mapping[str, Any]) -> str:
    """Returns where a resource's class is found, such as `azuread.Group` or `aws.s3.Bucket`."""
    package, module, name = token.split(":")
    folder = module.split("/")[0]
    folder = facts.get("moduleNameOverrides", {}).get(folder, folder)
    return ".".join([_alias(package), *([] if folder in ("", "index") else [folder]), name])


def _declaration(resource: _Resource, facts: Mapping[str, Any]) -> str:
    """Returns the statement that declares one resource."""
    arguments = [json.dumps(resource.name, ensure_ascii=False)]
    arguments += [f"{name}={value}" for name, value in resource.inputs]
    if resource.options:
        options = ", ".join(f"{name}={value}" for name, value in resource.options)
        arguments.append(f"opts=pulumi.ResourceOptions({options})")
    head = f"{resource.variable} = {_class_path(resource.token, facts)}("
    return head + "\n" + "".join(f"    {argument},\n" for argument in arguments) + ")\n"


class _Reader:
    """Reads the engine's notation once, from the first token to the last."""

    def __init__(self, source: str) -> None:
        self._tokens = _tokens(source)
        self._kind, self._text = next(self._tokens)

    def resources(self) -> list[_Resource]:
        """Returns the resources in the order they are described in."""
        found = []
        while self._kind:
            block, labels = self._take("name"), []
            while self._text != "{":
                labels.append(self._take(self._kind))
            entries, options = self._body()
            if block == "resource":
                variable, token = labels[0], _unquoted(labels[1])
                name = dict(entries).pop("__logicalName", json.dumps(variable))
                inputs = tuple((snake_case(k), v) for k, v in entries if k != "__logicalName")
                found.append(_Resource(_variable(variable), token, json.loads(name), inputs, options))
            elif block != "package":
                raise _NotCoveredError(f"a {block} block")
        return found

    def _body(self) -> tuple[list[tuple[str, str]], tuple[tuple[str, str], ...]]:
        """Returns a block's entries and its options."""
        entries: list[tuple[str, str]] = []
        options: tuple[tuple[str, str], ...] = ()
        self._expect("{")
        while self._text != "}":
            name = self._take("name")
            if self._text == "=":
                self._expect("=")
                entries.append((name, self._value(1)))
            elif name == "options":
                options = tuple((snake_case(key), value) for key, value in self._body()[0])
            else:
                self._body()
        self._expect("}")
        return entries, options

    def _value(self, depth: int) -> str:
        """Returns the Python expression of the value that starts here."""
        if self._text in ("[", "{"):
            return self._collection(depth)
        if self._kind == "string":
            return json.dumps(_unquoted(self._take("string")), ensure_ascii=False)
        if self._kind == "number":
            return self._take("number")
        name = self._take("name")
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if self._text == "(":
            return self._call(name, depth)
        return ".".join([_variable(name.split(".")[0]), *map(snake_case, name.split(".")[1:])])

    def _call(self, name: str, depth: int) -> str:
        """Returns the expression of `secret(value)`, the one function that an import uses."""
        if name != "secret":
            raise _NotCoveredError(f"the function {name}")
        self._expect("(")
        value = self._value(depth)
        self._expect(")")
        return f"pulumi.Output.secret({value})"

    def _collection(self, depth: int) -> str:
        """Returns the expression of a list or an object, on one line where it fits."""
        opening = self._take("mark")
        closing = "]" if opening == "[" else "}"
        items = []
        while self._text != closing:
            items.append(self._value(depth + 1) if opening == "[" else self._entry(depth + 1))
            if self._text == ",":
                self._expect(",")
        self._expect(closing)
        line = f"{opening}{', '.join(items)}{closing}"
        if len(line) <= _LINE_WIDTH - 8 * depth and "\n" not in line:
            return line
        indent = "    " * (depth + 1)
        return opening + "\n" + "".join(f"{indent}{item},\n" for item in items) + indent[4:] + closing

    def _entry(self, depth: int) -> str:
        """Returns one `key: value` of an object; a plain name is a property, a string is a key as it is."""
        plain = self._kind == "name"
        key = self._take(self._kind)
        self._expect("=")
        key = snake_case(key) if plain else _unquoted(key)
        return f"{json.dumps(key, ensure_ascii=False)}: {self._value(depth)}"

    def _take(self, kind: str) -> str:
        """Returns the current token, which must be of this kind, and goes to the next."""
        if self._kind != kind or not kind:
            raise _NotCoveredError(f"{self._text or 'the end'} where a {kind or 'token'} was expected")
        text = self._text
        self._kind, self._text = next(self._tokens)
        return text

    def _expect(self, mark: str) -> None:
        """Goes past this mark."""
        if self._text != mark:
            raise _NotCoveredError(f"{self._text or 'the end'} where {mark} was expected")
        self._take("mark")


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yields kind and text of each token, then empty ones."""
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _NotCoveredError(f"the character {source[position]!r}")
        position = match.end()
        if match.lastgroup != "space":
            yield str(match.lastgroup), match[0]
    while True:
        yield "", ""


def _unquoted(text: str) -> str:
    """Returns the value of a quoted string; a template is refused."""
    if not text.startswith('"'):
        raise _NotCoveredError(f"{text} where a string was expected")
    if re.search(r"(?<!\$)\$\{|(?<!%)%\{", text):
        raise _NotCoveredError("a template")
    return str(json.loads(text, strict=False)).replace("$${", "${").replace("%%{", "%{")


def _variable(name: str) -> str:
    """Returns a Python variable name for a resource."""
    return snake_case(name)
