"""Who signed in, read only."""
