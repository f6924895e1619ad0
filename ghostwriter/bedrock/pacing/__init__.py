"""How many calls at once, and how long to go on trying."""
