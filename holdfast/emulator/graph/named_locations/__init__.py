"""Named locations: IP ranges, countries, the compliant network."""
