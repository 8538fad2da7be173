"""How devices come to Intune: the five configurations that every tenant has."""
