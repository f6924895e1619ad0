"""What can go wrong, as one table, and how an answer or an exception finds its row."""
