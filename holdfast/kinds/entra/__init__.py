"""Kinds of entra: one file per object type, each with one `KIND`."""
