"""Users and their types."""
