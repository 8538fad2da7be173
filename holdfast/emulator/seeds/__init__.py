"""What an embedded tenant can be filled with: a small tenant, an exported one, a large one."""
