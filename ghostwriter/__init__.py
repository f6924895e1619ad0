"""Ghostwriter: a brief and a pile of sources become an article that a person can sign."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.brief.brief import load_brief
    from ghostwriter.pipeline.pipeline import GhostwriterPipeline

__all__ = ["GhostwriterPipeline", "__version__", "create_llm", "load_brief"]

__version__ = "0.1.0"

_PUBLIC = {
    "GhostwriterPipeline": "ghostwriter.pipeline.pipeline",
    "create_llm": "ghostwriter.bedrock.factory",
    "load_brief": "ghostwriter.brief.brief",
}


def __getattr__(name: str) -> object:
    """Load the public names when they are first asked for: ``--help`` must not pay for the pipeline."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
