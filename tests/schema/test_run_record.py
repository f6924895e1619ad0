import pytest
from pydantic import ValidationError

from ghostwriter.schema.record_parts import SourceRecord, TaskRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.source import Receipt
from ghostwriter.schema.usage import Usage


def task(name: str, usd: float = 0.5) -> TaskRecord:
    usage = Usage(calls=1, usd=usd)
    return TaskRecord(key=name, model="m", artifact=f"{name}.json", sha256="", how="done", attempts=1, usage=usage)


def test_a_changed_record_is_a_new_one() -> None:
    record = RunRecord()

    assert record.changed(title="Dams").title == "Dams"
    assert record.title == ""


@pytest.mark.parametrize("change", [{"titel": "Dams"}, {"rate": 2.0}, {"status": "over"}, {"derived": {"../x": []}}])
def test_what_is_no_field_or_no_valid_value_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RunRecord().changed(**change)


def test_a_finished_task_is_no_longer_pending_and_counts_for_its_stage() -> None:
    record = RunRecord().changed(pending={"extraction/S2": "k", "extraction/S10": "k"})

    for name in ("extraction/S10", "extraction/S2"):
        record = record.with_task(name, task(name))

    assert record.pending == {}
    assert list(record.stages["extraction"].tasks) == ["extraction/S2", "extraction/S10"]
    assert (record.stages["extraction"].calls, record.stages["extraction"].usd) == (2, 1.0)


def test_a_source_that_is_gone_takes_its_extraction_with_it() -> None:
    record = RunRecord().with_task("extraction/S1", task("extraction/S1")).with_task("critique/a", task("critique/a"))
    receipt = Receipt(read=1, total=1, words=1, skipped=())

    one = SourceRecord(id="S1", origin="a", title="a", sha256="", words=1)
    assert record.with_sources(receipt, [one]).stages == record.stages
    assert list(record.with_sources(receipt, []).stages) == ["critique"]


def test_an_edited_article_has_neither_coverage_nor_rate() -> None:
    record = RunRecord().changed(rate=0.5).with_coverage(None)

    assert (record.article_edited, record.coverage, record.rate) == (True, None, None)


def test_a_record_with_keys_that_no_run_writes_is_refused_at_every_depth() -> None:
    receipt = {"read": 1, "total": 1, "words": 1, "skipped": []}
    assert RunRecord.model_validate({"receipt": receipt}).receipt == Receipt(read=1, total=1, words=1, skipped=())

    for forged in ({"receipt": receipt | {"paid": 1}}, {"brief": {"paths": "/"}}, {"paid": 1}):
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            RunRecord.model_validate(forged)
