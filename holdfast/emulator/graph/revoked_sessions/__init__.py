"""Sessions that somebody ends."""
