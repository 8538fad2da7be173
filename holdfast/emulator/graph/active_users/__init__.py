"""Who has which licence and did what with it, a report, read only."""
