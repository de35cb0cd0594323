"""Cases 83 to 98: addresses and points."""
