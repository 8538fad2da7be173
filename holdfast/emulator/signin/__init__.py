"""Sign-in: who may get a token, what it says, and whether a token shown is one of ours."""
