"""The directory's audit log, read only."""
