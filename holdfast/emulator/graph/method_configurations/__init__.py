"""Settings of all methods of signing in, as one list."""
