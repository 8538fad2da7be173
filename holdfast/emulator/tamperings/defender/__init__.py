"""Tampering with what the controls over filters of mail declare."""
