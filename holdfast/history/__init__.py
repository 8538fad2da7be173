"""What was: checks kept as a chain of files, an index that is made from them, and whether they are as they were."""
