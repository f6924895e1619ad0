"""What files of Markdown are called."""

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".rmd", ".qmd"})
"""Endings, in small letters."""
