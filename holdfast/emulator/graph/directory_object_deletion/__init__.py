"""Deleting a directory object by its id, whatever it is."""
