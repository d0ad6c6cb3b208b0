"""SEF forms to fill in without the program: written and read again, as Word and as Excel."""
