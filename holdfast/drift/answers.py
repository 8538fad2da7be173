"""What a program is answered while it is recorded: what is known without a tenant, and a refusal for all else.

An empty answer would be taken for a true one: a policy that goes by it is then compared with something that
`pulumi up` never applies.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import pulumi

from holdfast.controls.own_providers import INVOKES
from holdfast.drift.foreign_providers import ProvidersUsed
from holdfast.drift.frames import program_asks, program_place
from holdfast.drift.references import references
from holdfast.gates.unseen import Unseen
from holdfast.kinds.registry import kinds
from holdfast.model.desired import SECRET, reference
from holdfast.model.directory import GROUP, USER
from holdfast.model.errors import RecordingError
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.plan.stack_config import StackConfig

_PLACE = "holdfastPlace"
"""The argument in which a call carries where it stands: the monitor is asked in another thread."""
_SECRET_READERS = ("get_secret", "_require")
"""The SDK's ways to find a text that is passed on as a secret; all others show it, or make another type of it."""
_ANSWER = "holdfast-answer:"
"""What the `id` of an answer starts with, which is known to nobody and so has room for which answer it is."""
_USERS = "azuread:index/getUsers:getUsers"
_GROUP = "azuread:index/getGroup:getGroup"
_SELECTORS = {
    _USERS: ("userPrincipalNames", "objectIds"),
    _GROUP: ("displayName", "objectId"),
}
"""By function, by which of its arguments it can be answered."""
_BESIDE = {_USERS: frozenset[str](), _GROUP: frozenset({"securityEnabled"})}
"""Arguments that change nothing of the answer; the look-up of `pulumi up` fails where they do not hold."""


@value_class
class _Answer:
    """One answered call."""

    function: str
    place: str
    known: frozenset[str]
    """Pulumi's names of what was answered."""


