"""Bar charts of the tokens, dollars and seconds of each stage."""

from collections.abc import Callable
from dataclasses import dataclass

from ghostwriter.report.formatting import dollars, duration
from ghostwriter.schema.record_parts import StageRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.stages import STAGE_NAMES


@dataclass(frozen=True)
class Bar:
    """One stage's bar: ``width`` is in percent of the chart's longest, ``cached`` how much of that came from the cache."""

    stage: str
    figure: str
    width: float
    cached: float = 0.0


@dataclass(frozen=True)
class Chart:
    """One measure of all stages."""

    title: str
    bars: tuple[Bar, ...]


def stages_in_order(record: RunRecord) -> list[tuple[str, StageRecord]]:
    """The stages that ran, by name, in the order of a run."""
    return [(name, record.stages[name]) for name in STAGE_NAMES if name in record.stages]


def charts(record: RunRecord) -> list[Chart]:
    """Tokens, dollars and seconds, each measured by the stage that took most."""
    return [
        _chart("Tokens in", record, lambda stage: stage.input_tokens, _tokens),
        _chart("Tokens out", record, lambda stage: stage.output_tokens, _tokens),
        _chart("Dollars", record, lambda stage: stage.usd, dollars),
        _chart("Waiting for answers", record, lambda stage: stage.seconds, duration),
    ]


def _chart(
    title: str, record: RunRecord, measure: Callable[[StageRecord], float], shown: Callable[[float], str]
) -> Chart:
    stages = stages_in_order(record)
    most = max((measure(stage) for _, stage in stages), default=0.0)
    of_input = title == "Tokens in"
    return Chart(
        title,
        tuple(
            Bar(
                stage=name,
                figure=shown(measure(stage)),
                width=_percent(measure(stage), most),
                cached=_percent(stage.cache_read_tokens, most) if of_input else 0.0,
            )
            for name, stage in stages
        ),
    )


def _percent(value: float, largest: float) -> float:
    return round(100 * value / largest, 2) if largest > 0 else 0.0


def _tokens(number: float) -> str:
    return f"{number:,.0f}"
