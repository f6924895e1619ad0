"""What a run would use, whether it works, and what to mend."""
