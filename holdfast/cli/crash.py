"""What nobody expected: told in one sentence, with the traceback in a file that holds no secret."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.project import find_project
from holdfast.model.errors import HoldfastError
from holdfast.model.machine import exhausted
from holdfast.tenant.embedded import home
from holdfast.whole_file import make_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 200_000
"""Characters of a traceback that are kept: its end, where the cause stands."""
_LONGEST_TOLD = 300
_SECRET_NAMES = re.compile(
    r"SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|KEY|ASSERTION|COOKIE|AUTH", re.IGNORECASE
)
"""Of environment variables whose values are taken out wherever they stand."""
_SHORTEST_SECRET = 6
"""Shorter values, such as `true`, would take ordinary words out."""
_SECRETS = re.compile(
    r"""eyJ[\w-]{5,}(?:\.[\w-]*){0,2}                                       # a token
    |(?<=bearer\ )\S+                                                       # a header
    |(?<=-----BEGIN)[\s\S]*?(?=-----END|\Z)                                 # a key or certificate
    |(?<=://)[^\s/@:]*:[^\s/@]*(?=@)                                        # an address with a password
    |(?<==)(?:https?|smtps?)://\S+                                         # one typed where its place belongs
    |(?:secret|token|passw(?:or)?d|passphrase|assertion|authorization|cookie)['"]?\s*[=:]\s*['"]?[^\s'"&,}]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAKEN_OUT = "[taken out]"


def crashed(error: BaseException) -> HoldfastError:
    """Return the sentence about `error`, which ended a command before it had an answer.

    The details go into a crash file, unless it is the machine that has no room for more.
    """
    if lack := exhausted(error):
        return HoldfastError("machine-exhausted", f"no answer: {lack}, and run again")
    return HoldfastError("not-foreseen", f"no answer, because of {_cause(error)}; {_kept(error)}")


def scrubbed(text: str, environment: Mapping[str, str]) -> str:
    """Return `text` without what looks like a secret, and without every secret of `environment`."""
    values = {
        value
        for name, value in environment.items()
        if _SECRET_NAMES.search(name) and len(value) >= _SHORTEST_SECRET
    }
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, _TAKEN_OUT)
    return _SECRETS.sub(_TAKEN_OUT, text)


def _cause(error: BaseException) -> str:
    """Return what happened, in a few words: what the system says of a file, else the kind of error and its text."""
    if isinstance(error, OSError) and error.strerror:
        about = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, (str, bytes)) else ""
        told = f"{error.strerror}{about}"
    else:
        told = f"{type(error).__name__}: {_text(error)}".removesuffix(": ")
    return scrubbed(" ".join(told.split()), os.environ)[:_LONGEST_TOLD]


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an error that cannot even say what it is
        return ""


def _kept(error: BaseException) -> str:
    """Write the details to the first folder that takes them; return where they are, as a part of the sentence."""
    details = scrubbed(_details(error), os.environ).encode("utf-8", "backslashreplace")
    name = f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}-"
    for folder in _folders():
        try:
            make_private(folder)
            # Of a name that nobody has: of many clients, several may meet something in one second.
            opened, path = tempfile.mkstemp(suffix=".txt", prefix=name, dir=folder)
            with os.fdopen(opened, "wb") as file:
                file.write(details)
        except (OSError, ValueError):
            continue
        return f"report it with {path}, which holds the details and no secret"
    return "its details could not be written to any folder"


def _folders() -> Iterator[Path]:
    """Yield where a crash file may go, best first."""
    try:
        yield home(find_project()) / "crashes"
    except (HoldfastError, OSError):
        if os.environ.get("HOLDFAST_HOME"):
            yield home(Path()) / "crashes"
    try:
        yield Path(tempfile.gettempdir())
    except OSError:
        return


def _details(error: BaseException) -> str:
    try:
        trace = "".join(traceback.format_exception(error))[-_LONGEST:]
    except Exception as again:  # noqa: BLE001 - a traceback that cannot be formatted must not hide the first error
        trace = f"{type(error).__name__}, whose traceback cannot be told: {type(again).__name__}"
    lines = [
        f"time      {datetime.now(UTC).isoformat(timespec='seconds')}",
        f"command   {' '.join(sys.argv)}",
        f"python    {sys.version}",
        f"platform  {platform.platform()}",
        "",
        trace,
    ]
    return "\n".join(lines)
