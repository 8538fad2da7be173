"""The embedded tenant: a Microsoft 365 tenant on loopback that speaks the real wire.

It imports nothing from the rest of the toolkit, so that a mistake shared by client and server cannot hide
(design decision 4). Nothing here runs at import; see `server.py` for the way in.
"""
