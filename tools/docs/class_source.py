"""Writes the typed resource classes of `m365` from its kinds: the source of `holdfast/provider/resources.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.kinds.field import Field, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.kind import Kind

_TYPES = {Type.STRING: "str", Type.INTEGER: "int", Type.BOOLEAN: "bool", Type.DAYS: "int | str"}
_HEAD = '''"""Typed classes of the resources of `m365`. Generated from the kinds by `make docs`: never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import pulumi

from holdfast.model.understood import Understood, to_text


class Provider(pulumi.ProviderResource):
    """The m365 provider, bound to one tenant."""

    def __init__(
        self,
        resource_name: str,
        *,
        tenant: pulumi.Input[str],
        cloud: pulumi.Input[str] = "global",
        connection: str = "",
        delete_protected_data: bool = False,
        understood: Sequence[Understood] = (),
        accepted: Sequence[str] = (),
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Change `tenant` (domain or id) and no other; credentials come from the environment.

        `connection` says which application signs in and how, as `Connection.to_text` writes it.
        `understood` says which property of which object may protect less than before, and what it may become.
        `accepted` names what of a rule's members stays as it is, each as `<control> <object> <property>`.
        """
        properties: Mapping[str, Any] = {
            "tenant": tenant,
            "cloud": cloud,
            "connection": connection or None,
            "deleteProtectedData": "true" if delete_protected_data else None,
            "understood": to_text(understood) or None,
            "accepted": "\\n".join(accepted) or None,
        }
        super().__init__("m365", resource_name, {**properties}, opts)


class _Resource(pulumi.CustomResource):
    """A resource whose Python names differ from Pulumi's in their spelling."""

    _names: ClassVar[Mapping[str, str]]

    def translate_input_property(self, prop: str) -> str:
        """Return Pulumi's name of the Python name `prop`."""
        return self._names.get(prop, prop)

    def translate_output_property(self, prop: str) -> str:
        """Return the Python name of Pulumi's name `prop`."""
        return next((python for python, name in self._names.items() if name == prop), prop)
'''


def resource_classes(kinds: Sequence[Kind]) -> str:
    """Return the module's source, formatted as the project formats."""
    return "\n\n".join([_HEAD.rstrip() + "\n", *(_class(kind) for kind in kinds)])


def snake_case(name: str) -> str:
    """Return a Pulumi property name as Python writes it."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def _class(kind: Kind) -> str:
    inputs = sorted(
        (field for field in kind.fields if not field.output), key=lambda field: not field.required
    )
    arguments = "".join(f"        {_argument(field)},\n" for field in inputs)
    told = "".join(f"            {snake_case(field.name)}: {_told(field)}\n" for field in inputs)
    given = "".join(
        f'            "{snake_case(field.name)}": {snake_case(field.name)},\n' for field in inputs
    )
    outputs = "".join(
        f'            "{snake_case(field.name)}": None,\n' for field in kind.fields if field.output
    )
    names = {
        snake_case(field.name): field.name for field in kind.fields if snake_case(field.name) != field.name
    }
    getters = "".join(_getter(field) for field in kind.fields)
    return f'''class {kind.name}(_Resource):
    """{kind.title}: {_first_sentence(kind.doc)}

    Source: {kind.source}.
    """

    _names = MappingProxyType({names!r})

    def __init__(
        self,
        resource_name: str,
        *,
{arguments}        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare it.

        Args:
            resource_name: logical name in the program.
{told}            opts: Pulumi's resource options.
        """
        properties: Mapping[str, Any] = {{
{given}{outputs}        }}
        super().__init__("{kind.token}", resource_name, {{**properties}}, opts)
{getters}'''


def _argument(field: Field) -> str:
    name = snake_case(field.name)
    if field.required:
        return f"{name}: pulumi.Input[{_annotation(field)}]"
    return f"{name}: pulumi.Input[{_annotation(field)}] | None = None"


def _getter(field: Field) -> str:
    name = snake_case(field.name)
    optional = "" if field.required else " | None"
    decorator = f'@pulumi.getter(name="{field.name}")' if name != field.name else "@pulumi.getter"
    return f'''
    @property
    {decorator}
    def {name}(self) -> pulumi.Output[{_annotation(field)}{optional}]:
        """{_first_sentence(field.doc)}"""
        value: pulumi.Output[{_annotation(field)}{optional}] = pulumi.get(self, "{name}")
        return value
'''


def _annotation(field: Field) -> str:
    item = "Mapping[str, Any]" if field.type is Type.OBJECT else _TYPES[field.type]
    return f"Sequence[{item}]" if field.many else item


def _told(field: Field) -> str:
    return f"{field.doc[0].lower() if field.doc[:1].isalpha() else field.doc[:1]}{field.doc[1:]}"


def _first_sentence(text: str) -> str:
    return f"{text.split('. ', maxsplit=1)[0].rstrip('.')}."
