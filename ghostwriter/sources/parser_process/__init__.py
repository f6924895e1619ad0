"""A process of its own for parsing HTML, with limits on time and memory."""
