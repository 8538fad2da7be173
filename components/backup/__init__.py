"""Controls of backups."""
