"""Members and owners of groups, added and removed."""
