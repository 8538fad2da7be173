"""Authentication strengths: those of Microsoft, and custom ones."""
