"""What the tamperings of `tampering.py` do, one file for each kind of object they change."""
