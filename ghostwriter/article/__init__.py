"""The article: its draft, what is removed from it, and its final Markdown."""
