"""The gate, by what it lets through."""

import threading

from ghostwriter.bedrock.retry.concurrency_limit import FIRST_LIMIT, HIGHEST_LIMIT, ConcurrencyLimit, limit_for


def test_a_throttled_call_halves_the_limit_once_for_all_that_were_under_way_together() -> None:
    concurrency = ConcurrencyLimit()
    with concurrency.slot() as first, concurrency.slot() as second:
        concurrency.throttled(first)
        concurrency.throttled(second)

    assert concurrency.limit == FIRST_LIMIT / 2


def test_a_call_that_began_after_the_halving_can_halve_again_but_never_below_one() -> None:
    concurrency = ConcurrencyLimit()
    for _ in range(20):
        with concurrency.slot() as era:
            concurrency.throttled(era)

    assert concurrency.limit == 1


def test_success_lets_the_limit_creep_up_by_about_one_a_round_to_a_bound() -> None:
    concurrency = ConcurrencyLimit()
    for _ in range(int(FIRST_LIMIT)):
        concurrency.succeeded()

    assert FIRST_LIMIT + 0.9 < concurrency.limit <= FIRST_LIMIT + 1
    for _ in range(10_000):
        concurrency.succeeded()
    assert concurrency.limit == HIGHEST_LIMIT


def test_no_more_calls_are_under_way_than_the_limit_allows() -> None:
    concurrency = ConcurrencyLimit()
    while concurrency.limit > 2:
        with concurrency.slot() as era:
            concurrency.throttled(era)
    together, most, lock = 0, 0, threading.Lock()

    def call() -> None:
        nonlocal together, most
        with concurrency.slot():
            with lock:
                together += 1
                most = max(most, together)
            threading.Event().wait(0.01)
            with lock:
                together -= 1

    threads = [threading.Thread(target=call) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2


def test_retry_after_closes_the_limit_for_every_call() -> None:
    now = [100.0]
    concurrency = ConcurrencyLimit(clock=lambda: now[0])
    with concurrency.slot() as era:
        concurrency.throttled(era, retry_after=5)

    assert concurrency._wait() == 5.0
    now[0] = 106.0
    assert concurrency._wait() == 0


def test_the_calls_of_one_model_at_one_place_share_a_gate() -> None:
    assert limit_for("us-east-1", "haiku") is limit_for("us-east-1", "haiku")
    assert limit_for("us-east-1", "haiku") is not limit_for("us-east-1", "sonnet")
    assert limit_for("us-east-1", "haiku") is not limit_for("eu-west-1", "haiku")
