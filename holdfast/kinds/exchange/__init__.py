"""Kinds of exchange: one file per object type, each with one `KIND`."""