class Answers(pulumi.runtime.Mocks):
    """Answers with references instead of ids; refuses what cannot be known without a tenant."""

    def __init__(self, config: StackConfig) -> None:
        """Start with nothing asked; `config` is what `pulumi.Config` answers."""
        self._config = config
        self._given: list[_Answer] = []
        self._refused: list[RecordingError] = []
        self.looked_up: dict[tuple[str, str], str] = {}
        """Where each object is looked up by its name: type token and natural key."""
        self.unseen = Unseen()
        """What the engine would do behind the program."""
        self.providers = ProvidersUsed()
        """By which providers it is done."""

    def raise_if_refused(self) -> None:
        """Raise the first refusal, which the program may have caught.

        Raises:
            RecordingError: `recording-unsupported-call`.
        """
        if self._refused:
            raise self._refused[0]

    def register_transform(self, transform: Any) -> None:
        """Note a transform of the whole stack."""
        self.unseen.transform(transform, "every resource")

    def register_invoke_transform(self, transform: Any) -> None:
        """Note a transform of look-ups."""
        self.unseen.transform(transform, "every look-up")

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Return the resource's own reference as id, and its inputs as outputs.

        Of a type that has an `objectId` besides, `id` is a path (`/groups/…`), as the azuread plugin gives it since its
        version 6: no list of ids takes one (source: terraform-provider-azuread, guides/azuread-3.0-upgrade, 2026-11).
        """
        for transform in args.transforms:
            self.unseen.transform(transform, f"{args.name!r} and what is below it")
        kind = kinds().get(args.typ)
        if kind is None:
            return f"{args.name}-id", dict(args.inputs)
        own = reference(kind.token, kind.key_of(args.inputs))
        has_both = any(field.name == "objectId" for field in kind.fields)
        return f"{kind.id_prefix}{own}" if has_both else own, {**args.inputs, "objectId": own}

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        """Answer the look-ups by name or id; anything else is refused with its name."""
        given = {name: value for name, value in args.args.items() if name != _PLACE}
        place = args.args.get(_PLACE, "")
        self.providers.asked(args.token, args.provider or "", place)
        if args.token not in _SELECTORS:
            self.refuse(f"calls {args.token}", place)
        selector = self._selector(args.token, given, place)
        answer = _looked_up(args.token, selector, given[selector])
        for named in references(answer):
            self.looked_up.setdefault(named, place)
        known = {name for name, value in given.items() if value not in (None, False)} | set(answer)
        self._given.append(_Answer(_called(args.token), place, frozenset(known)))
        return {**given, **answer, "id": f"{_ANSWER}{len(self._given) - 1}"}

    def _selector(self, token: str, given: Mapping[str, Any], place: str) -> str:
        """Return the one argument by which a look-up is made, when it can be answered by that."""
        asked = {name for name, value in given.items() if value not in (None, False)}
        selectors = asked.intersection(_SELECTORS[token])
        if strange := sorted(asked - selectors - _BESIDE[token]):
            self.refuse(f"calls {_called(token)} with {', '.join(strange)}", place)
        if len(selectors) != 1 or not given[next(iter(selectors))]:
            one = " or ".join(_SELECTORS[token])
            self.refuse(f"calls {_called(token)} without exactly one of {one}, not empty", place)
        return selectors.pop()

    def refuse(self, what: str, place: str) -> NoReturn:
        """Refuse that the program does `what` at `place`, and remember it: the program may go on.

        Raises:
            RecordingError: `recording-unsupported-call`.
        """
        where = f"{place}: " if place else ""
        told = (
            f"{where}the program {what}, which a check cannot know, because it records without the tenant, other "
            "stacks and keys: use the objectIds of getUsers by userPrincipalNames, the objectId of getGroup by "
            "displayName, or a plain value in the client file"
        )
        self._refused.append(RecordingError("recording-unsupported-call", told))
        raise self._refused[-1]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Have calls say where they stand, and whoever reads what was not answered be refused."""
        known = {**self._config.values, **dict.fromkeys(self._config.encrypted, SECRET)}
        pulumi.runtime.set_all_config(known, sorted(self._config.secret))
        of_config = pulumi.Config._get  # noqa: SLF001 - what every way to ask goes through
        sdk: Any = pulumi  # whose parts are replaced for as long as the program runs
        reads = sdk.resource.read_resource
        calls = {name: getattr(pulumi.runtime, name) for name in INVOKES}
        original: Callable[[Any, str], Any] = sdk.get
        for name, call in calls.items():
            setattr(pulumi.runtime, name, _placed(call))
        sdk.get = lambda owner, name: self._read(owner, name, original(owner, name))
        pulumi.Config._get = self._configured(of_config)  # type: ignore[method-assign] # noqa: SLF001
        sdk.resource.read_resource = self._refuse_read
        try:
            yield
        finally:
            sdk.resource.read_resource = reads
            sdk.get = original
            pulumi.Config._get = of_config  # type: ignore[method-assign] # noqa: SLF001
            pulumi.runtime.set_all_config({}, [])
            for name, call in calls.items():
                setattr(pulumi.runtime, name, call)

    def _configured(self, original: Callable[..., str | None]) -> Callable[..., str | None]:
        """Return how `pulumi.Config` finds a value: an encrypted one is only passed on, never looked at."""
        asking = str(sys.modules[pulumi.Config.__module__].__file__)

        def found(config: pulumi.Config, key: str, use: Any = None, instead_of: Any = None) -> str | None:
            """Return the value, unless the program would go by one that nobody knows here."""
            name, reader = config.full_key(key), sys._getframe(1).f_code.co_name  # noqa: SLF001
            if name in self._config.encrypted and (use is not None or reader not in _SECRET_READERS):
                self.refuse(_reads_secret(name, self._config.encrypted[name]), program_place())
            if name in self._config.unclear:
                self.refuse(f"reads {name}, a number or date without quotes in a file", program_place())
            own = self._config.own
            # The package of a provider asks as well, for options of its own.
            if own is not None and name not in own and program_asks(__file__, asking):
                self.refuse(
                    f"reads {name}, which an environment of the client file may give", program_place()
                )
            return original(config, key, use, instead_of)

        return found

    def _refuse_read(self, _: pulumi.Resource, token: str, name: str, *__: Any) -> NoReturn:
        """Refuse to read a resource of the tenant, or the outputs of another stack."""
        self.refuse(f"reads {token} '{name}'", program_place())

    def _read(self, owner: Any, name: str, found: Any) -> Any:
        """Return what was `found` as `name` of a resource or an answer, unless the recording does not have it."""
        getter = sys._getframe(2)  # noqa: SLF001 - the property that asks; the SDK's own copying is no reading
        reader = getter.f_back
        if (
            getter.f_code.co_name != name
            or reader is None
            or reader.f_code.co_filename == getter.f_code.co_filename
        ):
            return found
        if isinstance(owner, pulumi.Resource):
            return self._output(owner, name, found) if isinstance(found, pulumi.Output) else found
        if not hasattr(type(owner), "_pulumi_output_type"):
            return found
        mark = owner.__dict__.get("id")
        if isinstance(mark, str) and mark.startswith(_ANSWER):
            answer = self._given[int(mark.removeprefix(_ANSWER))]
            pulumi_name = getattr(getattr(type(owner), name).fget, "_pulumi_name", name)
            if pulumi_name not in answer.known:
                self.refuse(f"reads {pulumi_name} of {answer.function}", program_place() or answer.place)
        elif found is None:
            self.refuse(f"reads {name} of {type(owner).__name__}", program_place())
        return found

    def _output(self, owner: pulumi.Resource, name: str, found: pulumi.Output[Any]) -> pulumi.Output[Any]:
        """Return an output that is refused when it turns out to have no value."""
        place = program_place()

        def known(value: Any) -> Any:
            """Return the value, or refuse that there is none."""
            if value is None:
                self.refuse(f"reads {name} of {type(owner).__name__} '{owner._name}'", place)  # noqa: SLF001
            return value

        return found.apply(known)


def _reads_secret(name: str, places: Sequence[str]) -> str:
    """Return what a program does that looks at a value of the configuration in which one is encrypted, or more are."""
    if list(places) == [name]:
        return f"reads the encrypted value {name} otherwise than by get_secret"
    inside = ", ".join(places)
    return (
        f"reads {name}, which is a list or group with what is encrypted ({inside}), and so not a text that get_secret "
        "passes on: a secret under a name of its own is"
    )


def _placed(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return an SDK's way to call a function that also says where in the program it stands."""

    def placed(token: str, given: Mapping[str, Any], *more: Any, **options: Any) -> Any:
        """Call it with one more argument, which the monitor takes away."""
        return call(token, {**given, _PLACE: program_place()}, *more, **options)

    return placed


def _looked_up(token: str, selector: str, asked: Any) -> dict[str, Any]:
    if token == _GROUP:
        return {"objectId": asked if selector == "objectId" else reference(GROUP, asked)}
    by_id = selector == "objectIds"
    return {"objectIds": [one if by_id else reference(USER, one) for one in asked]}


def _called(token: str) -> str:
    return token.rpartition(":")[2]
