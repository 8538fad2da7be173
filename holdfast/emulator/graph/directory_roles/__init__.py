"""Directory roles that somebody holds, read only."""
