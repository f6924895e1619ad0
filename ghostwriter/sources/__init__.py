"""Sources: found, opened safely, and turned by one loader a kind into text that stages and checks can read."""

from ghostwriter.sources.intake import Intake, Receipt, load_sources
from ghostwriter.sources.source import Source

__all__ = ["Intake", "Receipt", "Source", "load_sources"]
