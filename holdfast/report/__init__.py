"""Reports for the client: one file per format; they read frozen values of `holdfast.model` and nothing else.

A report writes no file, sends no request and has no clock. Every number and status in it comes from the data.
"""
