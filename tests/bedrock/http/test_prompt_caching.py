"""Where cache points stand, and where not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.http.prompt_caching import place_cache_points

MARK = {"type": "ephemeral"}


def user(*texts: str, **extra: Any) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "text", "text": text, **extra} for text in texts]}


SYSTEM = {"role": "system", "content": [{"type": "text", "text": "You write.", "cache_control": MARK}]}


def test_only_the_shared_block_of_a_first_call_is_marked() -> None:
    _, first = place_cache_points([SYSTEM, user("shared", "task", cache_control=MARK)], "5m")

    assert first["content"][0]["cache_control"] == MARK
    assert "cache_control" not in first["content"][1]


def test_a_prompt_that_shares_nothing_is_not_marked() -> None:
    assert "cache_control" not in str(place_cache_points([SYSTEM, user("task", cache_control=MARK)], "5m"))


def test_a_later_call_marks_the_end_a_tools_result_on_the_message() -> None:
    later = [SYSTEM, user("a", "b"), {"role": "assistant", "content": []}, {"role": "tool", "content": "written"}]

    assert place_cache_points(later, "1h")[-1]["cache_control"] == MARK | {"ttl": "1h"}


def test_without_caching_nothing_is_marked() -> None:
    assert "cache_control" not in str(place_cache_points([SYSTEM, user("a", "b", cache_control=MARK)], None))


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4), st.sampled_from([None, "5m", "1h"]), st.booleans())
def test_the_words_stay_as_they_are(texts: list[str], ttl: str | None, guarded: bool) -> None:  # noqa: FBT001
    messages = [SYSTEM, user(*texts)]
    before = str(messages)

    placed = place_cache_points(messages, ttl, guarded=guarded)

    said = [block["text"] for block in placed[1]["content"] if "cache_control" not in block or not guarded]
    assert said == texts
    assert str(messages) == before
