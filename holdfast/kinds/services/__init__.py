"""How the shapes of kinds are listed, read and written, once for all kinds of a shape."""
