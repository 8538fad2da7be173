"""Conditional Access policies: their types, rules, references and preview features."""
