"""The pipeline: the run of a brief through its stages."""
