"""Letters of names as Microsoft's services compare them: in any letter case, letter by letter, and nothing more."""

from __future__ import annotations


def one_case(name: str) -> str:
    """Return a name with each letter in one case: two names are one to the services when these are equal.

    The directory and Exchange compare without regard to case and letter by letter, as .NET does
    (`StringComparison.OrdinalIgnoreCase`): Maße is not Masse, which full case folding takes for one name. Whoever
    looks for an object, or says which one is left alone, means no other. Documented:
    https://learn.microsoft.com/dotnet/standard/base-types/best-practices-strings (2026-11-28); that the services do so
    is assumed, and where they take more names for one, one that differs is not covered or not found, and is told.
    """
    return "".join(map(_one_case, name)) if not name.isascii() else name.lower()


def _one_case(letter: str) -> str:
    upper = letter.upper()
    if len(upper) != 1 or (upper.isascii() and not letter.isascii()):
        return letter  # no single letter, or one of another alphabet's: the dotless i is no i
    lower = upper.lower()
    return lower if len(lower) == 1 and lower.upper() == upper else upper
