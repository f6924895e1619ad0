"""The table of faults, and the classification of an answer or an exception by it."""
