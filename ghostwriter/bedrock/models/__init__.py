"""Models: names, inference profiles, capabilities, listing."""
