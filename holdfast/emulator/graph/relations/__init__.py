"""Who belongs to what, listed and counted."""
