"""Progress of a run for a terminal, a pipe, or a program."""
