"""Finds, downloads or builds the Pulumi engine, and prepares what it needs to run a client's stack.

Nothing here imports Pulumi, except the language host, which the engine starts as a process of its own.
"""

from holdfast.engine.find import find_engine
from holdfast.engine.stack import (
    DEMO_SALT,
    ensure_stack,
    environment,
    file_backend,
    has_stack,
    share_plugins,
    unflagged,
)
from holdfast.engine.toolchain import Engine, Progress

__all__ = [
    "DEMO_SALT",
    "Engine",
    "Progress",
    "ensure_stack",
    "environment",
    "file_backend",
    "find_engine",
    "has_stack",
    "share_plugins",
    "unflagged",
]
