"""The directory's older policies, read only."""
