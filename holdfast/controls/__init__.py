"""What every control stands on: the base class, the catalogue, the program that declares them, and what they share."""
