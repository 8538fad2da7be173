"""Graph writes a period as ISO 8601 does, in more than one way: `PT8H` and `PT480M` are the same.

It is an `Edm.Duration` without a sign: it has no years, months or weeks, which have no length of their own. Sources:
https://learn.microsoft.com/graph/how-to-pim-update-rules (2026-11-27) and
https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/odata-csdl-json-v4.01.html#sec_Duration (recalled, 2026-11-30).
"""

from __future__ import annotations

import re
from datetime import timedelta

_PERIOD = re.compile(
    r"P(?:(?P<days>[0-9]{1,8})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9})S)?)?"
)


def parse_period(text: str) -> timedelta:
    """Return how long a period is, such as `P180D`, `PT8H` or `P1DT12H30M`.

    Raises:
        ValueError: it is none, or one of no time at all.
    """
    found = _PERIOD.fullmatch(text)
    length = timedelta(
        **{unit: int(number) for unit, number in found.groupdict("0").items()} if found else {}
    )
    if not length:
        raise ValueError(text)
    return length


def one_period(text: str) -> str:
    """Return the one spelling of all that are as long: `P1DT12H` for `PT36H`; what is no period as it is."""
    try:
        length = parse_period(text)
    except ValueError:
        return text
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days = f"{length.days}D" if length.days else ""
    time = "".join(
        f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number
    )
    return f"P{days}T{time}" if time else f"P{days}"
