"""The drift check: record the program, read the tenant, compare, and say what is not as declared."""
