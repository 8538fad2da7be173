"""Examines whether this machine can check and apply a client, and says of each problem what to do."""
