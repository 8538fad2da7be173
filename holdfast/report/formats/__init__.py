"""The formats of a check's result: a module here with a `FORMAT` is one, and nothing else is edited for it."""
