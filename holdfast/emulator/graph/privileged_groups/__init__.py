"""PIM for groups."""
