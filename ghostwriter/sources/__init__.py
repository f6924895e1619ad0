"""Sources: one loader a kind, each turning a file into a ``Source`` that the stages and checks can read."""
