"""One command a file: each module has `register(app)`."""
