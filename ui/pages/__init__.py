"""One page a screen, one service behind it."""
