"""The same jobs and services without a window."""

from peer_challenge.cli.main import main

__all__ = ["main"]
