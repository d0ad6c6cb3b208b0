"""What takes several steps, one job behind one subcommand and one button."""
