"""Kinds of purview: one file per object type, each with one `KIND`."""
