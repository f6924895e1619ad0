"""How many calls and tokens a run takes when every answer is right the first time."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.material import write_brief
from benchmarks.row import Row
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.run_record import RunRecord


def rows() -> Iterator[Row]:
    """Calls against the fewest possible, and tokens against the words that were read."""
    for sources in (2, 12):
        record = offline_run(sources)
        batches = record.stages["verification"].calls
        fewest = sources + 1 + 1 + batches
        yield Row(
            f"model calls, {sources} sources",
            f"{record.totals.calls / fewest:.2f} x ({record.totals.calls})",
            f"one a source, one draft, one critique, one a verification batch ({fewest})",
        )
        tokens = record.totals.input_tokens + record.totals.output_tokens
        assert record.receipt is not None
        yield Row(
            f"tokens, {sources} sources",
            f"{tokens / record.receipt.words:.1f} x ({tokens:,})",
            f"the {record.receipt.words:,} words of the sources",
        )


def offline_run(sources: int) -> RunRecord:
    """One whole offline run in a throw-away folder."""
    with tempfile.TemporaryDirectory() as folder:
        brief = load_brief(write_brief(Path(folder), sources))
        settings = resolve_settings(Flags(offline=True), {}, brief)
        return GhostwriterPipeline(settings, env={}).run(brief, Path(folder) / "workspace")
