"""What people have done to their mail as it comes into their inbox."""
