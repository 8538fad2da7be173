"""What a seed refuses."""

from __future__ import annotations


class SeedError(Exception):
    """A tenant cannot be seeded as asked; the text is a sentence for the user and names the file, if any."""
