"""Pictures of applications."""
