"""How Microsoft's services do."""
