"""Properties by which an application extends the directory."""
