"""What is said of many clients that were checked in one run: one format per file, all of one summary."""
