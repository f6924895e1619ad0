"""Ghostwriter: a brief and a pile of sources become an article that a person can sign."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.pipeline.pipeline import GhostwriterPipeline

__all__ = ["GhostwriterPipeline", "__version__", "create_llm"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the public names when they are first asked for: ``--help`` must not pay for the pipeline."""
    if name == "GhostwriterPipeline":
        from ghostwriter.pipeline.pipeline import GhostwriterPipeline  # noqa: PLC0415

        return GhostwriterPipeline
    if name == "create_llm":
        from ghostwriter.bedrock.factory import create_llm  # noqa: PLC0415

        return create_llm
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
