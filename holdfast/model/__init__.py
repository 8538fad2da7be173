"""The frozen types that rooms hand to each other; standard library only, so that a cold start stays cheap."""
