"""Service principals, read only."""
