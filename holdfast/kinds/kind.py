"""The statement of one object type, and the verbs that provider, drift checker and stand-in share."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_object, not_understood, required
from holdfast.kinds.field import Type, of_items
from holdfast.kinds.kind_class import fill, kind_class
from holdfast.kinds.live import LiveObject
from holdfast.kinds.normal_form import normal_form
from holdfast.kinds.statement import Node, beside, classified
from holdfast.kinds.translate import from_wire, to_wire
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from holdfast.gates.lockout import BreakGlass
    from holdfast.kinds.example import Example
    from holdfast.kinds.field import Field
    from holdfast.kinds.statement import Frozen, Harmless, Watched
    from holdfast.model.finding import Rank
    from holdfast.model.permission import Right
    from holdfast.tenant.tenant import Reader, Tenant


class Shape(StrEnum):
    """What one resource of a kind is."""

    OBJECT = "object"
    """One object among others of its collection."""
    SINGLETON = "singleton"
    """The tenant's only one, always present."""
    POPULATION = "population"
    """A rule over many objects that come and go."""
    ASSESSMENT = "assessment"
    """A judgement of what was read, which never writes."""
    ATTESTATION = "attestation"
    """A judgement of what somebody attests where there is nothing to read; it never writes either."""


@kind_class
class Kind:
    """One object type. Every fact that matters is required.

    A class whose one kind gives no field of its own says `__slots__ = ()` and its constants, and is no `kind_class`.
    """

    token: str
    """Pulumi type token."""
    title: str
    """What people call it, singular: `Conditional Access policy`."""
    doc: str
    """One paragraph for the schema and the documentation."""
    shape: Shape = field(init=False, default=Shape.OBJECT)
    """Follows from the service that has it, so that no kind can say otherwise."""
    fields: tuple[Field, ...]
    key: str
    """Name of the input that is the natural key; for a singleton or a rule, the fixed key itself."""
    read_permissions: tuple[str, ...]
    """Least privileged application permissions to list it; all are needed."""
    write_permissions: tuple[str, ...]
    """The same to make, change and delete it; none where nothing does."""
    read_rights: tuple[Right, ...] = ()
    """Rights in the services of cmdlets without which the permissions to read open nothing; all are needed."""
    write_rights: tuple[Right, ...] = ()
    """The same to change it."""
    omits: str
    """What the interface that it is read by is known to leave out, and what is done about it."""
    licence: str
    """Service plan without which the service does not offer it; empty when every tenant has it."""
    source: str
    """Link to the documentation, and the date it was checked."""
    idle_unlicensed: bool = False
    """Whether nothing of it acts in a tenant without `licence`, though rows may be there; the service may take its
    cmdlets away there, so that a refusal for want of a right is none."""
    examples: tuple[Example, ...] = ()
    """Documented answers that use every field between them; none for a rule, which has no wire object of its own."""
    id_prefix: str = ""
    """What Pulumi's id has in front of the service's id."""
    one_of: tuple[str, ...] = ()
    """Inputs of which exactly one is declared."""
    together: tuple[tuple[str, ...], ...] = ()
    """Property paths, without numbers of items, that say one thing between them: one alone is refused, or means another
    thing. So none of them is left as accepted while another one of them is changed."""
    whole: bool = False
    """What is not declared is declared empty: the provider always sends the whole object."""
    always: tuple[str, ...] = ()
    """Wire properties that every row has, if only with null: a row without one is not understood, nor is a switch that
    is usually on, or that is always declared, with null."""
    watched: tuple[Watched, ...] = ()
    """Properties that are no field and change the protection."""
    harmless: tuple[Harmless, ...] = ()
    """Properties that are no field and do not."""
    frozen: tuple[Frozen, ...] = ()
    """States of a live object in which not every change of it is taken: such a one is not taken over."""
    open_where_managed: tuple[str, ...] = ()
    """Property paths that can be changed in an object that Microsoft manages."""
    answers: tuple[str, ...] = ()
    """Names of the public schema's types, or of the cmdlets, whose properties the statements are held against."""
    closed: tuple[str, ...] = ()
    """Top-level wire objects in which something that no field can express is drift."""
    types: tuple[str, ...] = ()
    """Wire types of the objects inside the closed ones; one of another may say something that nobody knows."""
    report_unmanaged: bool = False
    """An object of this kind that nobody declared is a finding; then `rank` says how bad it is."""
    rank: Callable[[LiveObject, BreakGlass], Rank] | None = None
    """What an object that nobody declared can do, by what it says. Called for objects that are understood."""
    read_with: tuple[str, ...] = ()
    """Type tokens of what is read as well wherever one of this kind is declared: the two exclude each other."""
    spelt_alike: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]] | None = None
    """Writes the second of two normal forms as the first one does, where the service treats both alike."""
    audit_operations: tuple[str, ...] = ()
    """Cmdlets whose records in the unified audit log tell who changed it; none where `audit_category` is."""
    audit_category: str = ""
    """Category of its changes, or of those of a rule's members, in the directory's audit log, which knows them by their
    ids; none where `audit_operations` tell, or where no log knows what a rule judges by a name of its own."""
    notes: str = ""
    """Output that tells what no input can express and an update mends, such as the members that break a rule."""
    unique_key: bool = False
    """The service refuses a second object of the same natural key, in whatever letter case (so its field says): one
    that is there already is taken over."""
    protects_data: bool = False
    """Deleting it would end the protection of data: kept on delete."""
    upgrades: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()
    """How states of older forms are brought to the next one: the first takes inputs or outputs of form 1. Added when a
    field is renamed, or its value means something else; none is ever changed or taken away."""
    names: Mapping[str, Node] = field(init=False)
    """Every wire name of a row that is classified."""

    def __init__(self, **given: Any) -> None:
        """Take a value for each field, and gather all that is said of the rows."""
        fill(self, given)
        object.__setattr__(self, "names", classified(self.row_fields(), self.watched, self.harmless))

    def __repr__(self) -> str:
        """Return which it is."""
        return f"<kind {self.token}>"

    @property
    def state_version(self) -> int:
        """The form in which states of this kind are written; 1 is the first."""
        return len(self.upgrades) + 1

    @property
    def said_together(self) -> tuple[tuple[str, ...], ...]:
        """What is `together`, and what each list of objects says in its items: they have numbers, and no names.

        Beside an item that changes, what stands at a number need not be what somebody accepted there.
        """
        return (*self.together, *of_items(self.fields))

    @property
    def name(self) -> str:
        """The last part of the token, such as `ConditionalAccessPolicy`."""
        return self.token.rpartition(":")[2]

    def key_of(self, inputs: Mapping[str, Any]) -> str:
        """Return the natural key of an object with these inputs."""
        return str(inputs.get(self.key, "")) if self.shape is Shape.OBJECT else self.key

    def normal_key(self, key: str) -> str:
        """Return the form in which two natural keys are the same: in any letter case where its field says so."""
        return str(self.normal({self.key: key}).get(self.key, "")) if self.shape is Shape.OBJECT else key

    @property
    def is_measured(self) -> bool:
        """Whether no write makes the live object protect less without the client's word, whatever the state says.

        Settings of a tenant are there before anybody declares them, and anybody may have made them stricter.
        """
        return self.protects_data or self.shape is Shape.SINGLETON

    @property
    def is_rule(self) -> bool:
        """Whether it judges others, and is no object that a service keeps."""
        return self.shape not in {Shape.OBJECT, Shape.SINGLETON}

    @property
    def writes(self) -> bool:
        """Whether an apply can change anything of this kind; an assessment is only read."""
        return bool(self.write_permissions)

    def touched(self, before: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of `before` a write of `declared` can change: of settings that controls share, its own part."""
        if self.shape is not Shape.SINGLETON:
            return dict(before)
        return {name: value for name, value in before.items() if name in declared}

    def normal(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the normal form of `inputs`."""
        return normal_form(self.fields, inputs)

    def normal_pair(
        self, wanted: Mapping[str, Any], found: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the normal forms of both, the second in the spelling of the first where they mean the same."""
        ours, theirs = self.normal(wanted), self.normal(found)
        if self.spelt_alike is None or ours == theirs:
            return ours, theirs
        return ours, self.spelt_alike(ours, theirs)

    def wire(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the wire object of `inputs`."""
        return to_wire(self.fields, inputs)

    def row_fields(self) -> tuple[Field, ...]:
        """Return the fields whose places are those of a wire row."""
        return self.fields

    def always_in(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what a wire row such as this one always has, by `always`."""
        return self.always

    def arranged(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a wire row as `fields` name its places."""
        return row

    def live(self, row: Mapping[str, Any], object_id: str, *, built_in: bool = False) -> LiveObject:
        """Return the live object of one wire row, with what is not understood of it told in it."""
        always = self.always_in(row)
        misread = [MisreadError(name, "there", None) for name in always if name not in row]
        # Null says no sooner than yes, so it does not say what is usual where that is yes, or what must be said.
        misread += [
            MisreadError(one.place[0], "true or false", None)
            for one in self.fields
            if (one.default is True or (one.required and one.type is Type.BOOLEAN))
            and one.place[0] in always
            and row.get(one.place[0], True) is None
        ]
        inputs = from_wire(self.fields, self.arranged(row), misread)
        said = beside(self.names, row, self.closed, self.types)
        nameless = self._nameless(row, object_id)
        if nameless:
            misread = [one for one in misread if one.path != self._name_place]
        key = object_id if nameless else self.key_of(inputs)
        return LiveObject(
            id=object_id,
            key=key,
            inputs=inputs,
            unmodelled=said.drift,
            notes=said.notes,
            nameless=nameless,
            misread=not_understood(self.title, key, misread[0]) if misread else None,
            built_in=built_in,
        )

    @property
    def _name_place(self) -> str:
        """Where a wire row has the natural key; empty for what is meant without one."""
        return next((one.place[0] for one in self.fields if one.name == self.key), "")

    def _nameless(self, row: Mapping[str, Any], object_id: str) -> ReadError | None:
        """Return why a row has no name by which anybody could mean it; None where it has one, or needs none."""
        if self.shape is not Shape.OBJECT:
            return None
        try:
            as_name(row.get(self._name_place), self._name_place)
        except MisreadError as error:
            return not_understood(self.title, object_id, error)
        return None

    def named(self, objects: Iterable[LiveObject], key: str) -> LiveObject | None:
        """Return the first of `objects` that bears the natural `key`; None where none does."""
        wanted = self.normal_key(key)
        return next((one for one in objects if not one.nameless and self.normal_key(one.key) == wanted), None)

    def id_of(self, row: Any, name: str) -> str:
        """Return the id that stands under `name` in a wire row.

        Raises:
            ReadError: when the row is none, or has none: then which object it is cannot be told.
        """
        try:
            return required(as_object(row, "a row"), name, self.as_id)
        except MisreadError as error:
            raise not_understood(self.title, self._called(row), error) from None

    def as_id(self, value: Any, path: str) -> str:
        """Return a value that is an id of one of its objects, as it is written.

        Raises:
            MisreadError: it is none.
        """
        return as_name(value, path)

    def _called(self, row: Any) -> str:
        """Return what people call the object of a row that has no id; empty where it has no name either."""
        name = row.get(self._name_place) if isinstance(row, dict) else None
        return name if isinstance(name, str) else ""

    def distinct(self, objects: Iterable[LiveObject]) -> list[LiveObject]:
        """Return `objects`, each of which is another.

        Raises:
            ReadError: when two have one id, or one name where the service has each name once.
        """
        found = list(objects)
        for what, values in (
            ("id", [one.id.casefold() for one in found]),
            (
                "name",
                [self.normal_key(one.key) for one in found if not one.nameless] if self.unique_key else [],
            ),
        ):
            if len(set(values)) < len(values):
                twice = next(value for value in values if values.count(value) > 1)
                told = f"{self.title}: two objects of the {what} '{twice}', which the service gives out once"
                raise ReadError("read-not-understood", told, Reason.UNEXPECTED)
        return found

    def interface(self) -> str:
        """Return which interface it is read by, as people know it: `Graph beta`, `Get-ComplianceTag`."""
        raise NotImplementedError

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the live objects; where the collection is huge, only those with the natural `keys`.

        Raises:
            ReadError: when the collection could not be read completely.
        """
        raise NotImplementedError

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one live object, or None when the service says that it is not there.

        `inputs` are the last known ones; only a rule over a population needs them.

        Raises:
            ReadError: when it could not be read.
        """
        raise NotImplementedError

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the object and return its id.

        Raises:
            WriteError: when the service refuses.
        """
        raise NotImplementedError

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Change the object from `old` to `new` inputs, sending only what is ours.

        Raises:
            WriteError: when the service refuses.
        """
        raise NotImplementedError

    @property
    def deletion_unprotects(self) -> bool:
        """Return whether deleting it leaves data less protected: settings stay, and so does what a rule has mended."""
        return self.protects_data and self.shape is Shape.OBJECT

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Delete the object; nothing happens when it is not there.

        Raises:
            WriteError: when the service refuses.
        """
        raise NotImplementedError
