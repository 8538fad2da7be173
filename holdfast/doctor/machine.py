"""Engine, plugins, state, lock and the modes of secret files: what is of this machine. Only `--fix` changes it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.apply.lock import stale_locks, take_away
from holdfast.apply.shell import azuread_installed, refuse_other_world
from holdfast.apply.stack import STATE_DAMAGED, open_stack
from holdfast.apply.state import parse_state
from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.doctor.open_files import open_files
from holdfast.doctor.room import unwritable
from holdfast.engine import environment, file_backend, find_engine
from holdfast.engine.mark import RUNS
from holdfast.model.errors import EngineError, HoldfastError
from holdfast.model.plan import Cloud
from holdfast.model.typed_command import typed_command
from holdfast.model.value_class import value_class
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.apply.stack import Stack
    from holdfast.drift.recording import Recording
    from holdfast.engine import Engine, Progress

_OWN = "pulumi-resource-m365"


@value_class
class Machine:
    """What is to be examined here."""

    project: Path
    """The folder with `Pulumi.yaml`."""
    recording: Recording
    folder: Path
    """Where Holdfast keeps its state."""
    fix: bool
    """Whether what is of this machine may be put right."""
    say: Progress
    """Told what is being done while something is put right."""

    @property
    def client(self) -> str:
        """The client's name."""
        return self.recording.plan.client

    @property
    def embedded(self) -> bool:
        """Whether the client lives on the embedded tenant."""
        return self.recording.plan.cloud is Cloud.EMBEDDED


def examine_machine(here: Machine) -> list[Symptom]:
    """Return the symptoms of this machine; those that `--fix` is for are put right where it was asked."""
    engine, symptom = _engine(here)
    found = [symptom, *(_virtualenv(here.project, engine) if engine else ()), *_plugins(here)]
    found += _state(here, engine) if engine else []
    do = "make room there, or it writable, or set HOLDFAST_HOME to another folder"
    files = open_files(here.folder, here.client, embedded=here.embedded, fix=here.fix)
    return [*found, *unwritable(here.folder, Area.FILES, do), *files]


def _engine(here: Machine) -> tuple[Engine | None, Symptom]:
    try:
        found = find_engine(make=False)
    except EngineError as error:
        lacking = Symptom(
            area=Area.ENGINE,
            weight=Weight.NO_APPLY,
            told=error.message.rstrip("."),
            do=f"`{typed_command('doctor', here.client, '--fix')}` downloads or builds one",
        )
        return _made_engine(here, lacking) if here.fix else (None, lacking)
    told = f"Pulumi {found.version} ({found.origin}), {found.pulumi}"
    return found, Symptom(area=Area.ENGINE, weight=Weight.GOOD, told=told)


def _made_engine(here: Machine, lacking: Symptom) -> tuple[Engine | None, Symptom]:
    try:
        return find_engine(here.say), replace(lacking, fixed=True)
    except EngineError as error:
        return None, replace(lacking, told=f"no Pulumi engine could be made: {error.message.rstrip('.')}")


def _virtualenv(project: Path, engine: Engine) -> Iterator[Symptom]:
    """Yield that the virtual environment is not there which Pulumi.yaml has the official language host run programs in.

    That of an engine that was built here finds the project's own, whatever the file says: there it is to be mended.
    """
    named = _option(project / "Pulumi.yaml", "runtime", "options", "virtualenv")
    if not named:
        return
    folder = project / str(named)
    python = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    if (folder / python).is_file():
        yield Symptom(area=Area.ENGINE, weight=Weight.GOOD, told=f"the program runs in {folder}")
        return
    built = engine.origin == "built"
    told = f"{folder}, which Pulumi.yaml names as virtualenv, is no virtual environment: it has no {python}"
    yield Symptom(
        area=Area.ENGINE,
        weight=Weight.MEND if built else Weight.NO_APPLY,
        told=told
        + ("; the engine that was built here goes by no name, the official one does" if built else ""),
        do=f"`make setup` makes {project / '.venv'}: name that, or make {folder} a link to {sys.prefix}",
    )


def _plugins(here: Machine) -> Iterator[Symptom]:
    tokens = {one.token.partition(":")[0] for one in here.recording.desired}
    if "m365" in tokens:
        yield _own_plugin(here.project)
    if "azuread" in tokens:
        yield _azuread(here)


def _own_plugin(project: Path) -> Symptom:
    """Return where the engine finds our plugin: in the folder that Pulumi.yaml names, and there alone."""
    folder = _named_folder(project / "Pulumi.yaml")
    if folder is None:
        found = shutil.which(_OWN, path=str(Path(sys.executable).parent)) or shutil.which(_OWN)
        lacking = "the plugin m365 is neither beside this Python nor on PATH"
    else:
        found = shutil.which(_OWN, path=str(folder))
        lacking = f"the plugin m365 is not in {folder}, where Pulumi.yaml has the engine look for it"
    if found:
        return Symptom(area=Area.PLUGINS, weight=Weight.GOOD, told=f"m365 is {found}")
    do = "install Holdfast anew: `make setup`"
    if folder is not None:
        do += f", or make {folder} a link to where it is: {Path(sys.executable).parent}"
    return Symptom(area=Area.PLUGINS, weight=Weight.NO_APPLY, told=lacking, do=do)


