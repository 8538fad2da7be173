"""The settings of Intune by a path of their own."""
