"""Groups: their types and rules."""
