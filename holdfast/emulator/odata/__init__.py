"""How Graph is spoken: routes to operations, query options, schema, spelling, batches, errors.

Its services are in `emulator/graph`.
"""
