"""What a pair of settings cmdlets and a named-object noun have in common: properties, parameters, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.cmdlets.cmdlet import Noun, Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import bad_value, refused
from holdfast.emulator.cmdlets.shape import RowShape, shape_of
from holdfast.emulator.cmdlets.values import UNLIMITED, wire_days, wire_moment

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.allowed import Allowed
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, CmdletOutput, Invocation
    from holdfast.emulator.declared.statement import Refused
    from holdfast.emulator.evidence import Evidence
    from holdfast.emulator.wire import Endpoint

WireType = Literal["plain", "texts", "int32", "guid", "moment"]
"""How a row names the type of a value; see `cmdlets.shape`."""
CmdletRule = Callable[["Invocation", Mapping[str, Any] | None, dict[str, Any]], dict[str, Any]]
"""A rule of a service: takes the invocation, the object before (None when it is new) and the properties that its
parameters would set; returns those to set, or raises CmdletError."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One property of a row, and the parameter that sets it."""

    default: Any
    """Its value in a tenant that was never told otherwise, or in a new object that does not say."""
    evidence: Evidence
    """What the default rests on."""
    kind: ParameterType | None = None
    """Type of the parameter; None = no parameter of this name sets it."""
    wire: WireType = "plain"
    on: tuple[Literal["New", "Set"], ...] = ("New", "Set")
    """Verbs that have the parameter; of a settings pair Set alone counts."""
    required: bool = False
    """Whether New- must be given it."""
    choices: tuple[str, ...] = ()
    """The only texts that it takes; () = any."""
    least: int | None = None
    most: int | None = None
    """Bounds of a number, days included."""
    example: Any = None
    """Another value as a client sends it, for the contract tests; None = one is made from the kind."""

    def parameter(self, name: str, verb: Literal["New", "Set"]) -> Parameter | None:
        """Its parameter on that verb, or None."""
        if self.kind is None or verb not in self.on:
            return None
        return Parameter(name, self.kind, required=self.required and verb == "New", choices=self.choices)

    def check(self, name: str, value: Any) -> None:
        """Let a converted value pass that is within the bounds; None is unlimited.

        Raises:
            CmdletError: it is not.
        """
        if value is None or isinstance(value, bool) or not isinstance(value, int):
            return
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise bad_value(name, f"The value must be between {self.least} and {self.most}.")

    def stored(self, value: Any, current: Any) -> Any:
        """A converted value as a row shows it; `current` is what an edit starts from."""
        match self.kind:
            case ParameterType.TEXTS:
                return list(value)
            case ParameterType.EDIT:
                return value.apply(current or [])
            case ParameterType.DAYS | ParameterType.TIMESPAN:
                return wire_days(value)
            case ParameterType.COUNT:
                return UNLIMITED if value is None else value
            case ParameterType.MOMENT:
                return None if value is None else wire_moment(value)
        return value


Verbs = tuple[Literal["New", "Set"], ...]


def flags(
    names: tuple[str, ...], default: bool | None, evidence: Evidence, on: Verbs = ("New", "Set")
) -> dict[str, Setting]:
    """Settings that are on or off, all with the same default and evidence, set by the same verbs."""
    return {name: Setting(default, evidence, ParameterType.BOOLEAN, on=on) for name in names}


def of_every_row(evidence: Evidence) -> dict[str, Setting]:
    """What a row of a named object says of itself beside its name: nobody sets it."""
    return {
        "Identity": Setting("", evidence),
        "Id": Setting("", evidence),
        "IsValid": Setting(True, evidence),
        "Guid": Setting("", evidence, wire="guid"),
        "WhenCreatedUTC": Setting(None, evidence, wire="moment"),
        "WhenChangedUTC": Setting(None, evidence, wire="moment"),
    }


@dataclass(frozen=True, kw_only=True)
class CmdletObject:
    """What both cmdlet shapes declare."""

    noun: str
    """For example "OrganizationConfig"."""
    endpoint: Endpoint
    doc: str
    """What it is, one sentence for the page of what is implemented."""
    settings: Mapping[str, Setting]
    """In wire order."""
    readers: Allowed
    """Who may read."""
    writers: Allowed
    """Who may write."""
    evidence: Evidence
    """What cmdlets, parameters and answers rest on."""
    licence: str | None = None
    """Service plan without which a write is refused; None = none is asked for."""
    refused: tuple[Refused, ...] = ()
    rules: tuple[CmdletRule, ...] = ()
    """Rules of meaning, in this order: each is given what the one before returned."""
    parameters: tuple[Parameter, ...] = ()
    """Parameters that set no property by themselves: a rule turns them into properties."""
    new_parameters: tuple[Parameter, ...] = ()
    """The same of New- alone."""
    unimplemented: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By verb: parameters of the real cmdlet that are answered with 501."""
    row: RowShape = field(init=False)
    """Rows as the wire has them."""

    def __post_init__(self) -> None:
        """Derive the shape of a row."""
        groups: dict[str, dict[str, Any]] = {}
        for name, one in self.settings.items():
            groups.setdefault(one.wire, {})[name] = one.default
        object.__setattr__(self, "row", shape_of(**groups))

    def parameters_of(self, verb: Literal["New", "Set"]) -> tuple[Parameter, ...]:
        """Parameters that set properties, and those that the rules know."""
        own = (one.parameter(name, verb) for name, one in self.settings.items())
        more = self.new_parameters if verb == "New" else ()
        return (*(one for one in own if one is not None), *self.parameters, *more)

    def checked(self, invocation: Invocation, before: Mapping[str, Any] | None) -> dict[str, Any]:
        """The properties that an invocation sets, after refused values, bounds, licence and rules.

        Raises:
            CmdletError: as one of them says.
        """
        refusal = next((one for one in self.refused if one.fits(invocation.given)), None)
        if refusal is not None:
            raise refused(refusal.message, refusal.code)
        if self.licence is not None and not invocation.tenant.has_licence(self.licence):
            # Type and text are assumed.
            raise refused(
                f"The tenant has no licence for {self.noun}: it needs {self.licence}.",
                "LicenseRequiredException",
            )
        for name, value in invocation.given.items():
            if name in self.settings:
                self.settings[name].check(name, value)
        values = {
            name: self.settings[name].stored(value, (before or {}).get(name))
            for name, value in invocation.given.items()
            if name in self.settings
        }
        for rule in self.rules:
            values = rule(invocation, before, values)
        return values

    def cmdlet(
        self,
        verb: str,
        parameters: tuple[Parameter, ...],
        run: Callable[[Invocation], CmdletOutput],
        doc: str,
    ) -> Cmdlet:
        """One of the noun's cmdlets; what it does not carry out is declared."""
        noun = Noun(self.noun, self.endpoint, self.readers, self.writers)
        return noun.cmdlet(verb, parameters, run, doc, self.unimplemented.get(verb, frozenset()))
