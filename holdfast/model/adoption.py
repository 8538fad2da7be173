"""What an apply hands to the program as data: what is in the tenant already, and what of it stays as it is.

One file, which one variable names; absent in ordinary runs of the engine:

    {"ids": {"<key>": "<Pulumi id>"}, "left": {"<key>": {"<property path>": <live value, null where there is none>}}}
"""

from __future__ import annotations

ADOPTION = "HOLDFAST_ADOPT"
"""Names the file."""
ABSENT = "HOLDFAST_NOT_MADE"
"""Names the resources that the run leaves out: a JSON list of logical names."""
TAKEN_BACK = "HOLDFAST_TAKEN_BACK"
"""Names the sign-in policies that are enabled and stop being so: a JSON list of logical names."""
REPLACE = "HOLDFAST_ALLOW_REPLACE"
"""Names the URNs that may be replaced: a JSON list, because the names in them may have blanks. `*` in it, as in a
preview, whose steps a gate judges, is every one."""
ASKED = "HOLDFAST_ASKED"
"""Set where `holdfast up` or `preview` starts the engine, to what it has asked about: the digest of that program."""

EVERY = "*"
"""Stands among them for every resource."""


def adoption_key(token: str, name: str) -> str:
    """Return what stands for a resource in that file, by its type token and logical name."""
    return f"{token}|{name}"
