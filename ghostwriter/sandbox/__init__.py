"""A run's own walls: where Linux has Landlock, the kernel holds the process to what the run needs, whatever its code does."""
