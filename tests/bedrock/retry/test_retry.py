"""Retries, by the clock."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.errors.table import FailedCall, fault_of
from ghostwriter.bedrock.http.error_response import ErrorResponse
from ghostwriter.bedrock.retry.concurrency_limit import ConcurrencyLimit
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry


def failed(kind: str = "InternalServerException", retry_after: float | None = None) -> FailedCall:
    response = ErrorResponse(0, kind, "no", retry_after)
    return FailedCall(response, fault_of(response), RuntimeError("given up"))


THROTTLED, REFUSED = "ThrottlingException", "ValidationException"


def tried(fails: int, failure: FailedCall, policy: RetryPolicy) -> tuple[int, list[float]]:
    """Run something that fails so many times; the number of tries, and the waits between them."""
    tries, waits = 0, []

    def attempt() -> int:
        nonlocal tries
        tries += 1
        if tries <= fails:
            raise ValueError
        return tries

    def note(_failure: FailedCall, _failures: int, wait: float) -> None:
        waits.append(wait)

    retry(attempt, policy, ConcurrencyLimit(), lambda _error: failure, note)
    return tries, waits


@given(failures=st.integers(1, 40), longest=st.floats(0, 60), asked=st.none() | st.floats(0, 20))
def test_a_wait_is_between_what_aws_asks_for_and_the_ceiling_on_top(
    failures: int, longest: float, asked: float | None
) -> None:
    wait = RetryPolicy(longest_wait=longest).wait(failures, asked)

    assert (asked or 0) <= wait <= (asked or 0) + min(longest, 0.5 * 2.0 ** (failures - 1))


def test_the_jitter_is_full() -> None:
    waits = [RetryPolicy().wait(4) for _ in range(400)]

    assert min(waits) < 0.25
    assert max(waits) > 3.75
    assert 1.7 < sum(waits) / len(waits) < 2.3


def test_other_faults_are_tried_so_many_times() -> None:
    assert tried(2, failed(), RetryPolicy(attempts=3, longest_wait=0))[0] == 3
    with pytest.raises(RuntimeError, match="given up"):
        tried(3, failed(), RetryPolicy(attempts=3, longest_wait=0))


def test_throttling_never_gives_up_before_the_deadline() -> None:
    assert tried(50, failed(THROTTLED), RetryPolicy(attempts=2, longest_wait=0, deadline=30))[0] == 51


def test_throttling_gives_up_at_the_deadline_and_not_before() -> None:
    started = time.monotonic()
    with pytest.raises(RuntimeError):
        tried(10**9, failed(THROTTLED), RetryPolicy(longest_wait=0.05, deadline=0.3))

    assert time.monotonic() - started >= 0.3


def test_being_told_to_stay_away_beyond_the_deadline_is_the_last_word() -> None:
    started, limit = time.monotonic(), ConcurrencyLimit()

    def fail() -> None:
        raise ValueError

    for _ in range(2):  # the second would have to wait, if the first had closed the limit
        with pytest.raises(RuntimeError, match="given up"):
            retry(
                fail,
                RetryPolicy(deadline=600),
                limit,
                lambda _error: failed(THROTTLED, 1e300),
                lambda *_: None,
            )

    assert time.monotonic() - started < 300


def test_what_cannot_get_better_is_not_tried_again() -> None:
    with pytest.raises(RuntimeError):
        tried(1, failed(REFUSED), RetryPolicy())


def test_each_wait_is_told_before_it_begins() -> None:
    _, waits = tried(3, failed(retry_after=0.01), RetryPolicy(longest_wait=0))

    assert waits == [0.01, 0.01, 0.01]
