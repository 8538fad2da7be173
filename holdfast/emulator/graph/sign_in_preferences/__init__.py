"""Which method of signing in somebody is asked for first."""
