"""What each user is licensed for, read only."""
