"""What an application wants to be told of."""
