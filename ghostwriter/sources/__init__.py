"""Sources: found, opened safely, and turned by one loader a kind into text that stages and checks can read."""
