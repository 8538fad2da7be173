"""Parts of the services that roles speak of."""
