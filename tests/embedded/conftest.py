"""The server and the tiny tenant of the contract tests: what is tried here is the embedded tenant's own machinery."""

from __future__ import annotations

from tests.contract.conftest import served, tiny

__all__ = ["served", "tiny"]
