"""Records what the program declares: the same `__main__.py` as `pulumi up`, under the SDK's mock monitor.

No engine, no plugin and no request to a tenant. Ids of other objects become references, and the configuration is that
of the client's file.
"""

from __future__ import annotations

import asyncio
import hashlib
import runpy
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.runtime import get_root_resource
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.stack import run_pulumi_func

from holdfast.drift.answers import Answers
from holdfast.kinds.input_mistakes import program_mistakes, refused_values
from holdfast.kinds.registry import kinds
from holdfast.model.desired import SECRET, DesiredResource
from holdfast.model.errors import HoldfastError, RecordingError
from holdfast.model.machine import exhausted
from holdfast.model.urn import is_stack, name_of, token_of
from holdfast.plan.stack_config import StackConfig, stack_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.kinds.kind import Kind
    from holdfast.model.plan import Plan
_DIGEST_LENGTH = 32
_PROJECT = "holdfast"
_OWN_PACKAGE = "m365:"
_SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d"  # noqa: S105 - Pulumi's public mark of wrapped values


def record(
    project: Path, client: str, looked_up: dict[tuple[str, str], str] | None = None
) -> list[DesiredResource]:
    """Return every resource that the program of `project` registers for `client`, sorted by URN.

    Args:
        project: the folder with `Pulumi.yaml`.
        client: stack name.
        looked_up: takes where each object is looked up by its name: `file:line` by type token and natural key.

    Raises:
        HoldfastError: the program's own, such as InputErrors.
        RecordingError: `recording-failed` when the program raises anything else, `value-refused-by-service` when it
            declares something that the service is known to refuse, `recording-unsupported-call` when it asks for
            what is not known without a tenant.
    """

    def program() -> None:
        with _first_on_path(project):
            runpy.run_path(str(project / "__main__.py"), run_name="__main__")

    answers = Answers(stack_config(project, client, _PROJECT))
    desired = _recorded(client, program, f"{project / '__main__.py'}", answers)
    if looked_up is not None:
        looked_up.update(answers.looked_up)
    return desired


def record_plan(plan: Plan) -> list[DesiredResource]:
    """Return every resource that the controls of `plan` register, sorted by URN, without any program of a client.

    Raises:
        RecordingError: as `record` does.
    """
    from holdfast.controls.program import declare

    def program() -> None:
        declare(plan)

    return _recorded(plan.client, program, f"of {plan.baseline}", Answers(StackConfig({})))


