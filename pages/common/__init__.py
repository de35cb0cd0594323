"""What every page shares: where the week comes from, what is chosen, and how things are shown."""
