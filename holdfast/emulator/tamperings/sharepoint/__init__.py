"""Tampering with what the controls over files declare."""
