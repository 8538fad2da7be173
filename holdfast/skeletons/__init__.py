"""What `holdfast new` writes: files that pass every check but those that ask for content."""
