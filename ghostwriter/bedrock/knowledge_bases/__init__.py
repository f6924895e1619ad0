"""Knowledge bases and agents as sources."""
