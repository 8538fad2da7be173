"""Who is in which role group of Purview."""
