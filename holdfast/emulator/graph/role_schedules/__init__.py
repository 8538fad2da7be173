"""Schedules of PIM for directory roles, and the requests for them."""
