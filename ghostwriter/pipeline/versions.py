"""The versions of what a run is made with."""

import importlib.metadata
import platform

from ghostwriter import __version__


def versions() -> dict[str, str]:
    """Ghostwriter's own, Python's, and those of the libraries that talk to models, by name."""
    names = ("openhands-sdk", "openhands-tools", "litellm")
    installed = {name: importlib.metadata.version(name) for name in names}
    return {"ghostwriter": __version__, "python": platform.python_version()} | installed
