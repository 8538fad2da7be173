"""Templates of the settings of the directory."""
