"""Tampering with what the controls over retention declare."""
