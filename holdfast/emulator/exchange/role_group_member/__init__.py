"""Who is in which role group of Exchange."""
