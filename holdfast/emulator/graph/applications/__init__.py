"""Applications, their certificates and federated credentials."""
