"""What people are asked of themselves when they sign up."""
