"""What is attested in the client file, because no interface tells it to an application."""
