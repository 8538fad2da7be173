"""One receiver a file: each module with a `RECEIVER` is one, found by walking."""
