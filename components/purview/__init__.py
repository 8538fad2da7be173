"""Controls over retention (Microsoft Purview)."""
