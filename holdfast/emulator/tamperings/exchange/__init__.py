"""Tampering with what the controls over mail declare."""
