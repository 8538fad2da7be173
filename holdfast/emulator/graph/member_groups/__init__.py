"""Which groups an object is in, by their ids."""
