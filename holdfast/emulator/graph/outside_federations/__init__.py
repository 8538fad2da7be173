"""Identity providers of guests, by domain of theirs."""
