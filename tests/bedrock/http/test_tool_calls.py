"""Each call is followed by its answer, in whatever order the SDK gives them, and there are not too many."""

from types import SimpleNamespace
from typing import Any

import pytest

from ghostwriter.bedrock.http.tool_calls import MOST_CALLS, behind_their_calls, refuse_too_many_calls
from ghostwriter.errors import ModelUnavailable

ASKED: dict[str, Any] = {"role": "user", "content": [{"type": "text", "text": "Write."}]}


def calls(*identifiers: str) -> dict[str, Any]:
    return {"role": "assistant", "content": [], "tool_calls": [{"id": one, "function": {}} for one in identifiers]}


def answer(identifier: str, text: str = "done") -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": identifier, "content": [{"type": "text", "text": text}]}


def test_what_is_in_order_stays_as_it_is() -> None:
    messages = [ASKED, calls("a", "b"), answer("b"), answer("a"), ASKED]

    assert behind_their_calls(messages) == [ASKED, calls("a", "b"), answer("a"), answer("b"), ASKED]


def test_an_answer_that_stands_behind_later_calls_is_put_behind_its_own() -> None:
    messages = [ASKED, calls("a", "b"), answer("b", "refused"), calls("c"), answer("c", "refused"), answer("a")]

    assert behind_their_calls(messages) == [
        ASKED, calls("a", "b"), answer("a"), answer("b", "refused"), calls("c"), answer("c", "refused"),
    ]  # fmt: skip


def test_ids_that_are_used_again_are_answered_one_by_one() -> None:
    messages = [calls("a", "a"), answer("a", "1"), answer("a", "2"), calls("a"), answer("a", "3")]

    assert behind_their_calls(messages) == messages


def test_answers_that_no_call_asks_for_stay() -> None:
    messages = [answer("x"), calls("x"), answer("x", "2"), answer("z")]

    assert behind_their_calls(messages) == messages


@pytest.mark.parametrize("count", [None, 0, 1, MOST_CALLS])
def test_an_answer_of_some_calls_passes(count: int | None) -> None:
    refuse_too_many_calls(of_calls(count), "haiku")


def test_an_answer_of_more_calls_than_anybody_needs_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match=r"haiku calls its tool 1,000 times in one answer"):
        refuse_too_many_calls(of_calls(1_000), "haiku")


def of_calls(count: int | None) -> Any:
    message = SimpleNamespace(tool_calls=None if count is None else [object()] * count)
    return SimpleNamespace(choices=[SimpleNamespace(message=message)])
