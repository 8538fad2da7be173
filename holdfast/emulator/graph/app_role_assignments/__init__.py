"""Application permissions that service principals have been given, read only."""
