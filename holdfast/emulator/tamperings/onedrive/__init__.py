"""Tampering with what the controls over drives declare."""
