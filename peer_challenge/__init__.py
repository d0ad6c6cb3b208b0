"""Peer challenge between children's services authorities, without a window."""
