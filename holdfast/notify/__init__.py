"""Tells people what changed in a client's tenant since they were told last: one file for each receiver.

It reads a result that a check wrote, and asks nothing of any tenant.
"""
