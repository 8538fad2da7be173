"""The Python language host of a toolchain that was built here.

The Pulumi engine does not run programs: it asks a language host to. The official one is published as a
binary only; where that cannot be had, this program takes its place. It serves the SDK's own servicer
(the one behind the Automation API) over the program the engine names, prints its port as its first line
of output, and ends quietly when told to or when the engine is gone.

It is copied beside the engine's command line and started by `engine/pulumi-language-python`, so it needs
nothing else of Holdfast. Where Holdfast is installed its first act is to mark the engine that started it.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import runpy
import signal
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any


def mark_engine(folder: Path) -> None:
    """Says which process the engine is that started this one, where a program of Holdfast's is run.

    The engine takes its lock between its first host's end and its first plugin's start. Killed before that plugin
    has left its mark, it would leave a lock of which nobody can tell whether it is a dead process's.

    Args:
        folder: of the program.
    """
    sys.path.insert(0, str(folder))  # what the program imports later is what is imported here
    try:
        from holdfast.engine.mark import RUNS, leave_mark_for_good
        from holdfast.tenant.embedded import home
    except ImportError:
        return  # another program: nobody looks for marks
    finally:
        sys.path.pop(0)
    leave_mark_for_good(home(folder) / RUNS, os.getppid())


if __name__ == "__main__":
    sys.path.pop(0)  # beside the engine's command line, whose folder must not be searched for modules
    mark_engine(Path.cwd())  # before what takes long to import

try:
    import grpc
    from google.protobuf import empty_pb2
    from pulumi import RunError, log
    from pulumi.automation._server import LanguageServer
    from pulumi.runtime import reset_options, run_in_stack, set_all_config
    from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
    from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2
except ImportError as missing:
    sys.stderr.write(
        f"The Pulumi SDK is not installed for {sys.executable} ({missing}): "
        "run `make setup`, or `pip install -r requirements.txt` in the project's .venv.\n"
    )
    sys.exit(1)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

_PARENT_CHECK_SECONDS = 1.0
_THREADS_PER_OPERATION = 4
_MAX_UNLIMITED_THREADS = 1024


class LanguageHost(LanguageServer):
    """Runs Python programs for the engine at one address.

    Args:
        engine_address: where the engine listens for log lines, `host:port`.
        stop: set when the host shall end.
    """

    def __init__(self, engine_address: str, stop: threading.Event) -> None:
        super().__init__(lambda: None)
        self._engine_address = engine_address
        self._stop = stop

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Takes the engine's address where the engine names it here."""
        self._engine_address = request.engine_address or self._engine_address
        return language_pb2.LanguageHandshakeResponse()

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Ends the host."""
        self._stop.set()
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answers the version of the SDK that runs the programs."""
        return plugin_pb2.PluginInfo(version=metadata.version("pulumi"))

    def GetRequiredPackages(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answers the provider plugins that the installed packages name, as the official host does."""
        return language_pb2.GetRequiredPackagesResponse(
            packages=[
                plugin_pb2.PackageDependency(
                    name=plugin["name"],
                    kind="resource",
                    version=f"v{plugin['version']}",
                    server=plugin.get("server", ""),
                )
                for plugin in required_plugins(metadata.distributions())
            ]
        )

    def GetProgramDependencies(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answers the installed packages, without those that others brought unless all are asked for."""
        return language_pb2.GetProgramDependenciesResponse(
            dependencies=[
                language_pb2.DependencyInfo(name=name, version=version)
                for name, version in installed_packages(transitive=request.transitiveDependencies)
            ]
        )

    def GenerateProgram(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answers the Python code of what `pulumi import` has imported."""
        write = _beside("resource_code").resource_code
        with grpc.insecure_channel(request.loader_target, options=_GRPC_CHANNEL_OPTIONS) as channel:
            source = "\n".join(request.source.values())
            code = write(source, lambda package: python_facts(channel, package))
        return language_pb2.GenerateProgramResponse(source={"__main__.py": code.encode()})

    def InstallDependencies(self, request: Any, context: Any) -> Iterator[Any]:  # noqa: N802
        """Installs requirements.txt into the interpreter of this host, line by line of pip's output."""
        import subprocess

        folder = Path(request.info.program_directory or request.directory)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            for line in process.stdout or ():
                yield language_pb2.InstallDependenciesResponse(stdout=line)
        if process.returncode:
            context.abort(grpc.StatusCode.INTERNAL, f"pip install ended with {process.returncode}")

    def Run(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Runs the program.

        The engine starts a host for each phase of an operation, so a program always starts with modules of
        its own (tested in tests/e2e).
        """
        program = program_path(request)
        reset_options(
            project=request.project,
            monitor_address=request.monitor_address,
            engine_address=self._engine_address,
            stack=request.stack,
            parallel=request.parallel,
            preview=request.dryRun,
            organization=request.organization or "organization",
        )
        set_all_config(dict(request.config), list(request.configSecretKeys) or None)
        os.chdir(request.pwd or program.parent)
        sys.argv = [str(program), *request.args]
        sys.path[:] = [str(program.parent), *(entry for entry in sys.path if entry != str(program.parent))]
        return run_program(program, request.parallel)


def program_path(request: Any) -> Path:
    """Returns the file to run: the program directory's `__main__.py` or the entry point named."""
    folder = Path(request.info.program_directory or request.pwd or ".").resolve()
    path = folder / (request.info.entry_point or request.program or ".")
    return path / "__main__.py" if path.is_dir() else path


def run_program(program: Path, parallel: int) -> Any:
    """Runs a program to its end on an event loop of its own.

    Returns:
        A `RunResponse`: empty on success; `bail` when the error has been shown; `error` otherwise.
    """
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(_stop_on_lost_monitor)
    threads = min(max(parallel, 1), _MAX_UNLIMITED_THREADS) * _THREADS_PER_OPERATION
    loop.set_default_executor(ThreadPoolExecutor(max_workers=threads))
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(run_in_stack(lambda: _execute(program)))
    except SystemExit as ended:
        if ended.code not in (None, 0):
            return language_pb2.RunResponse(error=f"Program exited with non-zero exit code: {ended.code}")
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.UNAVAILABLE:  # the engine is going away: nothing to report
            return _shown(f"RPC error: {error.details()}")
    except RunError as error:
        return _shown(str(error))
    except Exception as error:  # noqa: BLE001  # whatever the user's program raises is shown to the user
        return _shown(explain(error, program))
    finally:
        _close(loop)
    return language_pb2.RunResponse()


def explain(error: Exception, program: Path) -> str:
    """Returns what a person shall read: one sentence for our own errors, the traceback for others."""
    if getattr(error, "slug", None):
        return str(error)
    if not program.exists():
        return f"unable to find main python program `__main__.py` in `{program.parent}`"
    frames = traceback.extract_tb(error.__traceback__)
    own = next((n for n, frame in enumerate(frames) if frame.filename == str(program)), None)
    if own is None and isinstance(error, SyntaxError):
        lines = traceback.format_exception_only(error)
    else:
        lines = traceback.format_exception(error, limit=(own or 0) - len(frames))
    text = "".join(lines)
    return f"Program failed with an unhandled exception:\n{text}"


def python_facts(channel: grpc.Channel, package: str) -> dict[str, Any]:
    """Returns what the schema of a Pulumi package says of its Python package, perhaps nothing."""
    from pulumi.runtime.proto.codegen import loader_pb2  # its stub module beside it cannot be imported

    get_schema = channel.unary_unary(
        "/codegen.Loader/GetSchema",
        request_serializer=loader_pb2.GetSchemaRequest.SerializeToString,
        response_deserializer=loader_pb2.GetSchemaResponse.FromString,
    )
    try:
        schema = json.loads(get_schema(loader_pb2.GetSchemaRequest(package=package)).schema)
        return dict(schema["language"]["python"])
    except (grpc.RpcError, ValueError, KeyError, TypeError):
        return {}


def _beside(name: str) -> ModuleType:
    """Returns the module in the file of that name beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def required_plugins(distributions: Iterable[metadata.Distribution]) -> list[dict[str, str]]:
    """Returns the plugin statements (`name`, `version`, perhaps `server`) of installed packages, sorted."""
    found: dict[str, dict[str, str]] = {}
    for distribution in distributions:
        for file in distribution.files or ():
            if file.name != "pulumi-plugin.json" or len(file.parts) != 2:  # noqa: PLR2004  # package/file
                continue
            statement = json.loads(file.read_text())
            if statement.get("resource"):
                name = statement.get("name") or file.parts[0].removeprefix("pulumi_")
                version = (statement.get("version") or distribution.version).removeprefix("v")
                found[name] = {**statement, "name": name, "version": version}
    return [found[name] for name in sorted(found)]


def installed_packages(*, transitive: bool) -> list[tuple[str, str]]:
    """Returns name and version of the installed packages, sorted by name."""
    distributions = {dist.metadata["Name"].lower(): dist for dist in metadata.distributions()}
    brought: set[str] = set()
    if not transitive:
        for dist in distributions.values():
            brought.update(_requirement_name(line) for line in dist.requires or () if "extra ==" not in line)
    return sorted(
        (dist.metadata["Name"], dist.version)
        for name, dist in distributions.items()
        if name.replace("_", "-") not in brought
    )


def _requirement_name(line: str) -> str:
    """Returns the normalised package name at the head of a requirement line."""
    end = next((n for n, char in enumerate(line) if not (char.isalnum() or char in "-_.")), len(line))
    return line[:end].lower().replace("_", "-")


def _execute(program: Path) -> None:
    """Runs the program's file as `__main__`."""
    runpy.run_path(str(program), run_name="__main__")


def _shown(message: str) -> Any:
    """Shows an error to the user and tells the engine that it has been shown."""
    log.error(message)
    return language_pb2.RunResponse(bail=True)


def _stop_on_lost_monitor(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Stops the loop when the engine's monitor is gone; leaves other things to asyncio."""
    if isinstance(context.get("exception"), grpc.RpcError):
        loop.stop()


def _close(loop: asyncio.AbstractEventLoop) -> None:
    """Cancels what the program left unfinished and closes its loop."""
    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    if pending and not loop.is_closed():
        loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)
    sys.stdout.flush()
    sys.stderr.flush()


def serve(engine_address: str) -> None:
    """Serves until told to stop, or until the engine that started this process is gone."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    parent = os.getppid()
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=_GRPC_CHANNEL_OPTIONS)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageHost(engine_address, stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    while not stop.wait(_PARENT_CHECK_SECONDS) and os.getppid() == parent:
        pass
    server.stop(grace=0.1).wait()
    sys.stdout.flush()
    os._exit(0)  # a program cut short leaves threads that would hold the process


if __name__ == "__main__":
    serve(sys.argv[-1] if len(sys.argv) > 1 else "")
