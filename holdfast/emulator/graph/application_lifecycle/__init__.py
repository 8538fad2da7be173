"""Making and deleting applications and service principals, and their passwords."""
