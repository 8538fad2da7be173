"""Exit codes in the meaning that was asked for: ours, or with `--detailed-exitcode` those of `terraform plan`.

| | ours | Terraform's |
| --- | --- | --- |
| as declared | 0 | 0 |
| drift | 1 | 2 |
| no full answer, an error, wrong usage | 2 | 1 |

Whatever ends the process is meant, also what ends it before the command has its arguments: so it is the typed words
that are looked at. Source: https://developer.hashicorp.com/terraform/cli/commands/plan (recalled).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

_DETAILED = "--detailed-exitcode"
_TERRAFORM = {ExitCode.DRIFT: 2, ExitCode.NO_ANSWER: 1}


def as_terraform(code: int, arguments: Sequence[str]) -> int:
    """Return an exit code of ours as Terraform has it where the typed `arguments` ask for that; else as it is."""
    options = takewhile(lambda one: one != "--", arguments)
    return _TERRAFORM.get(code, code) if _DETAILED in options else code
