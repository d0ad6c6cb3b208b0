"""What screens and reports ask of the store: one SELECT a function."""
