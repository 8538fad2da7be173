"""By which methods somebody proves who he is."""
