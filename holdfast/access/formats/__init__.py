"""How the permissions of a client are written: a module here with a `FORMAT` is one format, named as the module."""
