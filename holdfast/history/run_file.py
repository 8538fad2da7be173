"""The file of one run: what is in it, and how it is read so that nothing changed in it is taken for true.

`{"run": {…}, "signature": {…} or null}` in canonical JSON. Of `run`: `schema` (version of this form), `number`,
`previous` (SHA-256 of the file before; empty for the first), `client`, `tenant`, `simulation`, `checkedAt`,
`recordedAt`, `program`, `evidence` (digests of plan, baseline and exceptions), `shown` (what the command printed of it)
and `result`: the whole check as the format `json` has it. Of `signature`: `algorithm`, `publicKey` and `value`, of the
canonical form of `run`.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from holdfast.history.canonical import canonical, digest
from holdfast.model.errors import NOT_UNDERSTOOD, in_words
from holdfast.model.value_class import value_class
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.history.folder import RunFile

FORM = "1.0"
"""Of the file. A field that is added raises the second number; one that goes or means something else, the first."""
_UNDERSTOOD, _FINDINGS_UNDERSTOOD = "1.", "1."
"""What the versions of the file and of a finding begin with that this program understands."""


class LostRunError(Exception):
    """Nothing can be said of a run; the message says why, in words without a full stop."""

    def __init__(self, why: str, *, is_flaw: bool) -> None:
        """Keep why, and whether it proves that the file is not as it was recorded."""
        super().__init__(why)
        self.is_flaw = is_flaw


@value_class(kw_only=True)
class RunContent:
    """What the file of a run says."""

    number: int
    previous: str
    """Digest of the file before; empty for the first."""
    client: str
    tenant: str
    simulation: bool
    checked_at: str
    recorded_at: str
    result: dict[str, Any]
    """The whole check, as the format `json` has it."""
    signature: dict[str, str] | None
    run: dict[str, Any]
    """All of it, as it was read."""
    content: bytes
    """The file."""


def envelope(run: dict[str, Any], signature: dict[str, str] | None) -> bytes:
    """Return the file of a run."""
    return canonical({"run": run, "signature": signature})


def read_run(folder: Path, file: RunFile) -> RunContent:
    """Return what a run's file says.

    Raises:
        LostRunError: when it cannot be read, is not as it was written, or is of a form that this program does not know.
    """
    try:
        content = read_ordinary(folder / file.name)
    except OSError as error:
        raise LostRunError(f"it cannot be read ({error.strerror or error})", is_flaw=False) from None
    if digest(content) != file.digest:
        raise LostRunError("it was changed: its content is not what its name stands for", is_flaw=True)
    try:
        return _content(json.loads(content), content)
    except NOT_UNDERSTOOD as error:
        why = f"it is no run ({in_words(error)})"
        raise LostRunError(why, is_flaw=True) from None


def _content(facts: Any, content: bytes) -> RunContent:
    run = facts["run"]
    _raise_if_newer("a run", run["schema"], _UNDERSTOOD)
    result = run["result"]
    for one in result["findings"]:
        _raise_if_newer("a finding", one["schema"], _FINDINGS_UNDERSTOOD)
    return RunContent(
        number=_typed(run["number"], int),
        previous=_typed(run["previous"], str),
        client=_typed(run["client"], str),
        tenant=_typed(run["tenant"], str),
        simulation=_typed(run["simulation"], bool),
        checked_at=_time(run["checkedAt"]),
        recorded_at=_time(run["recordedAt"]),
        result=_typed(result, dict),
        signature=facts["signature"],
        run=run,
        content=content,
    )


def _raise_if_newer(what: str, version: str, known: str) -> None:
    if not version.startswith(known):
        told = f"it is not understood: {what} of version {version[:20]}, and this program knows {known}x: update it"
        raise LostRunError(told, is_flaw=False)


def _typed(value: Any, wanted: type) -> Any:
    if type(value) is not wanted:
        raise TypeError(f"expected {wanted.__name__}, found {value!r}")
    return value


def _time(value: Any) -> str:
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError(f"a time without a zone: {value}")
    return str(value)
