"""Lines for the terminal; control characters in them have no effect."""

import typer

from ghostwriter.text.invisible import printable


def say(text: str) -> None:
    """Print text line by line, each freed of what a terminal obeys."""
    typer.echo("\n".join(printable(line) for line in text.split("\n")))
