"""The chance that a sentence, or anything in a text, is unsupported by the sources."""

from ghostwriter.verification.score.scoring import Scored, score

__all__ = ["Scored", "score"]
