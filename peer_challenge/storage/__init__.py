"""What is on disk: the log of changes, its projection and the file they live in; the only SQL."""
