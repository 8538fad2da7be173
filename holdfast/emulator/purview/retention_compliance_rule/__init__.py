"""Rules of retention policies."""
