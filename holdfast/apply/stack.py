"""One client's stack, driven through Pulumi's Automation API on the very folder that people type `pulumi up` in."""

from __future__ import annotations

import json
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from holdfast.engine import Engine, ensure_stack
from holdfast.model.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pulumi.automation import Stack
    from pulumi.automation.events import EngineEvent

    OnEvent = Callable[[EngineEvent], object]


NOT_A_REASON = re.compile(r"(update|preview|destroy|refresh) failed")
"""What the engine adds at the end."""


def open_stack(engine: Engine, project: Path, client: str, variables: Mapping[str, str]) -> Stack:
    """Return the client's stack in the folder `project`, made if it is new.

    Raises:
        EngineError: when the engine cannot open it.
    """
    from pulumi import automation

    ensure_stack(engine, project, client, variables)
    # The API knows a folder with `bin/pulumi` below it, or what the search path gives: that may lie anywhere.
    root = None if engine.origin == "path" else str(engine.bin.parent)
    command = automation.PulumiCommand(root, skip_version_check=True)
    try:
        workspace = automation.LocalWorkspace(
            work_dir=str(project), env_vars=dict(variables), pulumi_command=command
        )
        return automation.Stack.select(client, workspace)
    except automation.CommandError as error:
        raise EngineError(
            "engine-refused", f"the engine could not open the stack {client}: {_last_line(error)}"
        ) from None


@dataclass(frozen=True, slots=True)
class Settled:
    """What the stack holds once nothing of an interrupted run is left."""

    managed: dict[str, bool]
    """URNs of what the stack manages, and whether each stays in the tenant when its code goes."""
    done: list[str]
    """What was done to settle, as people read it."""


def settle(stack: Stack, variables: Mapping[str, str]) -> Settled:
    """Settle what an interrupted run left: its lock, and operations nobody knows the end of.

    A pending creation is dropped from the state: whether the object came to be is found by its natural key,
    before anything is made. Only a lock whose process is gone is taken away.
    """
    done = []
    if _stale_lock(stack.name, variables):
        _run(stack.cancel, "cancel")
        done.append("an interrupted run's lock was removed")
    exported = _run(stack.export_stack, "stack export")
    deployment = dict(exported.deployment or {})
    pending = deployment.get("pending_operations") or []
    if pending:
        deployment["pending_operations"] = []
        exported.deployment = deployment
        _run(lambda: stack.import_stack(exported), "stack import")
        done.append(f"{len(pending)} unfinished operations of an interrupted run were dropped from the state")
    return Settled(_managed(deployment), done)


def _managed(deployment: Mapping[str, Any]) -> dict[str, bool]:
    return {
        one["urn"]: bool(one.get("retainOnDelete"))
        for one in deployment.get("resources", [])
        if one.get("custom") and not one.get("delete")
    }


def refresh(stack: Stack, urns: Sequence[str]) -> None:
    """Read the resources `urns` from the tenant into the state, and no others."""
    _run(lambda: stack.refresh(target=list(urns), color="never"), "refresh")


def update(stack: Stack, on_event: OnEvent) -> None:
    """Apply the program without reading the rest of the tenant again."""
    _run_shown(lambda told: stack.up(on_event=told, color="never"), "up", on_event)


def preview(stack: Stack, on_event: OnEvent) -> None:
    """Tell `on_event` what `update` would do; sends reads only."""
    _run_shown(lambda told: stack.preview(on_event=told), "preview", on_event)


def destroy(stack: Stack, on_event: OnEvent) -> None:
    """Delete what may be deleted."""
    _run_shown(lambda told: stack.destroy(on_event=told, color="never"), "destroy", on_event)


def _run_shown(command: Callable[[OnEvent], Any], name: str, on_event: OnEvent) -> None:
    """Run a command that tells `on_event` its errors as they come: they are not told again at its end."""
    shown: list[str] = []

    def listen(event: EngineEvent) -> None:
        if event.diagnostic_event and event.diagnostic_event.severity == "error":
            shown.append(event.diagnostic_event.message)
        on_event(event)

    _run(lambda: command(listen), name, shown)


def _run(command: Callable[[], Any], name: str, shown: Sequence[str] = ()) -> Any:
    from pulumi import automation

    try:
        return command()
    except automation.ConcurrentUpdateError as error:
        message = f"another run holds the stack; when it is really gone: pulumi cancel ({_last_line(error)})"
        raise EngineError("stack-locked", message) from None
    except automation.CommandError as error:
        raise EngineError("engine-failed", f"pulumi {name} failed: {_reasons(error, shown)}") from None


def _reasons(error: Exception, shown: Sequence[str]) -> str:
    """Return the engine's own error lines, each once, but for those shown before."""
    before = " ".join(" ".join(shown).split())
    lines = [" ".join(line.split()) for line in str(error).splitlines()]
    found = [line.removeprefix("error:").strip() for line in lines if line.startswith("error:")]
    said = [line for line in dict.fromkeys(found) if line and not NOT_A_REASON.fullmatch(line)]
    if said and all(line in before for line in said):
        return (
            "the reasons stand above; what was done before them is kept, and the next run goes on from there"
        )
    return "; ".join(line for line in said if line not in before) or _last_line(error)


def _last_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


def _stale_lock(client: str, variables: Mapping[str, str]) -> bool:
    """Return whether a file backend holds a lock of this machine whose process is gone."""
    address = urlsplit(variables.get("PULUMI_BACKEND_URL") or os.environ.get("PULUMI_BACKEND_URL", ""))
    if address.scheme != "file":
        return False
    locks = Path(unquote(address.path)) / ".pulumi" / "locks"
    return any(_is_stale(path) for path in locks.glob(f"**/{client}/*.json"))


def _is_stale(path: Path) -> bool:
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
        return lock.get("hostname") == socket.gethostname() and not _runs(int(lock["pid"]))
    except (OSError, ValueError, KeyError):
        return False


def _runs(process: int) -> bool:
    """Return whether a process still runs; one that was killed and waits for its parent to notice does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:
        facts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return True
    return facts.rpartition(")")[2].split()[0] not in {"Z", "X"}
