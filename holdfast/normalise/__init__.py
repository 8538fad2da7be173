"""Quirks of Microsoft's services, one function a file: what must not be mistaken for drift, and nothing more."""
