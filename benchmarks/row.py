"""One line of the benchmark's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, the figure, and what it is held against."""

    what: str
    figure: str
    compared_to: str
