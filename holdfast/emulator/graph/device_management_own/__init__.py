"""Lists of Intune that have nothing while nobody set it up."""
