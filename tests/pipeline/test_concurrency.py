import threading
from functools import partial

import pytest

from ghostwriter.pipeline.concurrency import run_concurrently


def test_jobs_run_at_the_same_time() -> None:
    both_inside = threading.Barrier(2, timeout=5)

    def meet() -> None:
        both_inside.wait()

    run_concurrently([meet, meet])


def test_no_more_than_so_many_run_at_once() -> None:
    lock, inside, most = threading.Lock(), 0, 0

    def job() -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1

    run_concurrently([job] * 50, at_once=3)

    assert most <= 3


def test_the_first_error_is_raised_after_those_under_way_are_done() -> None:
    done = threading.Event()
    failing = threading.Event()

    def fail() -> None:
        failing.set()
        raise ValueError("broken")

    def slow() -> None:
        failing.wait(5)
        done.set()

    with pytest.raises(ValueError, match="broken"):
        run_concurrently([slow, fail])

    assert done.is_set()


def test_no_new_job_is_begun_after_an_error() -> None:
    begun: list[int] = []

    def fail() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        run_concurrently([fail, *[lambda: begun.append(1)] * 5], at_once=1)

    assert not begun


def test_nothing_to_do_is_done_at_once() -> None:
    run_concurrently([])


def test_where_threads_are_few_fewer_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, left, done = threading.Thread.start, [1], list[int]()

    def grudging(thread: threading.Thread) -> None:
        if not left:
            raise RuntimeError("can't start new thread")
        left.pop()
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", grudging)

    run_concurrently([partial(done.append, number) for number in range(5)])
    assert sorted(done) == [0, 1, 2, 3, 4]

    with pytest.raises(OSError, match="no thread can be started"):
        run_concurrently([partial(done.append, 5)])
    assert 5 not in done
