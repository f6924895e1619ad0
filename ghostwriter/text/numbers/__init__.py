"""Numbers in text: figures, words, fractions, rounding."""
