"""What somebody does to a tenant behind the toolkit's back: one file for each control, found by `tampering.py`."""
