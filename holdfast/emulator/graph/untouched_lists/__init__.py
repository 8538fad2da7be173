"""Lists of many services in which a tenant has nothing until somebody begins with what they are of."""