def _named_folder(path: Path) -> Path | None:
    """Return the folder that a project's file names for our plugin; None where it names none."""
    named = _option(path, "plugins", "providers")
    try:
        return next((path.parent / str(one["path"]) for one in named if one["name"] == "m365"), None)
    except (TypeError, KeyError):
        return None


def _option(path: Path, *names: str) -> Any:
    """Return what a project's file says at a place; None where it does not, or cannot be read: Pulumi tells that."""
    import yaml

    try:
        found = yaml.safe_load(read_ordinary(path).decode("utf-8"))
        for name in names:
            found = found[name]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError):
        return None
    return found


def _azuread(here: Machine) -> Symptom:
    home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    if azuread_installed(home):
        return Symptom(area=Area.PLUGINS, weight=Weight.GOOD, told="azuread is installed")
    if here.embedded:
        told = "azuread is not installed: the stand-in serves the embedded tenant"
        return Symptom(area=Area.PLUGINS, weight=Weight.NOTE, told=told)
    return Symptom(
        area=Area.PLUGINS,
        weight=Weight.NO_APPLY,
        told="the plugin azuread is not installed, and the stand-in serves embedded tenants alone",
        do=f"type: pulumi plugin install resource azuread {_version_of('pulumi-azuread')}".rstrip(),
    )


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _state(here: Machine, engine: Engine) -> list[Symptom]:
    plan = here.recording.plan
    try:
        refuse_other_world(here.project, plan, here.folder)
    except HoldfastError as error:
        do = f'type: eval "$({typed_command("env", plan.client)})", or open a new shell'
        return [Symptom(area=Area.STATE, weight=Weight.NO_APPLY, told=error.message, do=do)]
    variables = environment(
        engine, here.project, embedded=here.embedded, stack=plan.client, folder=here.folder
    )
    stack = open_stack(engine, here.project, plan.client, variables, here.folder)
    backend = file_backend({**os.environ, **variables})
    return [*_room(here, backend), _kept(stack, backend), *_lock(here, variables)]


def _room(here: Machine, backend: Path | None) -> Iterator[Symptom]:
    """Yield that no state can be written, if so; what is so of all that Holdfast keeps is told of that."""
    if backend and not backend.absolute().is_relative_to(here.folder.absolute()):
        do = "make room there, or it writable, or choose where the state is kept (PULUMI_BACKEND_URL, or pulumi login)"
        yield from unwritable(backend, Area.STATE, do)


def _kept(stack: Stack, backend: Path | None) -> Symptom:
    """Return what is kept of the client; a state that is not there yet is no problem."""
    if backend and not (backend / ".pulumi" / "stacks" / "holdfast" / f"{stack.name}.json").exists():
        told = f"nothing was applied from {backend} yet: the first apply makes the state"
        return Symptom(area=Area.STATE, weight=Weight.NOTE, told=told)
    try:
        state = parse_state(stack.export())
    except (HoldfastError, OSError, ValueError) as error:
        told = f"the state cannot be read: {getattr(error, 'message', error)}"
        do = "choose where the state is kept (PULUMI_BACKEND_URL, or pulumi login), and make sure that it is there"
        if getattr(error, "slug", "") == STATE_DAMAGED:
            do = f"put a copy there; `{typed_command('up', stack.name)}` finds what it does not know of, and asks"
        return Symptom(area=Area.STATE, weight=Weight.NO_APPLY, told=told, do=do)
    told = f"the state has {len(state.resources)} objects"
    if not state.pending:
        return Symptom(area=Area.STATE, weight=Weight.GOOD, told=told)
    told += f", and {state.pending} operations of an interrupted run that nobody knows the end of"
    do = f"run `{typed_command('up', stack.name)}`, which looks what became of them"
    return Symptom(area=Area.STATE, weight=Weight.MEND, told=told, do=do)


def _lock(here: Machine, variables: Mapping[str, str]) -> Iterator[Symptom]:
    try:
        stale = stale_locks(here.client, variables, here.folder / RUNS)
    except EngineError as error:
        do = (
            "wait for its end"
            if error.slug == "stack-locked"
            else "make sure that it is gone, as the sentence says"
        )
        yield Symptom(area=Area.STATE, weight=Weight.NO_APPLY, told=error.message, do=do)
        return
    if not stale:
        return
    symptom = Symptom(
        area=Area.STATE,
        weight=Weight.MEND,
        told="a run that was killed left its lock on the stack, and its process is certainly gone",
        do=f"`{typed_command('doctor', here.client, '--fix')}` takes it away, and so does the next apply",
    )
    yield _unlocked(stale, symptom) if here.fix else symptom


def _unlocked(locks: Sequence[Path], symptom: Symptom) -> Symptom:
    try:
        take_away(locks)
    except EngineError as error:
        return replace(symptom, told=f"{symptom.told}; it could not be taken away: {error.message}")
    return replace(symptom, fixed=True)
