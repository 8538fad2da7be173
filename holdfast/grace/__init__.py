"""Grace periods: the table of what Microsoft erases when, and what follows from it for what was seen in a tenant."""
