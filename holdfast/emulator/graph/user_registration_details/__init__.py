"""By which methods each user can prove who he is, read only."""
