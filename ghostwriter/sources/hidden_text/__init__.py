"""Detection of text that a reader of the source would not see."""
