"""Tampering with what the controls over sign-in and the directory declare."""
