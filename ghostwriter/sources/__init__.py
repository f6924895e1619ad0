"""Sources: found, opened safely, and turned by one loader a kind into text that stages and checks can read."""

from ghostwriter.schema.source import Source
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.sources.intake import Intake, Receipt, load_sources

__all__ = ["BriefSources", "Intake", "Receipt", "Source", "load_sources"]
