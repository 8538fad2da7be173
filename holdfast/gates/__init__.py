"""What is decided before anything is written: rules over a plan and all that the program declares. Pure functions."""
