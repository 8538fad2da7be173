"""Services of the Exchange endpoint: a file is a declared one, a folder one in code; see walk.py."""
