"""Watches what a program reads while it is recorded, by Python's own audit events.

An audit hook stays as long as its process: this is for the recording process alone. What raises no event, such as
asking whether a path exists, comes by `watched_calls`.
Source: https://docs.python.org/3/library/audit_events.html (2026-11-25).
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from importlib.util import source_from_cache
from typing import TYPE_CHECKING, Any

from holdfast.drift import watched_calls
from holdfast.drift.dependencies import (
    OTHER,
    OWN_VARIABLES,
    Dependencies,
    digest_of_file,
    digest_of_modules,
    digest_of_names,
    digest_of_variables,
    facts_at,
    interpreter,
    kind_at,
    names_in,
    seen_variables,
    signature_of,
)
from holdfast.drift.frames import (
    INSTALLED,
    LIBRARY,
    Owner,
    asks_what_it_is,
    callers,
    is_below,
    is_of_the_program,
    owner_of,
    package_of,
    place_of,
    program_place,
)
from holdfast.drift.import_files import AT_THE_START, module_files, start_files
from holdfast.drift.moments import asks_the_moment
from holdfast.model.adoption import ADOPTION
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_WATCHING = (__file__, watched_calls.__file__)
"""Files that watch, which ask nothing for the program."""
_IMPORTLIB = "<frozen importlib"
_LIBRARY_OF_IMPORTS = f"{os.sep}importlib{os.sep}"
"""Where importlib.metadata lies, which looks for installed packages on the whole search path."""
_UNKNOWABLE = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.posix_spawn",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.spawn",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.gethostname",
        "socket.getnameinfo",
        "socket.getservbyname",
        "socket.getservbyport",
        "socket.sendmsg",
        "socket.sendto",
        "os.getxattr",
        "os.listxattr",
        "sqlite3.connect",  # which opens its logs, and what a query attaches, without an event
    }
)
"""Events after which nobody can say what the program depends on."""
_WATCHED = _UNKNOWABLE | {"open", "os.listdir", "os.scandir", "exec"}
"""Events that say what a program reads; every import alone raises a dozen others."""
_OF_THEIR_OWN = frozenset(
    {"dill", "grpc", "google", "opentelemetry", "pulumi", "pulumi_azuread", "pydantic", "pydantic_core"}
)
"""Packages that ask for variables and facts of their own, none of which is in what a program declares."""
_APPLYING = frozenset({ADOPTION})
"""Variables that our own controls ask for and that an apply alone sets: in a recording they are never there."""
_CONFIGURED = "PULUMI_CONFIG"
"""What the names of variables start with by which the SDK lets a value of the configuration be given."""
_ENVIRON = "/environ"
_MOST_BYTES = 2**30
"""Of one file that a program reads."""
_NO_FILES = ("/dev/", "/proc/", "/sys/")
_MACHINE_FILES = ("/proc/", "/sys/")
_ACCESS_MODE = os.O_RDONLY | os.O_WRONLY | os.O_RDWR


class Watch:
    """What the program of this process has read since `start`."""

    def __init__(self, project: str, variables: Mapping[str, str], hidden: Collection[str] = ()) -> None:
        """Watch the program of the folder `project`, which sees `variables`, and not those of the names `hidden`."""
        self._project = project
        self._hidden = frozenset(hidden)
        self._unset: set[str] = set()
        """Names that an installed package asked for and that nobody has set."""
        self._facts: dict[str, list[Any]] = {}
        self._variables = dict(variables)
        self._on = False
        self._own = threading.local()
        """Of each thread, whether it is this module that asks: it does not watch itself."""
        self._files: dict[str, list[Any]] = {}
        self._kinds: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._sought: set[str] = set()
        """Names that an import looked for, those of modules that are not there among them."""
        self._searched_in: set[str] = set()
        """Folders that an import looked in."""
        self._refused: list[RecordingError] = []
        self.knowable = True
        """False once the program asked another process or machine, the clock, or chance: its recording is not kept."""

    def start(self) -> None:
        """Watch from now on, until `stop`; once a process."""
        sys.addaudithook(self._event)
        watched_calls.watch_paths(self.asked, self.asked_machine)
        watched_calls.watch_imports(self.imported)
        watched_calls.watch_machine(self.asked_machine)
        watched_calls.watch_environment(self.variable, self.all_variables)
        self._on = True

    def stop(self) -> Dependencies:
        """Return what was read; watch no more.

        Raises:
            RecordingError: `recording-environment` when the program asked for a variable that it does not see.
        """
        self._on = False
        if self._refused:
            raise self._refused[0]
        for path in module_files():
            self._opened(path)
        for path in start_files():
            self._add_file(path)
        imported = sorted({name.partition(".")[0] for name in sys.modules} | self._sought | AT_THE_START)
        return Dependencies(
            interpreter=interpreter(),
            environment=digest_of_variables(self._variables),
            files=dict(sorted(self._files.items())),
            kinds=dict(sorted(self._kinds.items())),
            facts=dict(sorted(self._facts.items())),
            unset=sorted(self._unset),
            folders=dict(sorted(self._folders.items())),
            searched=self._searched(frozenset(imported)),
            imported=imported,
        )

    def imported(self, name: str, folders: Iterable[str] | None) -> None:
        """Keep that an import looks for the module `name`: in a package's `folders`, or else on the search path."""
        with self._unwatched() as watched:
            if not watched:
                return
            searched = {self._ours(entry or ".") for entry in (sys.path if folders is None else folders)} - {
                ""
            }
            if folders is not None:  # an installed package, or ours, changes as a whole
                searched = {path for path in searched if owner_of(f"{path}{os.sep}_") is Owner.PROGRAM}
            if searched:
                self._searched_in |= searched
                self._sought.add(name.rpartition(".")[2])

    def asked(self, path: Any) -> None:
        """Keep what the program asked of `path`: what there is, or all that the file system says."""
        with self._unwatched() as watched:
            if not watched:
                return
            self._devices(path)
            if not (found := self._ours(path)) or self._of_a_package(found):
                return
            self._kinds.setdefault(found, kind_at(found))
            if self._for_program() and not asks_what_it_is(*_WATCHING):
                self._facts.setdefault(found, facts_at(found))

    def asked_machine(self) -> None:
        """Keep that the program asked what differs between machines, users or moments."""
        with self._unwatched() as watched:
            if watched and self._for_program():
                self.knowable = False

    def variable(self, name: object) -> None:
        """Refuse that somebody asks for a variable that the program does not see and `pulumi up` would.

        The program itself may ask for none; a package for what nobody has set, which is kept.

        Raises:
            RecordingError: `recording-environment`.
        """
        with self._unwatched() as watched:
            text = os.fsdecode(name) if isinstance(name, bytes) else str(name)
            asking = (
                None
                if not watched or text in _APPLYING or text in seen_variables({text: ""})
                else self._on_behalf()
            )
            if asking is None:
                return
            place, package = asking
            if package and (package not in _OF_THEIR_OWN or text.startswith(_CONFIGURED)):
                self._unset.add(text)
            if package and text not in self._unset & self._hidden:
                return
        self._refuse_variable(place, f"the environment variable {text}", f"call it {OWN_VARIABLES}{text}")

    def all_variables(self) -> None:
        """Refuse that the program, or a package for it, asks for all variables at once.

        Raises:
            RecordingError: `recording-environment`.
        """
        with self._unwatched() as watched:
            asking = self._on_behalf() if watched else None
            if asking is None or asking[1] in _OF_THEIR_OWN:
                return
        self._refuse_variable(asking[0], "all environment variables", f"ask for those named {OWN_VARIABLES}…")

    def _refuse_variable(self, place: str, what: str, instead: str) -> None:
        told = (
            f"{place} reads {what}, which a recorded program does not see: {instead}, or put the value into the "
            "client file"
        )
        self._refused.append(RecordingError("recording-environment", told))
        raise self._refused[-1]

    def _devices(self, path: Any) -> None:
        """Keep that the program reads what the machine says of itself; its variables are refused."""
        try:
            found = os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""  # noqa: PTH100
        except ValueError:
            return
        asking = self._on_behalf() if f"{found}{os.sep}".startswith(_MACHINE_FILES) else None
        if asking is None or asking[1] in _OF_THEIR_OWN:
            return
        self.knowable = False
        if found.endswith(_ENVIRON):
            self._refuse_variable(
                asking[0], f"{found}, all environment variables", f"name them {OWN_VARIABLES}…"
            )

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _WATCHED:
            return
        with self._unwatched() as watched:
            if not watched:
                return
            if event == "open":
                path, _, flags = arguments
                self._devices(path)
                if not (isinstance(flags, int) and _only_makes(flags)):
                    self._opened(path)
            elif event in {"os.listdir", "os.scandir"}:
                self._listed(arguments[0], with_facts=event == "os.scandir")
            elif event == "exec":
                self.knowable = self.knowable and not (
                    is_of_the_program(*arguments, *_WATCHING) and asks_the_moment(*arguments)
                )
            elif event in _UNKNOWABLE:
                self.knowable = False

    def _opened(self, path: Any) -> None:
        if found := self._ours(path):
            self._refuse_endless(found)
            self._add_file(found)

    def _refuse_endless(self, path: str) -> None:
        """Refuse what a program cannot read to its end, before it does: a device, a pipe, a file of many gigabytes.

        Raises:
            RecordingError: `recording-failed`.
        """
        size = next(iter(signature_of(path)), 0)
        if not kind_at(path).endswith(OTHER) and size <= _MOST_BYTES:
            return
        told = "is larger than any program is" if size else "is no ordinary file, so it may have no end"
        self._refused.append(RecordingError("recording-failed", f"the program reads {path}, which {told}"))
        raise self._refused[-1]

    def _listed(self, path: Any, *, with_facts: bool) -> None:
        if isinstance(path, int) and self._for_program():
            self.knowable = False
        self._devices(path)
        found = self._ours("." if path is None else path)
        if not found or self._of_an_import() or self._of_a_package(found):
            return
        self._folders.setdefault(found, digest_of_names(found))
        asks = next(callers(*_WATCHING), None)
        # Python's own walk and glob pass on names alone; an entry tells whoever has it size and times.
        by_python = asks is None or owner_of(asks.f_code.co_filename) is Owner.PYTHON
        if with_facts and not by_python and self._for_program():
            for name in names_in(found):
                one = os.path.join(found, name)  # noqa: PTH118
                self._facts.setdefault(one, facts_at(one))

    def _add_file(self, path: str) -> None:
        """Keep a file as it is now; of byte code, its source."""
        if path.endswith(".pyc"):
            try:
                source = source_from_cache(path)
            except ValueError:
                source = path
            path = source if kind_at(source) != "absent" else path
        if path in self._files:
            return
        installed = is_below(path, INSTALLED)
        self._files[path] = [signature_of(path), "" if installed else digest_of_file(path)]

    def _of_an_import(self) -> bool:
        """Return whether it is an import's own search that lists a folder, of which `searched` tells.

        Or a package looks for what is installed, which nobody does for the program.
        """
        for frame in callers(*_WATCHING):
            name = frame.f_code.co_filename
            if not name.endswith("contextlib.py"):
                return name.startswith(_IMPORTLIB) or (
                    _LIBRARY_OF_IMPORTS in name and not self._for_program()
                )
        return False

    def _of_a_package(self, path: str) -> bool:
        """Return whether `path` is an installed package's, of which nobody asks for the program."""
        return is_below(path, INSTALLED) and not self._for_program()

    def _ours(self, path: Any) -> str:
        """Return the absolute path of what is neither Python's own nor a device; empty for everything else."""
        if isinstance(path, int):
            return ""
        try:
            text = os.fsdecode(path)
            found = os.path.abspath(text)  # noqa: PTH100 - of every event
            if f"{os.pardir}{os.sep}" in text:
                found = os.path.join(os.getcwd(), text)  # noqa: PTH109, PTH118 - behind a link it is another folder
        except (TypeError, ValueError, OSError):
            return ""
        of_python = is_below(found, LIBRARY) and not is_below(found, INSTALLED)
        if of_python or found.startswith(_NO_FILES) or "__pycache__" in os.path.basename(found):  # noqa: PTH119
            return ""
        return found

    def _searched(self, imported: frozenset[str]) -> dict[str, str]:
        """Return what there is to find, for every folder that imports are searched in before Python's own end."""
        folders = {found for entry in [self._project, *sys.path] if (found := self._ours(entry or "."))}
        return {path: digest_of_modules(path, imported) for path in sorted(folders | self._searched_in)}

    @contextmanager
    def _unwatched(self) -> Iterator[bool]:
        """Say whether the program asks, and not this module itself, which does not watch what it asks meanwhile."""
        if not self._on or getattr(self._own, "asks", False):
            yield False
            return
        self._own.asks = True
        try:
            yield True
        finally:
            self._own.asks = False

    def _for_program(self) -> bool:
        """Return whether the program asks, or a package that may do it for the program."""
        asking = self._on_behalf()
        return asking is not None and asking[1] not in _OF_THEIR_OWN

    def _on_behalf(self) -> tuple[str, str] | None:
        """Return `file:line` of whoever asks, and its package where it is no code of the program.

        None when we ask, or Python does of its own accord, or an import's own search.
        """
        for frame in callers(*_WATCHING):
            file = frame.f_code.co_filename
            if file.startswith(_IMPORTLIB):
                return None
            owner = owner_of(file)
            if owner is Owner.OURS:
                return None
            if owner is Owner.PACKAGE:
                place = program_place()
                return f"{place_of(frame)}{f', for {place},' if place else ''}", package_of(file) or "?"
            if owner is Owner.PROGRAM and not file.startswith("<"):
                return place_of(frame), ""
        return None


def _only_makes(flags: int) -> bool:
    """Return whether a file opened with `flags` is only written, or made because it was not there."""
    made = os.O_CREAT | os.O_EXCL
    return flags & _ACCESS_MODE == os.O_WRONLY or flags & made == made
