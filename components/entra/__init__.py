"""Controls over sign-in and the directory (Microsoft Entra)."""
