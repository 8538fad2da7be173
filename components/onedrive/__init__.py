"""Controls over the drives of people (OneDrive)."""
