"""Text: Markdown, sentences, words, numbers, dates, units; nothing here knows of briefs or models."""
