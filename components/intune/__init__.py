"""Controls over devices (Intune)."""
