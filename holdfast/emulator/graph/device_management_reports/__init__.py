"""Reports that Intune writes into a file."""
