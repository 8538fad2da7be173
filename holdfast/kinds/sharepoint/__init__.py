"""Kinds of sharepoint: one file per object type, each with one `KIND`."""
