"""Service principals, read."""
