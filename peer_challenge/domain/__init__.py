"""What is true: records, changes, rules and words; standard library only."""
