"""What belongs to service principals and applications, and nobody has given them."""
