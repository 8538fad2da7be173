"""Reaching a live tenant: sign-in, Graph, and the Exchange and Purview cmdlet endpoints, as raw JSON."""
