"""Has no library of this process write the keys of its connections, whatever the shell asks for.

The standard library's usual context, and with it requests below azure-identity and many another, heeds SSLKEYLOGFILE:
who holds what is written there reads every proof and token that was sent, and a file that takes nothing ends every
connection. `holdfast.tenant.authorities` makes contexts that heed it not; what libraries make is out of our hands, so
that the variable goes before the first of them is used. Processes that this one starts do not see it either.
Source: https://docs.python.org/3/library/ssl.html, "SSLKEYLOGFILE" (recalled).
"""

from __future__ import annotations

import os

_VARIABLE = "SSLKEYLOGFILE"


def write_no_keys() -> None:
    """Take the name of the file of keys out of this process's environment: the first act of a process."""
    os.environ.pop(_VARIABLE, None)
