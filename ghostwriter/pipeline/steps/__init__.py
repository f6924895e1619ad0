"""The steps of a run, in their order: extraction, writing, verification, finishing."""
