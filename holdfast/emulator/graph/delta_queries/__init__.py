"""What changed in a collection of the directory since it was asked for the last time."""
