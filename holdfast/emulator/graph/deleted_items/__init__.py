"""Users and groups that were deleted softly."""
