"""Controls over Microsoft Teams."""