def _recorded(client: str, program: Callable[[], None], name: str, answers: Answers) -> list[DesiredResource]:
    monitor = _Recorder(answers)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # What failed is told by the one error that comes out, and not once more for each output that rests on it.
    loop.set_exception_handler(lambda *_: None)
    loops = [loop]

    def with_own_loop() -> None:
        # The SDK's mock monitor makes a loop in every thread that has none, and never closes it.
        with suppress(OSError):  # where there can be none, whoever needs it says why: here it would be lost
            loops.append(asyncio.new_event_loop())
            asyncio.set_event_loop(loops[-1])

    threads = ThreadPoolExecutor(initializer=with_own_loop)
    loop.set_default_executor(threads)
    pulumi.runtime.set_mocks(answers, project=_PROJECT, stack=client, preview=False, monitor=monitor)
    _forget_transformations()
    try:
        with answers.watched():
            loop.run_until_complete(run_pulumi_func(program))
    except (HoldfastError, SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # a program may raise what no `except Exception` sees
        answers.raise_if_refused()
        if lack := exhausted(error):
            raise RecordingError(
                "machine-exhausted", f"the program of client {client} could not run: {lack}"
            ) from error
        message = f"the program {name} failed for client {client}: {type(error).__name__}: {error}"
        raise RecordingError("recording-failed", message) from error
    finally:
        threads.shutdown()
        asyncio.set_event_loop(None)
        for one in loops:
            one.close()
    answers.unseen.raise_if_any()
    answers.raise_if_refused()
    answers.providers.raise_if_foreign()
    return _acceptable(monitor.desired())


def _forget_transformations() -> None:
    """Leave what an earlier recording registered for every resource: the SDK keeps one root for a process."""
    root = get_root_resource()
    if root is not None:
        root._transformations = []  # noqa: SLF001 - the SDK has no way to take one back


def _acceptable(desired: list[DesiredResource]) -> list[DesiredResource]:
    """Return what was declared, unless the service is known to refuse a value of it: told before anything is sent."""
    found = [
        f"{one.token} {one.name!r}: {path}: {sentence}"
        for one in desired
        if one.token in kinds()
        for path, sentence in _refused(kinds()[one.token], one.inputs)
    ]
    if found:
        raise RecordingError("value-refused-by-service", "; ".join(found))
    return desired


def _refused(kind: Kind, inputs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and sentence of what cannot be applied; our own provider's check is known whole."""
    own = kind.token.startswith(_OWN_PACKAGE)
    return program_mistakes(kind, inputs) if own else refused_values(kind.fields, inputs)


@contextmanager
def _first_on_path(project: Path) -> Iterator[None]:
    """Import the project's own modules first, as Pulumi's language host does."""
    sys.path.insert(0, str(project))
    try:
        yield
    finally:
        sys.path.remove(str(project))


class _Recorder(MockMonitor):
    """The SDK's mock monitor, which also keeps parents."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(answers)
        self._answers = answers
        self._registered: list[tuple[str, str, DesiredResource]] = []
        self._parents: dict[str, str] = {}
        self._former: dict[str, tuple[str, ...]] = {}

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """Return the URN that the engine gives: it leaves the stack out of its own children's types."""
        return super().make_urn("" if is_stack(parent) else parent, type_, name)

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the monitor's own name
        """Keep the registration, then answer as the SDK's monitor does."""
        urn = self.make_urn(request.parent, request.type, request.name)
        self._parents[urn] = request.parent
        if request.remote:
            self._answers.unseen.remote(request.type, request.name)
        former = self._former[urn] = self._former_urns(request, urn)
        inputs = _plain(pulumi.runtime.rpc.deserialize_properties(request.object)) if request.custom else {}
        if request.custom:
            self._answers.providers.registered(urn, request.provider, inputs)
        if request.custom and not request.type.startswith("pulumi:"):
            ignored = tuple(sorted(request.ignoreChanges))
            one = DesiredResource(
                urn,
                request.type,
                request.name,
                "",
                inputs,
                _options(request),
                ignored,
                former,
                bool(request.retainOnDelete),
                request.importId,
            )
            self._registered.append((urn, request.parent, one))
        return super().RegisterResource(request)  # type: ignore[no-untyped-call] # the SDK's

    def _former_urns(self, request: Any, urn: str) -> tuple[str, ...]:
        """Return the URNs that the aliases of a registration and of its parents stand for, as the engine derives them.

        Source: https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/ (2026-11-26).
        """
        names = [(request.type, request.name, request.parent)]
        fixed = []
        for alias in request.aliases:
            if alias.urn:
                fixed.append(alias.urn)
            else:
                parent = "" if alias.spec.noParent else alias.spec.parentUrn or request.parent
                names.append((alias.spec.type or request.type, alias.spec.name or request.name, parent))
        found = fixed + [self.make_urn(parent, type_, name) for type_, name, parent in names]
        for type_, name, parent in names:
            for former in self._former.get(parent, ()):
                present = name_of(parent)
                begins = name.startswith(present)
                old = f"{name_of(former)}{name[len(present) :]}" if begins else name
                found.append(self.make_urn(former, type_, old))
        return tuple(sorted(set(found) - {urn}))

    def desired(self) -> list[DesiredResource]:
        """Return what was registered, sorted by URN."""
        return [
            replace(one, control=self._control(parent))
            for _, parent, one in sorted(self._registered, key=lambda one: one[0])
        ]

    def _control(self, urn: str) -> str:
        """Return the id of the nearest control above, which is the component's logical name."""
        while urn:
            token, name = token_of(urn), name_of(urn)
            if token.startswith("holdfast:"):
                return name
            urn = self._parents.get(urn, "")
        return ""


def _options(request: Any) -> str:
    """Return a digest of the options in a registration; the order of what has none does not count."""
    facts = [request.parent, request.provider, request.version, request.protect, request.retainOnDelete]
    facts += [request.deleteBeforeReplace, request.deletedWith, request.importId, str(request.customTimeouts)]
    many = (request.dependencies, request.ignoreChanges, request.replaceOnChanges, request.aliasURNs)
    text = repr([*facts, *(sorted(one) for one in many), sorted(map(str, request.aliases))])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def _plain(value: Any) -> Any:
    """Return `value` with whole numbers as ints and every secret replaced by a word: recordings are kept on disk."""
    if isinstance(value, dict):
        if _SECRET_SIGNATURE in value:
            return SECRET
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    # Every number travels to the engine as a float; `2555.0 days` is not what anybody declared.
    return int(value) if isinstance(value, float) and value.is_integer() else value
