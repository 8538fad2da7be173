"""Tampering with what the controls over devices declare."""
