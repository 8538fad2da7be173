"""Generated documents: one module per page, each with a function that returns the page's Markdown."""
