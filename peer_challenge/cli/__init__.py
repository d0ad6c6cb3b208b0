"""The same jobs and services without a window."""
