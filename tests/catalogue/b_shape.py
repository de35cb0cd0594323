"""Cases 23 to 42: the shape of a table."""
