"""Detail to release: the only way to anything a scrutiny member sees."""
