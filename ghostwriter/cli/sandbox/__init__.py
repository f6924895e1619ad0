"""The sandbox that a command enters: which paths and ports a run needs."""
